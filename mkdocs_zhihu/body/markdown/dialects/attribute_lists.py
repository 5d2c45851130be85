"""Attributes in braces, which are not shown: `## Title {#id}`, `![](a.png){width=50%}`, `{: .class}` below a block.

Pandoc, kramdown, Docusaurus, VitePress, Hugo and Logseq have them behind a heading, a picture, a link or code.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.admonitions import is_kind
from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS
from mkdocs_zhihu.body.markdown.words import push_words
from mkdocs_zhihu.reading.cjk import CJK_LETTER
from mkdocs_zhihu.reading.markdown.attribute_syntax import (
    COLON,
    NAME,
    NAMES,
    VALUE,
    VALUES,
    find_id,
    split_heading,
)

SIZES = r"\{:[a-z]{2,20} [\d.]{1,9}(?:, :[a-z]{2,20} [\d.]{1,9})?\}"
PART = rf"(?:{NAME}|{VALUE}|(?:data-[a-z-]{{1,40}}|download)(?=[ \t}}]))"
BEHIND_WORDS = re.compile(rf"{COLON}|{SIZES}|\{{[ \t]*{PART}(?:[ \t]+{PART}){{0,20}}[ \t]*\}}")
BEHIND_CODE = re.compile(rf"{COLON}|(?!\{{[ \t]*-){NAMES}")
BEHIND_MARKS = re.compile(rf"(?!\{{[ \t]*-)(?:{COLON}|{NAMES}|{VALUES})")
LONGEST_MARKED = 300
"""Characters between the marks of words that a list belongs to."""
SPAN = re.compile(rf"\[(?!\^)((?:[^\[\]\n\\]|\\[^\n]){{0,300}})\]{NAMES}")
"""Pandoc's words with a class, `[words]{.underline}`."""
LINE = re.compile(
    rf"(?!\{{:[ \t]*toc\b)(?:{COLON})[ \t]*|\{{[ \t]*\.[A-Za-z][\w-]{{0,100}}(?:[ \t]+(?:\.[\w-]{{1,100}}|{VALUE})){{0,20}}[ \t]*\}}[ \t]*|{VALUES}[ \t]*|\{{[ \t]+{NAME}(?:[ \t]+(?:{NAME}|{VALUE})){{0,20}}[ \t]*\}}[ \t]*"
)
"""A whole line; `{:toc}` is another mark."""
BOX = re.compile(r"\.(?:prompt|is)-(\w+)")
"""Classes that make a box of a quotation, of Chirpy's theme and of Wiki.js."""
BLOCK = re.compile(r'\{: id="\d{14}-[a-z0-9]{7}"[^{}\n]{0,500}\}[ \t]*(?:\[(?P<box>[ xX])\][ \t]+)?')
"""What SiYuan has before the words of an item, and the box of a task behind it."""
BEFORE = ("image", "link_close", "code_inline")


def use_attribute_lists(parser: MarkdownIt) -> None:
    """Drop such lists; the id of a heading stays."""
    parser.block.ruler.before("fence", "attribute_line", _read_line, INTERRUPTS)
    parser.block.ruler.before("attribute_line", "siyuan_item", _skip_block_id)
    parser.core.ruler.after("block", "heading_attributes", _read_headings)
    parser.inline.ruler.after("text", "attribute_list", _read_inline)
    parser.inline.ruler.before("link", "words_with_attributes", _read_span)


def _read_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a line below or above a block that says how it looks."""
    place = state.bMarks[start] + state.tShift[start]
    if state.src[place : place + 1] != "{" or state.is_code_block(start):
        return False
    match = LINE.fullmatch(state.src, place, state.eMarks[start])
    if match is None:
        return False
    is_below = start > 0 and not state.isEmpty(start - 1)
    if not is_below and not match[0].startswith("{:"):  # kramdown's may stand above a block
        return False
    if not silent:
        _make_box(state, match[0], is_last=all(map(state.isEmpty, range(start + 1, end))))
        state.line = start + 1
    return True


def _skip_block_id(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 - the parser's signature
    """Let the words of an item begin behind the id that SiYuan has before them; the rules below read them."""
    place = state.bMarks[start] + state.tShift[start]
    match = BLOCK.match(state.src, place, state.eMarks[start]) if state.src.startswith("{:", place) else None
    if match is not None and match.end() < state.eMarks[start]:
        state.bMarks[start], state.tShift[start] = match.end(), 0
        if match["box"] and state.tokens and state.tokens[-1].type == "list_item_open":
            state.tokens[-1].meta["checked"] = match["box"] != " "
    return False


def _make_box(state: StateBlock, text: str, *, is_last: bool) -> None:
    """Make a box of the quotation that ends right above, or with this line, if the list says so."""
    kind = next(filter(is_kind, BOX.findall(text)), "")
    is_above = bool(state.tokens) and state.tokens[-1].type == "blockquote_close"
    if not kind or not (is_above or is_last):
        return
    level = state.tokens[-1].level if is_above else state.level - 1
    opened = (token for token in reversed(state.tokens) if token.level == level and token.nesting == 1)
    first = next(opened, None)
    if first is not None and first.type == "blockquote_open":
        first.meta["kind"] = kind


def _read_headings(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type == "heading_open":
            text = state.tokens[index + 1]
            text.content, attributes = split_heading(text.content)
            if name := find_id(attributes):
                token.attrSet("id", name)


def _read_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a list right behind what it belongs to."""
    start = state.pos
    if silent or state.src[start] != "{" or state.pending or not state.tokens:
        return False
    last = state.tokens[-1]
    if last.type == "text" and _ends_words(state, last.content):
        pattern = BEHIND_MARKS
    elif last.type in BEFORE:
        pattern = BEHIND_CODE if last.type == "code_inline" else BEHIND_WORDS
    else:
        return False
    match = pattern.match(state.src, start, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _ends_words(state: StateInline, mark: str) -> bool:
    """Return whether a mark of emphasis right before this place may end words: it stands before them too."""
    if mark not in ("*", "**", "_", "__", "~~"):
        return False
    before = state.src[max(0, state.pos - LONGEST_MARKED) : state.pos].rstrip(mark)
    return mark in before and before[-1:].strip() != ""


def _read_span(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    match = SPAN.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if match is None or not _may_be_span(state.src[state.pos - 1 : state.pos], match[1]):
        return False
    if normalizeReference(match[1]) in state.env.get("references", {}):
        return False  # a link, whose list is read behind it
    push_words(state, match, silent=silent)
    return True


def _may_be_span(before: str, words: str) -> bool:
    """Return whether words in brackets are no index of what stands before: `a[0]`, `字[1]`.

    >>> _may_be_span(" ", "a"), _may_be_span("a", "字"), _may_be_span("字", "乙"), _may_be_span("字", "1")
    (True, False, True, False)
    """
    return not (before.isalnum() or before == "_") or bool(
        CJK_LETTER.match(before) and CJK_LETTER.search(words)
    )
