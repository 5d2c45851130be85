r"""Formulas on lines of their own: between lines of dollars, in `\[…\]`, and environments of TeX."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from mkdocs_zhihu.body.markdown.parser_rules import INTERRUPTS, find_line
from mkdocs_zhihu.body.markdown.tex.dollar_tex import LONGEST, push_formula
from mkdocs_zhihu.body.markdown.tex.tex_in_code import is_in_code
from mkdocs_zhihu.body.markdown.tex.tex_signs import has_markdown, is_bracketed_tex
from mkdocs_zhihu.reading.markdown.code_places import BLANK_LINE

ENVIRONMENT = re.compile(r"\\begin\{((?:align|alignat|equation|gather|multline|eqnarray)\*?)\}")
FENCES = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]"}


def use_tex_blocks(parser: MarkdownIt) -> None:
    """Read displayed formulas before the blocks of Markdown that their lines look like."""
    parser.block.ruler.before("fence", "tex_block", _read_block, INTERRUPTS)


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    place = state.bMarks[start] + state.tShift[start]
    if state.src[place : place + 1] not in ("$", "\\"):  # most lines
        return False
    if state.is_code_block(start) or state.env.get("dollars") == "false":
        return False
    bounds = _find_bounds(state.src, place, has_brackets=state.env.get("has_brackets", False))
    if bounds is None:
        return False
    first, last, stop = bounds
    line = find_line(state, stop, start, end)
    if line >= end or state.src[stop : state.eMarks[line]].strip():
        return False
    if is_in_code(state.env, state.src, place):
        return False
    if not silent:
        text = state.getLines(start, line + 1, state.blkIndent, keepLastLF=False).strip()
        head, tail = first - place, stop - last
        tex = text[head : len(text) - tail]
        if tex.strip():
            state.push("paragraph_open", "p", 1)
            push_formula(state, tex, is_display=True)
            state.push("paragraph_close", "p", -1)
    state.line = line + 1
    return True


def _find_bounds(text: str, place: int, *, has_brackets: bool) -> tuple[int, int, int] | None:
    """Return where the TeX of a displayed formula begins, where it ends, and where its closing mark ends."""
    environment = ENVIRONMENT.match(text, place)
    if environment:
        close = f"\\end{{{environment[1]}}}"
        found = text.find(close, environment.end(), environment.end() + LONGEST)
        return (place, found + len(close), found + len(close)) if found >= 0 else None
    left = next((mark for mark in FENCES if text.startswith(mark, place)), None)
    if left is None:
        return None
    first = place + len(left)
    last = text.find(FENCES[left], first, first + LONGEST)
    tex = text[first : max(first, last)]
    if last < 0 or not (tex.strip() or "\n" in tex):
        return None
    if BLANK_LINE.search(tex) and (not tex.startswith(("\n", "\\begin{")) or has_markdown(tex)):
        return None
    is_formula = left == "$$" or (tex.strip() and is_bracketed_tex(tex, is_usual=has_brackets))
    return (first, last, last + len(left)) if is_formula else None
