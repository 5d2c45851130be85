"""Words that stand in the marks of a construct, read as a line of Markdown: arguments of tags, titles of boxes."""

import re
from collections.abc import Mapping
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.code.fences import restore_code
from mkdocs_zhihu.body.markdown.dialects.named_pictures import name_lonely_icons
from mkdocs_zhihu.body.markdown.raw_html import mend_line
from mkdocs_zhihu.body.markdown.rule_signs import WORD_SIGNS


def render_words(parser: MarkdownIt, env: Mapping[str, Any], text: str) -> str:
    """Return the HTML of a line of Markdown within another construct, where nothing is a footnote."""
    if WORD_SIGNS.search(text) is None:
        return escape(text)
    own: dict[str, Any] = {**env, "footnotes": {}, "is_line": True}
    tokens: list[Token] = []
    parser.inline.parse(text, parser, own, tokens)
    for token in tokens:
        if token.type == "text_special":  # an escaped sign, which the parser makes text after its lines
            token.type = "text"
    mend_line(tokens)
    name_lonely_icons(tokens)
    restore_code(tokens, own)
    html: str = parser.renderer.renderInline(tokens, parser.options, own)  # type: ignore[attr-defined]
    return html


def push_words(state: StateInline, match: re.Match[str], element: str = "", *, silent: bool = False) -> None:
    """Add the tokens of the words in the first group of a match, within an element if one is named, and go on behind it."""
    if not silent:
        last = state.posMax
        state.pos, state.posMax = match.span(1)
        if element:
            state.push(f"{element}_open", element, 1)
        state.md.inline.tokenize(state)
        if element:
            state.push(f"{element}_close", element, -1)
        state.posMax = last
    state.pos = match.end()
