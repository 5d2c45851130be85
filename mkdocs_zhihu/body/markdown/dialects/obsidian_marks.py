"""What Obsidian does not show: comments between `%%`, and marks of blocks that links lead to, `^abc123`."""

import re
from itertools import takewhile

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.reading.markdown.obsidian_signs import WORDS, find_block_mark, find_comment

SETTINGS = "%% kanban:settings"
LINE = re.compile(r"(?:^|\n)%%[ \t]+(?![%\s])((?:[^%\n]|%(?!%)){2,1000})(?<![%\s])[ \t]+%%[ \t]*(?=\n|$)")
"""A comment that is a whole line, with blanks at its edges: in any post."""


def use_obsidian_marks(parser: MarkdownIt) -> None:
    """Drop comments, and let marks of blocks be places."""
    alternatives = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "comment_block", _read_block, {"alt": alternatives})
    parser.inline.ruler.after("text", "comment", _read_comment)
    parser.core.ruler.after("block", "block_marks", _read_block_marks)


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read all from a line `%%` to the next one."""
    if not state.src.startswith("%%", state.bMarks[start] + state.tShift[start]):
        return False
    if state.is_code_block(start) or _read_line(state, start) not in ("%%", SETTINGS):
        return False
    inner = takewhile(lambda line: _is_inside(state, line), range(start + 1, end))
    last = next((line for line in inner if _read_line(state, line) == "%%"), 0)
    if not last or not (_read_line(state, start) == SETTINGS or _has_words(state, start, last)):
        return False
    if not silent:
        state.line = last + 1
    return True


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
        match = find_block_mark(token.content, state.src) if "^" in token.content[-62:] else None
        if match:
            token.content = f'{token.content[: match.start()].rstrip()}<a id="^{match[1]}"></a>'


def _drop_line(match: re.Match[str]) -> str:
    return "" if WORDS.search(match[1]) and match[1].count("`") % 2 == 0 else match[0]
