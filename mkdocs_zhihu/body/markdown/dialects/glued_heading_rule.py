"""Headings without a blank behind their signs: `##题`, `###题###`."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading

from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS_NO_LIST
from mkdocs_zhihu.reading.markdown.glued_headings import split_glued, split_title


def use_glued_headings(parser: MarkdownIt) -> None:
    """Read them as headings; one sign alone is a tag, unless it begins a text with more of them."""
    parser.block.ruler.at("heading", _read, INTERRUPTS_NO_LIST)


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if heading(state, start, end, silent):
        return True
    place = state.bMarks[start] + state.tShift[start]
    if state.is_code_block(start) or state.src[place : place + 1] != "#":
        return False
    line = state.src[place : state.eMarks[start]].rstrip()
    level, words = split_glued(line)
    is_first = not state.tokens
    if not level and is_first and line == state.env["glued_title"].rstrip():
        level, words = 1, split_title(line)
    if not level:
        return False
    if not silent:
        _write(state, start, level, words)
    return True


def _write(state: StateBlock, start: int, level: int, words: str) -> None:
    state.line = start + 1
    opening = state.push("heading_open", f"h{level}", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = words, []
    closing = state.push("heading_close", f"h{level}", -1)
    opening.markup = closing.markup = "#" * level
    opening.map = inline.map = [start, state.line]
