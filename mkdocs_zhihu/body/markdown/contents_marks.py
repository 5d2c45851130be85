"""Marks of a table of contents, which the theme has beside each post: `[TOC]`, and kramdown's `* TOC` with `{:toc}`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

MARK = re.compile(
    r"@?\[toc\](?:\([^()\n]*\))?|\[\[_?toc_?\]\]|\$\{toc\}|\{:\s*(?:toc|\.?no_toc)\s*\}", re.IGNORECASE
)
LIST_MARK = re.compile(r"[^\n]*\n\{:\s*toc\b[^{}\n]*\}", re.IGNORECASE)
LIST = ["list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"]


def use_contents_marks(parser: MarkdownIt) -> None:
    """Drop such marks where they are all of a paragraph or a list."""
    parser.core.ruler.after("block", "contents_marks", _drop)


def _drop(state: StateCore) -> None:
    tokens = state.tokens
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if token.type != "inline":
            continue
        if MARK.fullmatch(token.content.strip()):
            dropped |= {index - 1, index, index + 1}
        elif (
            LIST_MARK.fullmatch(token.content)
            and [other.type for other in tokens[index - 2 : index + 3]] == LIST
        ):
            is_alone = tokens[index - 3].type.endswith("list_open") and tokens[index + 3].type.endswith(
                "list_close"
            )
            dropped |= set(range(index - 3, index + 4)) if is_alone else set()
    if dropped:
        state.tokens = [token for index, token in enumerate(tokens) if index not in dropped]
