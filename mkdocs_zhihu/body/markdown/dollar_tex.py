r"""TeX between dollars or `\(…\)`: formulas, distinguished from money and from the variables of a shell."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

DOLLAR = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)+)\$(?!\$)", re.DOTALL)
WORD_BEFORE = re.compile(r"[0-9A-Za-z_$\\]")
WORD_AFTER = re.compile(r"[0-9A-Za-z_{(\"']")
CJK = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SIGN_OF_TEX = re.compile(r"[\\^_=<>+{}|/*-]|^\s*[A-Za-z]\s*$")
BLANK_LINE = re.compile(r"\n[ \t>]*\n")
SPELLINGS = (
    (re.compile(r"\\\\\\\\"), r"\\\\"),
    (re.compile(r"(?<=[\w})\]])\\_(?=[\w{\\])"), "_"),
    (re.compile(r"\\\*"), "*"),
)
"""What authors write twice because most renderers take one of the backslashes away."""
ENVIRONMENT = re.compile(r"\\begin\{((?:align|alignat|equation|gather|multline|eqnarray)\*?)\}")
FENCES = {"$$": "$$", "\\[": "\\]", "\\\\[": "\\\\]"}


class Formula(NamedTuple):
    """A formula in a text."""

    tex: str
    """Its TeX."""

    end: int
    """Where the text goes on."""

    is_display: bool = False
    """Whether it stands on a line of its own."""


def use_dollar_tex(parser: MarkdownIt) -> None:
    """Read formulas before any other mark can touch what is in them."""
    alternatives = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "tex_block", _read_block, {"alt": alternatives})
    parser.inline.ruler.before("escape", "tex", _read_inline)
    parser.add_render_rule("tex", _render)


def _read_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if state.src[state.pos] not in "$\\" or state.env.get("dollars") == "false":
        return False
    formula = find_formula(state.src, state.pos, is_strict=state.env.get("dollars") != "true")
    if formula is None or formula.end > state.posMax:
        return False
    if not silent:
        _push(state, formula)
    state.pos = formula.end
    return True


def _push(state: StateInline | StateBlock, formula: Formula) -> None:
    token = state.push("tex", "", 0)
    token.content = _spell(formula.tex.strip())
    token.meta = {"display": formula.is_display}


def find_formula(text: str, start: int, *, is_strict: bool) -> Formula | None:
    r"""Return the formula that begins here, None if there is none.

    >>> find_formula("$a$", 0, is_strict=True), find_formula("$5 和 $6", 0, is_strict=True)
    (Formula(tex='a', end=3, is_display=False), None)
    """
    if text.startswith("$$", start):
        return _find_between(text, start, "$$", "$$", is_display=True)
    if text.startswith("$", start):
        return _find_dollars(text, start, is_strict=is_strict)
    for left, right in (("\\(", "\\)"), ("\\\\(", "\\\\)"), ("\\\\[", "\\\\]")):
        if text.startswith(left, start):
            found = _find_between(text, start, left, right, is_display=left[-1] == "[")
            return found if found and _is_tex(found.tex) else None
    return None


def _find_between(text: str, start: int, left: str, right: str, *, is_display: bool) -> Formula | None:
    end = text.find(right, start + len(left))
    tex = text[start + len(left) : end]
    if end < 0 or not tex.strip() or BLANK_LINE.search(tex):
        return None
    return Formula(tex, end + len(right), is_display)


def _find_dollars(text: str, start: int, *, is_strict: bool) -> Formula | None:
    match = DOLLAR.match(text, start)
    if match is None or match[1][-1].isspace() or BLANK_LINE.search(match[1]):
        return None
    if is_strict and not _is_formula(text, match):
        return None
    return Formula(match[1], match.end())


def _is_formula(text: str, match: re.Match[str]) -> bool:
    """Return whether what stands between two dollars is no price, no variable and no text."""
    if match.start() and WORD_BEFORE.match(text[match.start() - 1]):
        return False
    if WORD_AFTER.match(text, match.end()) or match[1].count("{") != match[1].count("}"):
        return False
    return _is_tex(match[1]) or not CJK.search(match[1])


def _is_tex(tex: str) -> bool:
    return SIGN_OF_TEX.search(tex) is not None and (
        not CJK.search(tex) or "\\" in tex or "_" in tex or "^" in tex
    )


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if state.is_code_block(start) or state.env.get("dollars") == "false":
        return False
    place = state.bMarks[start] + state.tShift[start]
    bounds = _find_bounds(state.src, place)
    if bounds is None:
        return False
    first, last, stop = bounds
    line = start
    while line < end and state.eMarks[line] < stop:
        line += 1
    if line >= end or state.src[stop : state.eMarks[line]].strip():
        return False
    if not silent:
        text = state.getLines(start, line + 1, state.blkIndent, keepLastLF=False).strip()
        head, tail = first - place, stop - last
        state.push("paragraph_open", "p", 1)
        _push(state, Formula(text[head : len(text) - tail], 0, is_display=True))
        state.push("paragraph_close", "p", -1)
    state.line = line + 1
    return True


def _find_bounds(text: str, place: int) -> tuple[int, int, int] | None:
    """Return where the TeX of a displayed formula begins, where it ends, and where its closing mark ends."""
    environment = ENVIRONMENT.match(text, place)
    if environment:
        close = f"\\end{{{environment[1]}}}"
        found = text.find(close, environment.end())
        return (place, found + len(close), found + len(close)) if found >= 0 else None
    left = next((mark for mark in FENCES if text.startswith(mark, place)), None)
    if left is None:
        return None
    first = place + len(left)
    last = text.find(FENCES[left], first)
    tex = text[first:last]
    if last < 0 or not tex.strip() or (BLANK_LINE.search(tex) and not tex.startswith("\n")):
        return None
    is_tex = left == "$$" or _is_tex(tex)
    return (first, last, last + len(left)) if is_tex else None


def _spell(tex: str) -> str:
    for pattern, replacement in SPELLINGS:
        tex = pattern.sub(replacement, tex) if "\\" in tex else tex
    return tex


def _render(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    kind = 2 if token.meta["display"] else 0
    return f'<span class="ztext-math" data-eeimg="{kind}" data-tex="{escape(token.content)}"></span>'
