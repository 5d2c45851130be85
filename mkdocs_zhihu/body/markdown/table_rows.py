"""Rows of a table with more cells than its head: GitHub drops the words, here they stay."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import getLine
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.tex.tex_in_tables import hide_pipes, show_pipes, split_cells

RUNS = re.compile("`+")


def use_table_rows(parser: MarkdownIt) -> None:
    """Let the last cell of a row hold the words of those beyond the last column."""
    parser.block.ruler.at("table", _read_table, {"alt": ["paragraph", "reference"]})


def _read_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    written, first = state.src, len(state.tokens)
    state.src = hide_pipes(state.env, written)
    is_table = table(state, start, end, silent)
    if is_table:
        _join_surplus(state, state.tokens[first:], start)
    if state.src is not written:
        for token in state.tokens[first:]:
            token.content = show_pipes(token.content)
        state.src = written
    return is_table


def _join_surplus(state: StateBlock, tokens: list[Token], start: int) -> None:
    last: Token | None = None
    columns = cells = line = 0
    for token in tokens:
        if token.type == "tr_open":
            cells, line = 0, token.map[0] if token.map else start
        elif token.type == "inline":
            cells, last = cells + 1, token
        elif token.type == "tr_close":
            columns = columns or cells
            if last is not None:
                mark = "|" if _ends_in_code(last.content) else " "  # a sign in code ends a cell too
                last.content = mark.join([last.content, *split_cells(getLine(state, line))[columns:]])


def _ends_in_code(text: str) -> bool:
    """Return whether code begins in a text that does not end there.

    >>> _ends_in_code("`a` ``b`"), _ends_in_code("``a`b``")
    (True, False)
    """
    opening = ""
    for run in RUNS.findall(text):
        opening = "" if run == opening else opening or run
    return bool(opening)
