"""Formulas between backticks: `` `$…$` ``, as blogdown's authors write them, and GitHub's `` $`…`$ ``."""

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.markdown.tex.dollar_tex import push_formula
from mkdocs_zhihu.reading.markdown.code_places import is_within

IN_CODE = re.compile(r"(?<!`)`(?:\$\$(?P<display>[^`]+)\$\$|\$(?P<tex>[^`$]+)\$)`(?!`)")
AROUND_CODE = re.compile(r"\$`(?P<tex>[^`\n]+)`\$")


def use_tex_in_code(parser: MarkdownIt) -> None:
    """Read formulas before the code they would be."""
    parser.inline.ruler.before("tex", "tex_in_code", _read)


def writes_tex_in_code(text: str) -> bool:
    r"""Return whether an author writes formulas in code: one of several lines between dollars is no code.

    >>> writes_tex_in_code("`$$\na\n$$`"), writes_tex_in_code("写作 `$a$` 或 `$$b$$`")
    (True, False)
    """
    return bool(_find_lines(text))


def is_in_code(env: MutableMapping[str, Any], text: str, place: int) -> bool:
    """Return whether a place lies in such a formula: no block begins there. The formulas are remembered for each text."""
    known: dict[str, list[tuple[int, int]]] = env.setdefault("tex_in_code", {})
    if text not in known:
        known[text] = _find_lines(text)
    return is_within(place, known[text])


def _find_lines(text: str) -> list[tuple[int, int]]:
    found = IN_CODE.finditer(text) if "`$$" in text else ()
    return [match.span() for match in found if "\n" in (match["display"] or "")]


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    sign = state.src[state.pos]
    if sign not in "$`" or state.env.get("dollars") == "false":
        return False
    if sign == "`" and not state.env.get("has_tex_in_code"):
        return False
    match = (AROUND_CODE if sign == "$" else IN_CODE).match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        display = match.groupdict().get("display")
        push_formula(state, display or match["tex"], is_display=bool(display))
    state.pos = match.end()
    return True
