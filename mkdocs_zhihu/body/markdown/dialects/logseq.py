"""What Logseq writes beside words: properties of blocks, its log of times, references to blocks, and marked words."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.words import push_words

UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
CERTAIN = rf"id:: {UUID}|collapsed:: (?:true|false)|card-[\w-]{{1,40}}:: [\d.]+\b"
EVIDENCE = re.compile(rf"^[ \t]*[-*+][ \t][^\n]*\n[ \t]+(?:{CERTAIN})", re.MULTILINE)
"""A property below an item of a list, with a value that no other tool writes."""
KEYS = (
    r"card-[\w-]{1,40}|logseq\.[\w.-]{1,60}|background-color|(?:created|updated)-at"
    r"|ls-type|hl-(?:page|color|type|stamp)|query-(?:table|properties|sort-by|sort-desc)"
)
PROPERTY = re.compile(
    rf"(?:{KEYS})::(?:[ \t].*)?|id::(?:[ \t]+{UUID})?|collapsed::(?:[ \t]+(?:true|false))?|heading::(?:[ \t]+(?:true|false|\d))?"
)
LOGBOOK = re.compile(
    r"(?:^|\n)[ \t]*:LOGBOOK:(?:[ \t]*\n[ \t]*CLOCK:[^\n]*)*[ \t]*\n[ \t]*:END:[ \t]*(?=\n|$)"
)
"""When work on a task began and ended, which Logseq does not show."""
REFERENCE = re.compile(rf"\(\({UUID}\)\)|\{{\{{embed \(\({UUID}\)\)\}}\}}")
LINK = re.compile(rf"\[([^\[\]\n]{{1,300}})\]\(\(\({UUID}\)\)\)")
MARKED = re.compile(r"\^\^(?![\s^])([^\n^]{1,1000})(?<!\s)\^\^")


def use_logseq(parser: MarkdownIt) -> None:
    """Drop references to blocks by number, logs of times, and where a post has Logseq's properties or such a log, properties; there `^^words^^` are marked."""
    parser.core.ruler.after("block", "properties", _drop_properties)
    parser.inline.ruler.after("text", "block_reference", _read_reference)
    parser.inline.ruler.before("link", "block_link", _read_link)
    parser.inline.ruler.after("block_reference", "logseq_mark", _read_marked)


def _drop_properties(state: StateCore) -> None:
    has_log = _drop_logs(state.tokens)
    state.env["is_logseq"] = has_log or EVIDENCE.search(state.src) is not None
    for token in state.tokens if state.env["is_logseq"] else ():
        if token.type == "inline" and "::" in token.content:
            lines = token.content.split("\n")
            token.content = "\n".join(line for line in lines if not PROPERTY.fullmatch(line.strip()))


def _drop_logs(tokens: Sequence[Token]) -> bool:
    """Drop the logs of times, and return whether there are any: no other tool writes them into Markdown."""
    has_log = False
    for token in tokens:
        if token.type == "inline" and ":LOGBOOK:" in token.content:
            token.content, count = LOGBOOK.subn("", token.content)
            token.content = token.content.lstrip("\n")
            has_log = has_log or count > 0
    return has_log


def _read_reference(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if state.src[state.pos] not in "({":
        return False
    match = REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent and match[0].startswith("{{"):
        state.env["unread"]["{{ embed"] += 1
    state.pos = match.end()
    return True


def _read_link(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read a link to a block, which has no address outside Logseq, as its words."""
    match = LINK.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if match is None:
        return False
    push_words(state, match, silent=silent)
    return True


def _read_marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith("^^", state.pos) or not state.env.get("is_logseq"):
        return False
    match = MARKED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    push_words(state, match, "mark", silent=silent)
    return True
