"""What the author wrote, counted word by word without our own code, before and after.

The source is parsed with html5lib and everything that section 0.4 of the field guide allows to be missing
is taken out of it by a named rule; every word that is left must be on the page. What the page has besides
must come from an attribute of the source or from a short list.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote_plus

from bs4 import BeautifulSoup, Comment
from bs4.element import NavigableString, Tag

from mkdocs_zhihu.body.raw.markup import mend_html

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
TOKEN = re.compile(rf"[{CJK}]|[^\W{CJK}]+|[^\w\s]")
ZERO_WIDTH = re.compile("[\u200b\u200c\u2060\ufeff\xad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BLOCKS = (
    "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote hr pre figure figcaption table thead tbody tr td th br"
    " section article"
).split()
INVISIBLE = ("style", "script", "svg", "noscript")
HOTLIST_BYLINE = re.compile(r"\s*(?P<author>.+?)的(?:回答|文章)\s*<br\s*/?>\s*<br\s*/?>")
NOTICE_LINE = re.compile(
    r"作者：.*|链接：.*|来源：知乎|著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。"
)


TAG_AS_TEXT = re.compile(
    r"</?(a|b|i|u|s|p|br|em|li|ul|ol|h[1-6]|hr|img|div|sup|sub|span|font|strong|figure|figcaption|table|tbody|tr|td|th"
    r"|blockquote|section|html|head|body|meta|link|title|script|style|svg|path|math|mi|mo|ruby|rt|time|input|button|o:p)"
    r"(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
LABELS = ("[公式]", "复制代码", "阅读全文", "显示全部", "添加评论", "写回答")
"""What pages write on their buttons, and for formulas they cannot draw."""
ENTITIES = ("&lt;", "&gt;", "&amp;", "&quot;", "&nbsp;")


BUTTONS = ("使用 App 查看完整内容", "查看完整内容", "查看全部章节")
"""Rule `paid`: the text of the button."""


@dataclass(frozen=True)
class Drop:
    """Text that section 0.4 of the field guide allows to be missing from the body."""

    rule: str
    selector: str
    applies: Callable[[Tag], bool] = lambda _tag: True


@dataclass(frozen=True)
class Addition:
    """Words that the page has where the source has a place for them."""

    rule: str
    selector: str
    words: Callable[[Tag], str]


def _is_note_mark(tag: Tag) -> bool:
    return re.fullmatch(r"\s*\[\d+\]\s*", tag.get_text()) is not None


def _is_reference_heading(tag: Tag) -> bool:
    """Return whether a tag says only 参考 and nothing but blanks stand before the next list."""
    if tag.get_text().strip() not in ("参考", "参考资料", "参考文献"):
        return False
    following = [node for node in tag.next_elements if tag not in node.parents]
    for node in following:
        if isinstance(node, Tag) and node.name == "ol":
            return True
        if isinstance(node, NavigableString) and node.strip():
            return False
    return False


def _space_cards(tree: Tag) -> None:
    """Put blanks around what becomes a block."""
    for card in tree.select("[data-draft-type$=card], .video-box, iframe"):
        card.insert_before(" ")
        card.insert_after(" ")


DROPS = (
    Drop("daily: author", ".question .answer > strong .author"),
    Drop("daily: bio", ".question .answer > strong .bio"),
    Drop("daily: original link", ".question .answer > strong .originUrl"),
    Drop("daily: link to the discussion", ".view-more"),
    Drop("source.mydrivers: closing line", "p.end"),
    Drop("source.mydrivers: copyright", "p.zhuanzai"),
    Drop("source.mydrivers: editor", "p.url"),
    Drop("source.mydrivers: tags", "p.bqian"),
    Drop("source.juejin: copy button", ".copy-code-btn"),
    Drop(
        "card.ad",
        "[data-mcn-id], [data-ad-id], [data-edu-card-id], [class*=MCNLinkCard], [class*=ADLinkCard]",
    ),
    Drop("card.dom: host line", ".LinkCard-desc, .LinkCard-meta"),
    Drop("video: visible URL and icons", ".video-box .url"),
    Drop("math.dom: rendered children", ".ztext-math"),
    Drop("reference: the mark", "sup", _is_note_mark),
    Drop("reference.list: ways back", ".ReferenceList-backLink"),
    Drop("reference: the list's heading", "p, h2, h3, b, strong, div", _is_reference_heading),
    Drop("footer.time", ".ContentItem-time"),
)


def _write_size(card: Tag) -> str:
    """Return the size of a file with three digits that count, in the largest unit that it fills."""
    digits = str(card["data-file-size"])
    power = (len(digits) - 1) // 3
    return f"{int(digits) / 1000**power:.3g} {'B kB MB GB TB'.split()[power]}"


ADDITIONS = (
    Addition("daily.multi: between author, bio and link", ".question .answer .author", lambda _tag: "·"),
    Addition("card.file: size", "[data-file-size]", _write_size),
    Addition("video: page, and what is called so without a title", ".video-box, video, iframe", lambda _tag: "www video 视频"),
    Addition("reference: ways back", "sup", lambda _tag: "回到正文 ↩ ↩\ufe0e"),
)  # fmt: skip


def tokens(text: str) -> Counter[str]:
    return Counter(TOKEN.findall(ZERO_WIDTH.sub("", text)))


def visible_text(tree: Tag) -> str:
    """Return the text of a tree, without comments, with a blank at every edge of a block."""
    parts: list[str] = []
    for node in tree.descendants:
        if isinstance(node, NavigableString) and not isinstance(node, Comment):
            parts.append(str(node))
        elif isinstance(node, Tag) and node.name in BLOCKS:
            node.insert_after(NavigableString(" "))
            parts.append(" ")
    return "".join(parts)


def _drop_notice(tree: Tag) -> None:
    paragraphs = [
        tag
        for tag in tree.find_all("p")
        if "来源：知乎" in tag.get_text() and "著作权归作者所有" in tag.get_text()
    ]
    for tag in paragraphs:
        lines = [line.strip() for line in tag.get_text("\n").split("\n") if line.strip()]
        if all(NOTICE_LINE.fullmatch(line) for line in lines):
            tag.extract()


def read_source(text: str, title: str) -> tuple[Counter[str], str]:
    """Return the words of a raw body that must be on the page, and the hot list's author."""
    repaired = re.sub(r"^\s*<div>\s*", "", mend_html(text))
    byline = HOTLIST_BYLINE.match(repaired)
    tree = BeautifulSoup(repaired[byline.end() :] if byline else repaired, "html5lib")
    for tag in [*tree.find_all(INVISIBLE), *_find_dropped(tree)]:
        tag.extract()
    _space_cards(tree)
    _drop_notice(tree)
    first = next((tag for tag in tree.find_all(re.compile("^h[1-6]$")) if tag.get_text(strip=True)), None)
    if first is not None and " ".join(first.get_text().split()) == title:
        first.extract()
    body = tree.body
    assert body is not None
    return tokens(re.sub(r"\{%\s*(?:end)?raw\s*%\}", "", visible_text(body))), byline[
        "author"
    ] if byline else ""


