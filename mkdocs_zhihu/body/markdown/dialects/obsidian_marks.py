"""What Obsidian does not show: comments between `%%`, and marks of blocks that links lead to, `^abc123`."""

import re
from collections.abc import Container

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS, find_line
from mkdocs_zhihu.reading.markdown.obsidian_signs import WORDS, find_block_mark, find_comment

SETTINGS = "%% kanban:settings"
CODE = re.compile("`|~~~")
LINE = re.compile(r"(?:^|\n)%%[ \t]+(?![%\s])((?:[^%\n]|%(?!%)){2,1000})(?<![%\s])[ \t]+%%[ \t]*(?=\n|$)")
"""A comment that is a whole line, with blanks at its edges: in any post."""


def use_obsidian_marks(parser: MarkdownIt) -> None:
    """Drop comments, and let marks of blocks be places."""
    parser.block.ruler.before("fence", "comment_block", _read_block, INTERRUPTS)
    parser.inline.ruler.after("text", "comment", _read_comment)
    parser.core.ruler.after("block", "block_marks", _read_block_marks)
    parser.core.ruler.push("block_places", _add_places)


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read all from a line `%%` to the next one, or the paragraphs of one comment."""
    place = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("%%", place) or state.is_code_block(start):
        return False
    if _read_line(state, start) in ("%%", SETTINGS):
        last = _find_closing_line(state, start, end)
    else:
        last = _find_end_of_paragraphs(state, place, start, end)
    if last and not silent:
        state.line = last + 1
    return last > 0


def _find_closing_line(state: StateBlock, start: int, end: int) -> int:
    """Return the line `%%` that ends a comment, 0 if none does.

    Where nothing ends one comment, nothing ends the next before that place: each line is looked at once.
    """
    unclosed: dict[tuple[str, int, int], int] = state.env.setdefault("unclosed_comments", {})
    key = (state.src, state.level, state.blkIndent)
    if start < unclosed.get(key, 0):
        return 0
    line = start + 1
    while line < end and _is_inside(state, line):
        if _read_line(state, line) == "%%":
            is_comment = _read_line(state, start) == SETTINGS or _has_words(state, start, line)
            return line if is_comment else 0
        line += 1
    unclosed[key] = line
    return 0


def _find_end_of_paragraphs(state: StateBlock, place: int, start: int, end: int) -> int:
    """Return the last line of a comment that begins here and is more than one paragraph, 0 if there is none."""
    close = find_comment(state.src, place, len(state.src)) if state.env.get("has_paired_comments") else 0
    last = find_line(state, close, start, end) if close else end
    if last >= end or state.src[close : state.eMarks[last]].strip() or CODE.search(state.src, place, close):
        return 0
    lines = range(start + 1, last + 1)
    is_whole = any(map(state.isEmpty, lines)) and all(_is_inside(state, line) for line in lines)
    return last if is_whole else 0


def _has_words(state: StateBlock, start: int, last: int) -> bool:
    is_obsidian = state.env.get("is_obsidian", False)
    return is_obsidian or WORDS.search(state.src, state.eMarks[start], state.bMarks[last]) is not None


def _is_inside(state: StateBlock, line: int) -> bool:
    """Return whether a line stands as far in as the item of a list that the parser reads."""
    return state.isEmpty(line) or state.sCount[line] >= state.blkIndent


def _read_line(state: StateBlock, line: int) -> str:
    first = state.bMarks[line] + state.tShift[line]
    return state.src[first : min(state.eMarks[line], first + len(SETTINGS) + 1)].rstrip()


def _read_comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - the parser's signature
    if not state.src.startswith("%%", state.pos) or not state.env.get("is_obsidian"):
        return False
    end = find_comment(state.src, state.pos, state.posMax)
    state.pos = end or state.pos
    return end > 0


def _read_block_marks(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or state.tokens[index - 1].type not in ("paragraph_open", "heading_open"):
            continue
        if "%% " in token.content and state.tokens[index - 1].type == "paragraph_open":
            token.content = LINE.sub(_drop_line, token.content).removeprefix("\n")
        if "^" in token.content[-62:]:
            _take_mark(
                token,
                is_obsidian=state.env.get("is_obsidian", False),
                linked=state.env.get("linked_blocks", ()),
            )


def _take_mark(token: Token, *, is_obsidian: bool, linked: Container[str]) -> None:
    match = find_block_mark(token.content, is_obsidian=is_obsidian, linked=linked)
    if match:
        before = token.content[: match.start()]
        token.content = before if before.endswith("\\\n") else before.rstrip()  # a line break, and no sign
        token.meta["block_mark"] = match[1]


def _add_places(state: StateCore) -> None:
    """Put the places that marks name behind the words, where no sign before them is read as a part of one."""
    for token in state.tokens:
        if name := token.meta.get("block_mark"):
            place = Token("html_inline", "", 0, content=f'<a id="^{name}"></a>')
            token.children = [*(token.children or ()), place]


def _drop_line(match: re.Match[str]) -> str:
    return "" if WORDS.search(match[1]) and match[1].count("`") % 2 == 0 else match[0]
