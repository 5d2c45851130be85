"""Superscripts and subscripts of Pandoc, Typora and CSDN: `2^10^`, `H~2~O`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.markdown.words import push_words

RAISED = re.compile(
    r"\^((?<=[A-Za-z0-9)\]]\^)[+\-−]?[A-Za-z0-9]{1,6}[+\-−]?(?=\^(?![\w^]))|(?<=[^\x00-\x7f]\^)(?!0\^)\d{1,3}(?:[,，–-]\d{1,3}){0,5})\^(?!\^)"
)
"""Behind Chinese words numbers alone, as of references: `^o^` and `^0^` are faces."""
LOWERED = re.compile(r"~((?<=[A-Za-z)\]]~)\d{1,3}[+\-−]?|(?<=\b[A-Za-z]~)[a-z](?=~(?!\w)))~(?!~)", re.ASCII)
"""Letters below another single one: `x~i~`, and no `good~bye~`."""
RULES = (("^", RAISED, "sup"), ("~", LOWERED, "sub"))


def use_raised_words(parser: MarkdownIt) -> None:
    """Let these be raised and lowered."""
    parser.inline.ruler.before("strikethrough", "raised_words", _read)


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    for sign, pattern, element in RULES:
        if state.src[state.pos] == sign:
            match = pattern.match(state.src, state.pos, state.posMax)
            if match is None:
                return False
            push_words(state, match, element, silent=silent)
            return True
    return False
