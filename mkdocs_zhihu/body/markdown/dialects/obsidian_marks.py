"""What Obsidian does not show: comments between `%%`, and marks of blocks that links lead to, `^abc123`."""

import re
from itertools import takewhile
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

SETTINGS = "%% kanban:settings"
CLOSE = re.compile(r"%%(?![%\w~])", re.ASCII)
COMMENT = re.compile(
    r"(?![\s%]|[A-Za-z](?![A-Za-z])|[，。、；：！？）」』”’,.;:!?)])(?:[^%]|%(?!%)){2,1000}(?<!\s)"
)
"""Which has no blank at its edges, and does not begin as `%%i` or the end of a sentence does."""
COMMENTED_LINE = re.compile(r"(?:[^%]|%(?!%)){2,1000}")
WORDS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\\W\\d_]{2,} +[^\\W_]{2,}")
"""What a comment holds, and two signs of a format do not: `%%d, %%`."""
LONGEST = 1_000
"""Characters of a comment within a paragraph."""
BEFORE = re.compile(r"[\w)%\\]", re.ASCII)
"""What stands before a sign of percent, and before no comment."""
BLOCK_MARK = re.compile(r"(?:^|(?<=[ \t\n]))\^([A-Za-z0-9][A-Za-z0-9-]{0,60})$")
MADE = re.compile(r"[0-9a-z]{6}|[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+")
"""A mark that Obsidian makes, or one of several words; another is one if the post has a link to it."""
LINKED = re.compile(r"#\^([A-Za-z0-9-]{1,62})")


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
    if last and not silent:
        state.line = last + 1
    return last > 0


def _is_inside(state: StateBlock, line: int) -> bool:
    """Return whether a line stands as far in as the item of a list that the parser reads."""
    return state.isEmpty(line) or state.sCount[line] >= state.blkIndent


def _read_line(state: StateBlock, line: int) -> str:
    first = state.bMarks[line] + state.tShift[line]
    return state.src[first : min(state.eMarks[line], first + len(SETTINGS) + 1)].rstrip()


def _read_comment(state: StateInline, silent: bool) -> bool:  # noqa: ARG001, FBT001 - the parser's signature
    start = state.pos
    if not state.src.startswith("%%", start) or BEFORE.match(state.src[start - 1 : start]):
        return False
    close = CLOSE.search(state.src, start + 2, min(state.posMax, start + LONGEST))
    if close is None:
        return False
    inner, end = state.src[start + 2 : close.start()], close.end()
    is_line = not state.src[:start].rpartition("\n")[2].strip() and state.src[end : end + 1] in ("", "\n")
    if (
        not (COMMENTED_LINE if is_line else COMMENT).fullmatch(inner)
        or not WORDS.search(inner)
        or inner.count("`") % 2
    ):
        return False
    state.pos = end
    return True


def _read_block_marks(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or "^" not in token.content[-62:]:
            continue
        if state.tokens[index - 1].type not in ("paragraph_open", "heading_open"):
            continue
        match = BLOCK_MARK.search(token.content, max(0, len(token.content) - 62))
        if match and (MADE.fullmatch(match[1]) or match[1] in _find_links(state)):
            token.content = f'{token.content[: match.start()].rstrip()}<a id="^{match[1]}"></a>'


def _find_links(state: StateCore) -> frozenset[str]:
    """Return the marks that the post has links to, looked for once."""
    if "linked_marks" not in state.env:
        state.env["linked_marks"] = frozenset(LINKED.findall(state.src))
    return cast("frozenset[str]", state.env["linked_marks"])
