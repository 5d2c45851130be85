"""Formulas in tables: a `|` in one ends no cell."""

import re
from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

from markdown_it.rules_block.table import escapedSplit

from mkdocs_zhihu.body.markdown.tex.dollar_tex import find_formula_of_post
from mkdocs_zhihu.reading.cjk import CJK

RULE = re.compile(r"[> \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<rule>[|:-][|: \t-]*)")
"""The second line of a table, in quotations and items too."""
LEAD = re.compile(r"[> \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?=\|)|[> \t]*")
STEP = re.compile(r"\\\\?[(\[]|\\.|\$|(?P<fence>`+)")
PIPE = re.compile(r"(?<!\\)\|")
COMMAND = re.compile(r"\\[A-Za-z]{2}")
PIPE_OR_BRACKET = re.compile(r"[()\[\]{}|]")
CLOSED = {"(": ")", "[": "]", "{": "}"}
MARK = "\ue07c"
"""Stands for a `|` in a formula, in as many characters."""


def hide_pipes(env: MutableMapping[str, Any], text: str) -> str:
    """Return a text with a mark for each `|` in the formulas of its tables; remembered for each text."""
    known: dict[str, str] = env.setdefault("texts_without_pipes", {})
    if text not in known:
        has_tex = "|" in text and ("$" in text or "\\(" in text) and env.get("dollars") != "false"
        known[text] = _hide(env, text) if has_tex and MARK not in text else text
    return known[text]


def show_pipes(text: str) -> str:
    """Return a text with the `|` that marks stand for."""
    return text.replace(MARK, "|")


def _hide(env: MutableMapping[str, Any], text: str) -> str:
    lines = text.split("\n")
    for number, columns in _iter_rows(lines):
        lead = LEAD.match(lines[number]).end()  # type: ignore[union-attr]  # it matches anything
        row = _hide_in_row(env, lines[number][lead:], _is_proven)
        if len(split_cells(row)) > columns:  # others are as their author wants them
            row = _hide_in_row(env, row, _is_likely)
        lines[number] = lines[number][:lead] + row
    return "\n".join(lines)


def _iter_rows(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the number of each row of a table, and how many columns the table has."""
    columns = 0
    for number, line in enumerate(lines):
        rule = RULE.fullmatch(line) if number and "-" in line else None
        if rule and "|" in line + lines[number - 1]:
            columns = len(split_cells(rule["rule"]))
            yield number - 1, columns
        elif not line.strip("> \t"):
            columns = 0
        elif columns and "|" in line:
            yield number, columns


def split_cells(row: str) -> list[str]:
    """Return the cells of a row.

    >>> split_cells("| a | b |"), split_cells("a | b"), split_cells("| a |")
    (['a', 'b'], ['a', 'b'], ['a'])
    """
    cells = [cell.strip() for cell in escapedSplit(row.strip())]
    return cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])]


def _hide_in_row(env: MutableMapping[str, Any], row: str, is_one: Callable[[str], bool]) -> str:
    """Return a row with a mark for each `|` in what looks like a formula, and `is_one` says is one."""
    if "$" not in row and "\\(" not in row:
        return row
    pieces: list[str] = []
    done = place = 0
    while step := STEP.search(row, place):
        place = step.end()
        if step["fence"]:
            end = re.compile(rf"(?<!`){step['fence']}(?!`)").search(row, place)
            place = end.end() if end else place
        elif formula := find_formula_of_post(env, row, step.start()):
            place = formula.end
            tex = row[step.start() : place]
            pieces += [row[done : step.start()], PIPE.sub(MARK, tex) if is_one(tex) else tex]
            done = place
    return "".join([*pieces, row[done:]])


def _is_proven(tex: str) -> bool:
    r"""Return whether this is one formula however many columns a table has: by the brackets around each `|`.

    >>> _is_proven("$P(甲|乙)$"), _is_proven(r"$x \to y | z$"), _is_proven("$(a | $b)$"), _is_proven("$a | b$"), _is_proven("$f(x)|$")
    (True, False, False, False, False)
    """
    if "$" in tex[2:-2] or (tex[-2].isspace() and not tex[1].isspace()):
        return False
    return _has_brackets_around(tex)


def _has_brackets_around(tex: str) -> bool:
    """Return whether each `|` stands between brackets, all of which are closed."""
    opened: list[str] = []
    for sign in PIPE_OR_BRACKET.findall(tex[2:-2] if tex.startswith("\\(") else tex):
        if sign in CLOSED:
            opened.append(CLOSED[sign])
        elif not opened or (sign != "|" and opened.pop() != sign):
            return False
    return not opened


def _is_likely(tex: str) -> bool:
    r"""Return whether this is no pair of variables with Chinese names in two cells: `| $甲 | a=1 | $乙 |`.

    >>> _is_likely("$|g|$"), _is_likely(r"$|甲| \le 1$"), _is_likely("$甲 | a=1 | $")
    (True, True, False)
    """
    return CJK.search(tex) is None or COMMAND.search(tex) is not None
