"""Captions of WordPress, whose shortcode stands in the text: `[caption id="…" width="…"]picture words[/caption]`."""

import re
from collections.abc import Iterator

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.nodes import Text
from mkdocs_zhihu.body.dom.tree import children, find_tags
from mkdocs_zhihu.body.draft import Draft

OPENING = re.compile(
    r"""\[caption(?P<attributes>(?:\s+(?:id|align|width|class|caption)=(?:"[^"\]]*"|'[^'\]]*'))+)\s*\]"""
)
CLOSING = "[/caption]"
CAPTION = re.compile(r"""\scaption=(?:"([^"]*)"|'([^']*)')""")


def read_caption_shortcodes(draft: Draft) -> None:
    """Make a figure of a picture and its words between the marks of WordPress; without a picture the marks stay.

    before: <p>[caption width="9"]<img src="https://a/b.jpg"> a[/caption]</p>
    after:  <p><figure><img src="https://a/b.jpg"><figcaption>a</figcaption></figure></p>
    """
    if "[caption" not in draft.source or CLOSING not in draft.source:
        return
    for tag in (draft.root, *draft.find_all("p", "div", "li", "td", "blockquote", "section", "center")):
        opened: NavigableString | None = None
        for text in [node for node in children(tag) if isinstance(node, NavigableString)]:
            node = _build(draft, opened, text) if opened is not None and CLOSING in text else text
            if OPENING.search(node.rpartition(CLOSING)[2]):
                opened = node
            elif CLOSING in text:
                opened = None


def _build(draft: Draft, first: NavigableString, last: NavigableString) -> NavigableString:
    """Make a figure of what stands between two texts, and return what is left of the second one."""
    *_, opening = OPENING.finditer(first)
    words, _, rest = last.partition(CLOSING)
    inner = list(_iter_between(first, last))
    picture = next((node for node in inner if isinstance(node, Tag) and _has_picture(node)), None)
    if picture is None:
        return last
    given = CAPTION.search(opening["attributes"])
    others: list[PageElement | str] = [node for node in inner if node is not picture]
    if words.strip():
        others.append(words.rstrip() if others else words.strip())
    shown = "".join(node if isinstance(node, str) else node.get_text() for node in others)
    title = (given[1] or given[2] or "") if given else ""
    if title not in shown:
        others = [*others, f" {title}"] if shown.strip() else [title]
    elif not shown.strip():
        others = []
    figure = draft.new("figure", None, picture.extract())
    if others:
        caption = [node.extract() if isinstance(node, PageElement) else node for node in others]
        figure.append(draft.new("figcaption", None, *caption))
    left = Text(rest)
    last.replace_with(left)
    first.insert_after(figure)
    first.replace_with(Text(first[: opening.start()] + first[opening.end() :].strip()))
    return left


def _iter_between(first: PageElement, last: PageElement) -> Iterator[PageElement]:
    node = first.next_sibling
    while node is not None and node is not last:
        yield node
        node = node.next_sibling


def _has_picture(tag: Tag) -> bool:
    return tag.name == "img" or bool(find_tags(tag, "img"))
