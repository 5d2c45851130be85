"""Marks of a table of contents, which the theme has beside each post: `[TOC]`, and kramdown's `* TOC` with `{:toc}`."""

import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

CONTENTS_TAGS = frozenset("toc TOC table_of_contents tableofcontents".split())
"""Hexo's tags and Hugo's shortcodes for one, which are dropped where tags are read."""
MARK = re.compile(
    r"(?:(?P<label>\[toc\])|@?\[toc\]\((?!(?:[a-z]+:)?//|\.{0,2}/|#|[^\s()]*\.(?:md|markdown|html?|pdf)\b)[^()\n]*\)"
    r"|@\[toc\]|\[\[_?toc_?\]\]|\$\{toc\}|\{:\s*toc\s*\})(?:\{:?[ \t]*[.#][^{}\n]{0,200}\})?",
    re.IGNORECASE,
)
"""In the brackets behind it stands a title, in braces how it looks; an address makes a link of it."""
LIST_MARK = re.compile(r"[^\n]*\n\{:\s*toc\b[^{}\n]*\}", re.IGNORECASE)
LIST = ["list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"]
CELLS = ("td_open", "th_open")


def use_contents_marks(parser: MarkdownIt) -> None:
    """Drop such marks where they are all of a paragraph, of a line in it, or of a list."""
    parser.core.ruler.after("block", "contents_marks", _drop)


def _drop(state: StateCore) -> None:
    tokens = state.tokens
    is_link = "TOC" in state.env.get("references", {})
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type != "inline" or "toc" not in token.content.lower():
            continue
        if tokens[index - 1].type not in CELLS and _drop_lines(token, is_link=is_link):
            dropped |= set() if token.content else {index - 1, index, index + 1}
        elif _is_list_mark(tokens[max(0, index - 3) : index + 4]):
            dropped |= set(range(index - 3, index + 4))
    if dropped:
        state.tokens = [token for index, token in enumerate(tokens) if index not in dropped]


def _drop_lines(token: Token, *, is_link: bool) -> bool:
    """Take the lines that are such a mark out of a text, and return whether there was one; `{:toc}` is one alone."""
    lines = token.content.split("\n")
    marks = set(_find_marks(lines, is_link=is_link))
    if marks:
        token.content = "\n".join(line for number, line in enumerate(lines) if number not in marks).strip()
    return bool(marks)


def _find_marks(lines: list[str], *, is_link: bool) -> Iterable[int]:
    ticks = 0
    for number, line in enumerate(lines):
        match = MARK.fullmatch(line.strip())
        is_alone = len(lines) == 1 or not line.lstrip().startswith("{:")
        if match and is_alone and not ticks % 2 and not (match["label"] and is_link):
            yield number
        ticks += line.count("`")  # an odd number of them: code that runs over lines


def _is_list_mark(around: list[Token]) -> bool:
    """Return whether these tokens are a list of one item, below which `{:toc}` stands."""
    return (
        [token.type for token in around[1:-1]] == LIST
        and LIST_MARK.fullmatch(around[3].content) is not None
        and around[0].type.endswith("list_open")
        and around[-1].type.endswith("list_close")
    )
