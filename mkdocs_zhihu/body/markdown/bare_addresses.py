"""Addresses in a line, found in time that grows with its length only, whatever stands in it."""

import re
from collections.abc import Callable
from copy import copy
from functools import partial
from types import SimpleNamespace
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from mkdocs_zhihu.body.markdown.parser_rules import InlineRule
from mkdocs_zhihu.reading.file_kinds import MARKDOWN_ENDINGS, PICTURE_ENDINGS

PROTOCOLS = ("http", "https", "mailto", "xmpp")
LONGEST_PREFIX = 7
"""Characters that the rule for bare addresses looks at before a colon: a protocol and what stands before it."""
LONGEST_ADDRESS = 4_000
LONGEST_MAIL_ADDRESS = 300
"""Characters; what is longer is text."""
MOST_HOSTS = 50
"""Times that `www.` may stand in an address; each of them would look at all the others."""
END = re.compile(r"[ \t\r\n\x00\x0b\x0c<]")
"""What no bare address holds."""
PLAIN = re.compile(r"(?:[^\x00-\x20\x7f()\\]|\\[^ ]|\\\Z)*", re.DOTALL)
"""Part of an address up to a bracket or its end."""
MAX_BRACKETS = 32
NUMBER = r"(?:\d{1,5}(?:%|px)?|\*)"
SIZE = re.compile(
    rf"[ \t]{{1,20}}(?:=(?=[\d*x])(?:{NUMBER})?(?:[x*](?:{NUMBER})?)?|align=\"[a-z]{{1,10}}\")(?=[ \t]*\)|[ \t]+[\"'])"
)
"""How a picture stands, behind its address or its title: ` =300x200`, ` =50%x`, Hashnode's ` align="center"`."""
SPACED = re.compile(
    rf"((?:[^()<>\n\"]|\([^()<>\n\"]{{0,200}}\)){{1,500}}?\.(?:{PICTURE_ENDINGS}|hei[cf]|ico|tiff?|{MARKDOWN_ENDINGS}"
    r"|pdf|docx?|xlsx?|pptx?|csv|json|epub|mobi|azw3|zip|rar|7z|t?gz|tar|txt|html?|mp[34]|m4a|flac|wav|mov|webm)"
    rf"(?:[?#][^()<>\n\"]{{0,300}}?)?)(?:{SIZE.pattern}|(?=[ \t]*\)|[ \t]+[\"']))",
    re.IGNORECASE,
)
"""The address of a file whose name has blanks, with `?…` and `#…` behind it, or one with a size after it."""
BLANKS = str.maketrans({" ": "%20", "\t": "%09"})


class Destination(SimpleNamespace):
    """The address of a link or a picture, as the parser wants it."""

    ok: bool = False
    pos: int = 0
    str: str = ""


class _Helpers(SimpleNamespace):
    """The functions that the parser reads links by."""

    def __init__(self, title: Callable[..., Any], destination: Callable[..., Any]) -> None:
        super().__init__(
            parseLinkLabel=helpers.parseLinkLabel, parseLinkTitle=title, parseLinkDestination=destination
        )


def use_addresses(parser: MarkdownIt) -> None:
    """Let the parser find addresses by these rules."""
    parser.helpers = _Helpers(helpers.parseLinkTitle, parse_destination)  # type: ignore[assignment]  # it is a module, and that of all parsers
    rules = {getattr(rule, "__name__", ""): rule for rule in parser.inline.ruler.getRules("")}
    parser.inline.ruler.at("image", _with_sizes(rules["image"], parser))
    parser.inline.ruler.at("gfm_autolink_protocol", _bound(rules["_protocol_rule"], ":", PROTOCOLS))
    parser.inline.ruler.at("gfm_autolink_www", _bound(rules["_www_inline_rule"], "www."))
    parser.inline.ruler.at(
        "gfm_autolink_email", _bound(rules["_email_rule"], "@", longest=LONGEST_MAIL_ADDRESS)
    )


def _with_sizes(rule: InlineRule, parser: MarkdownIt) -> InlineRule:
    """Return the rule for pictures, with helpers that skip sizes; in brackets without an address ` =5` is text."""
    for_pictures = copy(parser)
    for_pictures.helpers = _Helpers(parse_title, partial(parse_destination, is_picture=True))  # type: ignore[assignment]  # as above

    def sized(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        if state.src[state.pos] != "!":
            return False
        state.md = for_pictures
        try:
            return rule(state, silent)
        finally:
            state.md = parser

    return sized


def _bound(
    rule: InlineRule, sign: str, before: tuple[str, ...] = ("",), longest: int = LONGEST_ADDRESS
) -> InlineRule:
    """Return a rule for bare addresses that is called only where one can be, and looks no further than it reaches."""

    def bounded(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
        start = state.pos
        if silent or not state.src.startswith(sign, start) or not state.pending.endswith(before):
            return False
        limit = min(state.posMax, start + longest)
        found = END.search(state.src, start, limit)
        end = found.start() if found else limit
        if (not found and end < state.posMax and sign != "@") or state.src.count(
            "www.", start, end
        ) > MOST_HOSTS:
            return False
        if sign == ":":
            _push_all_but(state, LONGEST_PREFIX)
        last, state.posMax = state.posMax, end
        is_address = rule(state, False)  # noqa: FBT003 - the parser's signature
        state.posMax = last
        return is_address

    return bounded


def _push_all_but(state: StateInline, count: int) -> None:
    """Make a token of the text before: the rule would look at all of it for each colon."""
    pending = state.pending
    if len(pending) > count:
        state.pending = pending[:-count]
        state.pushPending()
        state.pending = pending[-count:]


def parse_destination(text: str, start: int, end: int, *, is_picture: bool = False) -> Destination:
    """Return the address that begins here, as the parser's own function does, which looks at each character by itself.

    >>> parse_destination("a(b)c)", 0, 6).str, parse_destination("a b.png)", 0, 8).str
    ('a(b)c', 'a%20b.png')
    """
    if text.startswith("<", start):
        found = helpers.parseLinkDestination(text, start, end)
        position = _skip_size(text, found.pos, end) if is_picture or "://" in found.str else found.pos
        return Destination(ok=found.ok, pos=position, str=found.str)
    spaced = SPACED.match(text, start, end)
    if spaced and any(blank in spaced[0] for blank in " \t"):
        return Destination(ok=True, pos=spaced.end(), str=unescapeAll(spaced[1]).translate(BLANKS))
    position, depth = _skip_plain(text, start, end), 0
    while position < end and text[position] in "()":
        depth += 1 if text[position] == "(" else -1
        if depth > MAX_BRACKETS:
            return Destination()
        if depth < 0:
            depth = 0
            break
        position = _skip_plain(text, position + 1, end)
    if position == start or depth:
        return Destination()
    address = unescapeAll(text[start:position])
    if is_picture or "://" in address:
        position = _skip_size(text, position, end)
    return Destination(ok=True, pos=position, str=address)


def parse_title(text: str, start: int, end: int, before: Any = None) -> Any:
    """Return the title that begins here, as the parser's own function does; a size may stand behind it."""
    found = helpers.parseLinkTitle(text, start, end, before)
    if found.ok:
        found.pos = _skip_size(text, found.pos, end)
    return found


def _skip_size(text: str, start: int, end: int) -> int:
    match = SIZE.match(text, start, end)
    return match.end() if match else start


def _skip_plain(text: str, start: int, end: int) -> int:
    match = PLAIN.match(text, start, end)
    return match.end() if match else start
