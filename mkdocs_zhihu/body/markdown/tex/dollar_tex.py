r"""TeX between dollars or `\(…\)`: formulas, distinguished from money and from the variables of a shell."""

import re
from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.tex.likely_formulas import find_likely_formula
from mkdocs_zhihu.body.markdown.tex.tex_signs import (
    LINK,
    is_bracketed_tex,
    is_spaced_tex,
    is_tex,
    is_tex_beside_words,
)
from mkdocs_zhihu.body.math.tex_limits import MAX_TEX
from mkdocs_zhihu.reading.cjk import CJK
from mkdocs_zhihu.reading.markdown.code_places import BLANK_LINE

DOLLAR = re.compile(r"\$(?![\s$])((?:[^$\\]|\\.)+)\$(?!\$)", re.DOTALL)
LINE_OF_DOLLARS = re.compile(r"\$(?!\$)((?:[^$\n\\]|\\.)+)\$(?!\$)")
SPACED_DOLLAR = re.compile(r"\$( (?:[^$\n\\]|\\.)+ )\$(?!\$)")
BEFORE_TEX = re.compile(r"[&'*,;:@%)]")
"""What no formula begins with: `_~!$&'()*`."""
WORD_BEFORE = re.compile(r"[0-9A-Za-z_$\\]")
WORD_AFTER = re.compile(r"[0-9A-Za-z_(\"']|\{(?![{%])")
SPELLINGS = (
    (re.compile(r"\\\\\\\\"), r"\\\\"),
    (re.compile(r"(?<=[\w})\]|])\\_(?=[\w{\\])"), "_"),
    (re.compile(r"\\\*"), "*"),
    (re.compile(r"(\\(?:left|right|middle|[bB]igg?[lrm]?))\\\\(?=[{}|])"), r"\1\\"),
    (re.compile(r"(\\(?:left|right|middle|[bB]igg?[lrm]?))\\(?=[\[\]()])"), r"\1"),
    (re.compile(r"\\\\#"), r"\\#"),
)
"""What authors write twice because most renderers take one of the backslashes away."""
LONGEST = 2 * MAX_TEX
"""Characters in which a formula must end: each mark that nothing closes costs a look so far."""


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
    parser.inline.ruler.before("escape", "tex", _read_inline)
    parser.add_render_rule("tex", _render)


def _read_inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if state.src[state.pos] not in "$\\" or state.env.get("dollars") == "false":
        return False
    formula = find_formula_of_post(state.env, state.src, state.pos)
    if formula is None or formula.end > state.posMax:
        return False
    if not silent:
        push_formula(state, formula.tex, is_display=formula.is_display)
    state.pos = formula.end
    return True


def push_formula(state: StateInline | StateBlock, tex: str, *, is_display: bool) -> None:
    """Add the token of a formula."""
    token = state.push("tex", "", 0)
    token.content, token.meta = _spell(tex.strip()), {"is_display": is_display}


def find_formula_of_post(env: MutableMapping[str, Any], text: str, start: int) -> Formula | None:
    """Return the formula that begins here in some part of a post, None if there is none; `env` says how its author writes formulas."""
    is_strict = env.get("dollars") != "true"
    found = find_formula(text, start, is_strict=is_strict, has_brackets=env.get("has_brackets", False))
    if found is None and env.get("has_certain_formula") and text.startswith("$", start):
        likely = find_likely_formula(text, start)
        return Formula(*likely) if likely else None
    return found


def find_formula(text: str, start: int, *, is_strict: bool, has_brackets: bool = False) -> Formula | None:
    r"""Return the formula that begins here, None if there is none; `has_brackets`: its author writes them as `\(…\)`.

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
            is_usual = not is_strict or has_brackets
            return found if found and is_bracketed_tex(found.tex, is_usual=is_usual) else None
    return None


def _find_between(text: str, start: int, left: str, right: str, *, is_display: bool) -> Formula | None:
    begin, bound = start + len(left), start + LONGEST
    if left != right and (inner := text.find(left, begin, bound)) >= 0:
        bound = inner  # no formula begins within another
    end = text.find(right, begin, bound)
    if end < 0:
        return None
    tex = text[begin:end]
    if not tex.strip() or BLANK_LINE.search(tex):
        return None
    return Formula(tex, end + len(right), is_display)


def _find_dollars(text: str, start: int, *, is_strict: bool) -> Formula | None:
    match = SPACED_DOLLAR.match(text, start)
    if match is not None and is_spaced_tex(match[1]) and not re.match(r"\s*\d", text[match.end() :][:9]):
        return Formula(match[1], match.end())
    match = LINE_OF_DOLLARS.match(text, start)
    if match is not None and is_tex_beside_words(match[1]) and text[start - 1 : start] not in ("$", "\\"):
        return Formula(match[1], match.end())
    match = DOLLAR.match(text, start)
    if match is None or match[1][-1].isspace() or BLANK_LINE.search(match[1]) or LINK.search(match[1]):
        return None
    if is_strict and not _is_formula(text, match):
        return None
    return Formula(match[1], match.end())


def _is_formula(text: str, match: re.Match[str]) -> bool:
    """Return whether what stands between two dollars is no price, no variable and no text."""
    if (match.start() and WORD_BEFORE.match(text[match.start() - 1])) or BEFORE_TEX.match(match[1]):
        return False
    if WORD_AFTER.match(text, match.end()) or match[1].count("{") != match[1].count("}"):
        return False
    return is_tex(match[1]) or not CJK.search(match[1])


def _spell(tex: str) -> str:
    for pattern, replacement in SPELLINGS:
        tex = pattern.sub(replacement, tex) if "\\" in tex else tex
    if 0 < tex.count("\\\\{") == tex.count("\\\\}"):  # a set, and no line that begins with a group
        tex = tex.replace("\\\\{", "\\{").replace("\\\\}", "\\}")
    return tex


def _render(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    token = tokens[index]
    return _write(token.content, is_display=token.meta["is_display"])


def write_formula(tex: str, *, is_display: bool) -> str:
    """Return the HTML of a formula, as Zhihu's pages have it."""
    return _write(_spell(tex.strip()), is_display=is_display)


def _write(tex: str, *, is_display: bool) -> str:
    return f'<span class="ztext-math" data-eeimg="{2 if is_display else 0}" data-tex="{escape(tex)}"></span>'
