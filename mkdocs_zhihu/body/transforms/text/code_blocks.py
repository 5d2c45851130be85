"""Code: its text is authoritative, its colours are made again."""

import re
from functools import cache, lru_cache
from html import escape

from bs4.element import NavigableString, Tag
from pygments.lexer import Lexer
from pygments.lexers import find_lexer_class_by_name, get_lexer_by_name
from pygments.token import STANDARD_TYPES, Token, _TokenType
from pygments.util import ClassNotFound

from mkdocs_zhihu.body.dom.nodes import ColouredText, Element, Text
from mkdocs_zhihu.body.dom.tree import (
    attribute,
    child_tags,
    classes,
    find_tags,
    has_class,
    is_blank,
    is_inside,
    replace_content,
)
from mkdocs_zhihu.body.draft import Draft, text_of
from mkdocs_zhihu.body.transforms.text.code_tables import unwrap_numbered_code

TITLE_CLASS = "filename"
"""Material's, for a title above the code."""
MAX_COLOURED = 20_000
END = ("", "</span>")
PLAIN_LANGUAGES = frozenset({"", "text", "plain", "plaintext", "none", "nohighlight"})


def rebuild_code_blocks(draft: Draft) -> None:
    """Write every code block in the theme's markup, with its language, coloured by Pygments; pictures follow it.

    before: <div class="highlight"><pre><code class="language-python3"><span></span><span class="kn">x</span>
    after:  <div class="language-python highlight"><pre><code><span class="n">x</span></code></pre></div>
    """
    for table in draft.find_all("table"):
        unwrap_numbered_code(table)
    for tag in draft.find_all("pre"):
        block = _find_wrapper(tag)
        pictures = [image.extract() for image in find_tags(tag, "img")]  # code is text alone
        block.replace_with(_build_block(draft, tag, _find_language(tag, block)), *pictures)
    for tag in draft.find_all("code"):
        if tag.parent is None or is_inside(tag, "pre"):
            continue
        if attribute(tag, "lang") or ("\n" in tag.get_text() and tag.parent is draft.root):
            tag.replace_with(_build_block(draft, tag, parse_language(attribute(tag, "lang"))))
        else:
            for line_break in find_tags(tag, "br"):
                line_break.replace_with(" ")
            tag.replace_with(draft.new("code", None, tag.get_text()))


def _find_wrapper(pre: Tag) -> Tag:
    parent = pre.parent
    while parent is not None and parent.name in ("div", "figure", "p") and _is_only_child(pre, parent):
        if has_class(parent, "highlight") or parent.name == "figure":
            return parent
        parent = parent.parent
    return pre


def _is_only_child(pre: Tag, parent: Tag) -> bool:
    title = _find_title(pre)
    return all(node is pre or node is title or is_blank(node) for node in parent.children)


def _find_language(pre: Tag, block: Tag) -> str:
    tags = [*find_tags(pre, "code")[:1], pre, block]
    names = [
        name.removeprefix("language-")
        for tag in tags
        for name in classes(tag)
        if name.startswith("language-")
    ]
    names += [name.removeprefix("lang-") for tag in tags for name in classes(tag) if name.startswith("lang-")]
    if block.parent is not None and has_class(block.parent, "highlighter-rouge"):
        names += [name.removeprefix("language-") for name in classes(block.parent)]
    names += [attribute(tag, "lang") for tag in tags]
    names += [
        name for tag in tags if has_class(tag, "highlight") for name in classes(tag) if name != "highlight"
    ]
    return next((found for name in names if (found := parse_language(name)) != "text"), "text")


@cache
def parse_language(name: str) -> str:
    """Return Pygments' main alias of a language, `text` for an unknown one."""
    name = name.strip().lower()
    if name in PLAIN_LANGUAGES or not re.fullmatch(r"[\w.+#-]{1,40}", name):
        return "text"
    try:
        lexer = find_lexer_class_by_name(name)
    except ClassNotFound:
        return "text"
    alias = lexer.aliases[0] if lexer.aliases else "text"
    return alias if re.fullmatch(r"[\w.+#-]+", alias) else "text"


def _build_block(draft: Draft, source: Tag, language: str) -> Tag:
    text = _read_code(source)
    code, pre = draft.keep(Element("code")), draft.keep(Element("pre"))
    coloured = _colour(text, language)
    replace_content(code, [ColouredText(text, coloured) if coloured else Text(text)])
    replace_content(pre, [code])
    title = _read_title(source)
    content = [draft.new("span", {"class": TITLE_CLASS}, title), pre] if title else [pre]
    return draft.new("div", {"class": f"language-{language} highlight"}, *content)


def _read_title(pre: Tag) -> str:
    """Return the title of a block: as Markdown's fences have it, or as we write it."""
    title = _find_title(pre)
    return title.get_text() if title else attribute(pre, "data-zh-title")


def _find_title(pre: Tag) -> Tag | None:
    before = pre.previous_sibling
    is_title = isinstance(before, Tag) and before.name == "span" and attribute(before, "class") == TITLE_CLASS
    return before if isinstance(before, Tag) and is_title else None


def _colour(text: str, language: str) -> str:
    """Return the text as HTML, each piece with the short class Pygments' style sheets know; "" without colours."""
    if language == "text" or len(text) > MAX_COLOURED:
        return ""
    tokens = [
        ("" if value.isspace() else _find_class(kind), value) for kind, value in _read_tokens(text, language)
    ]
    if "".join([value for _, value in tokens]) != text:  # the lexer changed the text
        return ""
    pieces: list[str] = []
    before = ""
    for name, value in tokens:
        if name != before:
            pieces.append(END[bool(before)] + (f'<span class="{name}">' if name else ""))
            before = name
        pieces.append(escape(value, quote=False))
    return "".join([*pieces, END[bool(before)]])


@cache
def _find_class(kind: _TokenType) -> str:
    """Return the class of a token type, else of the nearest type above it that has one."""
    while kind not in STANDARD_TYPES and kind.parent is not None:
        kind = kind.parent
    return STANDARD_TYPES.get(kind, "")


@lru_cache(maxsize=16)  # of one block both the language and the pieces are asked for
def _read_tokens(text: str, language: str) -> list[tuple[_TokenType, str]]:
    """Return the pieces of a text; the last line is read with a line end, for some languages know only whole lines."""
    if text.endswith("\n"):
        return list(_find_lexer(language).get_tokens(text))
    tokens = list(_find_lexer(language).get_tokens(f"{text}\n"))
    kind, value = tokens[-1] if tokens else (Token, "")
    return [*tokens[:-1], *([(kind, value[:-1])] if value[:-1] else [])] if value.endswith("\n") else tokens


def _find_lexer(language: str) -> Lexer:
    return get_lexer_by_name(language, stripnl=False, ensurenl=False)


def _read_code(tag: Tag) -> str:
    """Return the text of a block without line numbers; in a `pre` without `code` `<br>` and newline are one line end."""
    inner = child_tags(tag)
    if (
        len(inner) == 1
        and inner[0].name == "code"
        and all(is_blank(n) or n is inner[0] for n in tag.children)
    ):
        tag = inner[0]
    for span in find_tags(tag, "span"):
        if has_class(span, "linenos", "lineno"):
            span.extract()
    for line_break in find_tags(tag, "br"):
        following = line_break.next_sibling
        if isinstance(following, NavigableString) and following.startswith("\n"):
            following.replace_with(Text(following[1:]))
        line_break.replace_with("\n")
    return text_of(tag)