def read_visible(text: str) -> Counter[str]:
    """Return every visible word of a raw body, those that may be missing from the page included."""
    body = BeautifulSoup(mend_html(text), "html5lib").body
    assert body is not None
    _space_cards(body)
    return tokens(visible_text(body))


def _find_dropped(tree: BeautifulSoup) -> Iterator[Tag]:
    for drop in DROPS:
        yield from (tag for tag in tree.select(drop.selector) if drop.applies(tag))


def read_page(body: str, *, generated: bool = True) -> Counter[str]:
    """Return the words of a finished body, with or without what we write for marks and formulas."""
    tree = BeautifulSoup(body, "html5lib").body
    assert tree is not None
    for tag in [] if generated else tree.select("sup[id], a.footnote-backref, .arithmatex"):
        tag.extract()
    return tokens(visible_text(tree))


def read_attributes(text: str) -> Counter[str]:
    """Return the words of all attributes of a raw body: captions, notes, titles, formulas, hosts."""
    tree = BeautifulSoup(mend_html(text), "html5lib")
    values = (value for tag in tree.find_all(name=True) for value in tag.attrs.values())
    joined = " ".join(" ".join(value) if isinstance(value, list) else str(value) for value in values)
    return tokens(joined + " " + _unquote(joined) + " " + html.unescape(joined))


def read_additions(text: str) -> Counter[str]:
    """Return the words that a page may have besides those of the source, attributes included."""
    tree = BeautifulSoup(mend_html(text), "html5lib")
    return tokens(
        " ".join(addition.words(tag) for addition in ADDITIONS for tag in tree.select(addition.selector))
    )


def _unquote(text: str) -> str:
    return unquote_plus(text) + " " + unquote_plus(unquote_plus(text))


def find_excess(text: str, body: str) -> str:
    """Return what the page shows and no reader of the source would see: tags as text, labels, entities in code.

    The source is read as it is, without our own repair; so this is for bodies whose tags are known to be tags. One that
    lost its partner may be shown: in a damaged body it could be the author's.
    """
    page = BeautifulSoup(body, "html5lib")
    source = BeautifulSoup(re.sub(r"</?(?:noscript|template)\b[^<>]*>", "", text), "html5lib")
    written = source.get_text()
    code = " ".join(tag.get_text() for tag in page.select("pre, code"))
    for tag in page.select("pre, code, .arithmatex, .footnote"):
        tag.extract()
    prose = page.get_text()
    tags = [match for match in TAG_AS_TEXT.finditer(prose) if match[0] not in written]
    found = [match[0] for match in tags if _has_partner(text, match[1])]
    found += [label for label in LABELS if label in prose and label not in written]
    found += [
        entity for entity in ENTITIES if entity in code and entity not in written and entity not in text
    ]
    return f"excess: {found[:5]}" if found else ""


def _has_partner(text: str, name: str) -> bool:
    """Return whether every beginning of a tag has its end after it, and the reverse."""
    depth = 0
    for match in re.finditer(rf"<(/?){name}(?=[\s/>])", text):
        depth += -1 if match[1] else 1
        if depth < 0:
            return False
    return depth == 0


def _without_declared_lines(lost: Counter[str], text: str) -> Counter[str]:
    """Return lost words without the lines of `footer.copyright` and `paid`, each only if it is lost as a whole."""
    tree = BeautifulSoup(mend_html(text), "html5lib")
    lines = {str(node).strip() for node in tree.find_all(string=True)}
    for line in sorted(line for line in lines if line in BUTTONS or NOTICE_LINE.fullmatch(line)):
        words = tokens(line)
        if not words - lost:
            lost = lost - words
    return lost


def check(text: str, title: str, body: str) -> str:
    """Return "" if nothing was lost and nothing invented between a raw body and a finished one."""
    expected, _ = read_source(text, title)
    found = read_page(body, generated=False)
    lost = _without_declared_lines(expected - found, text)
    if lost:
        return f"lost: {dict(lost)}"
    shown = read_visible(text)
    invented = set(found - shown) - set(read_attributes(text) | read_additions(text))
    return f"invented: {invented}" if invented else ""
