"""What the rules of the parser share: their types, what their blocks end, how deep these stand, and the HTML they make."""

from collections.abc import Callable, MutableMapping
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

BlockRule = Callable[[StateBlock, int, int, bool], bool]
InlineRule = Callable[[StateInline, bool], bool]

MAX_NESTING = 50
"""Levels of brackets; the parser gives up what lies deeper, so blocks end before that."""
MAX_BLOCKS = 45
"""Levels of quotations, lists, containers and boxes; deeper marks are text."""
INTERRUPTS: Final[RuleOptionsType] = {"alt": ["paragraph", "reference", "blockquote", "list"]}
"""Options of a rule whose blocks need no blank line above them: the blocks that they may end."""
INTERRUPTS_NO_LIST: Final[RuleOptionsType] = {"alt": ["paragraph", "reference", "blockquote"]}
"""The same, of a rule whose blocks end no list."""
MADE_HTML = "made_html"
"""The type of a token whose content is HTML that a rule made; what its author wrote as HTML is `html_block` and `html_inline`."""


def use_made_html(parser: MarkdownIt) -> None:
    """Write HTML that rules made as it is."""
    parser.add_render_rule(MADE_HTML, lambda _renderer, tokens, index, _options, _env: tokens[index].content)


def push_html(state: StateBlock | StateInline, html: str) -> None:
    """Add HTML that a rule made."""
    state.push(MADE_HTML, "", 0).content = html


def find_line(state: StateBlock, place: int, start: int, end: int) -> int:
    """Return the first line from `start` that goes as far as a place in the text, `end` if none before it does."""
    return next((line for line in range(start, end) if state.eMarks[line] >= place), end)


def mark_raw(tokens: list[Token]) -> None:
    """Note that tokens lie between marks of `raw`: what stands in them is read later."""
    for token in tokens:
        token.meta["is_raw"] = True


def env_within(token: Token, env: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Return what is known of the text where a token stands: between marks of `raw` nothing is a tag."""
    return {**env, "is_raw": True} if token.meta.get("is_raw") else env
