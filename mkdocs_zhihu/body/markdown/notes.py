"""Footnotes in the form all our footnotes have, and those of Obsidian and Pandoc that stand in the text: `^[note]`."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_inline

from mkdocs_zhihu.reading.cjk import LETTERS

NOTE = re.compile(
    r"\^\[((?:[^\[\]\n]|\[\[[^\[\]\n]{0,300}\]\]|\[[^\[\]\n]{0,300}\](?:\([^()\s]{0,500}\))?){1,1000}?)\]"
    rf"(?![(\[^]|[*+?]?\$(?![\w\\]))(?P<times>\+(?P<behind>[{LETTERS}])?|\{{\d)?"
)
"""In square brackets, where nothing follows that belongs to a set of characters or a link."""
WORDS = re.compile(rf"[{LETTERS}]|[^\W\d_] +[^\W_]|://")
"""What `^[1]` and a set of characters, `^[a-z0-9]`, do not hold."""
IN_SET = re.compile(r".-.|\\\\")
SENTENCE = re.compile(rf"[{LETTERS}]{{2}}|[{LETTERS}] ")
SET = re.compile(r"\^.*|(?:.-.|[_.$\\])+")
"""All others, `[^…]`, or ranges of characters and signs beside them."""


def use_notes(parser: MarkdownIt) -> None:
    """Write footnotes in the order of their marks; one without a mark comes last, so that its words stay."""
    parser.inline.ruler.before("footnote_ref", "note_in_text", _read_note)
    parser.core.ruler.before("footnote_tail", "unused_notes", _number_unused)
    parser.add_render_rule("footnote_ref", _render_mark)
    parser.add_render_rule("footnote_block_open", lambda *_: '<div class="footnote"><hr><ol>\n')
    parser.add_render_rule("footnote_block_close", lambda *_: "</ol></div>\n")
    parser.add_render_rule("footnote_open", _render_note)
    parser.add_render_rule("footnote_anchor", lambda *_: "")  # `finish_footnotes` writes the way back


def _read_note(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith("^[", state.pos) or state.env.get("is_line"):
        return False
    match = NOTE.match(state.src, state.pos, state.posMax)
    if match is None or not WORDS.search(match[1]) or SET.fullmatch(match[1]):
        return False
    before = state.src[state.pos - 1 : state.pos]
    if match["times"] and not _is_sentence(match, before):
        return False
    return before not in ("[", "/", '"') and footnote_inline(state, silent)


def _is_sentence(match: re.Match[str], before: str) -> bool:
    """Return whether what a sign of repetition stands behind is no set of characters: it has blanks, or stands in a sentence."""
    if IN_SET.search(match[1]) or not SENTENCE.search(match[1]):
        return False
    return " " in match[1] or (before.isalpha() and match["behind"] is not None)


def _number_unused(state: StateCore) -> None:
    notes = state.env.get("footnotes", {})
    seen: set[str] = set()
    for token in state.tokens if notes else ():
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            if label in seen:  # a second note of this name is another note
                token.meta = {"label": f"{label} {len(seen)}"}
                notes["refs"][f":{token.meta['label']}"] = -1
            seen.add(token.meta["label"])
    known = notes.get("list", {})
    for label, number in notes.get("refs", {}).items():
        if number < 0:
            notes["refs"][label] = len(known)
            known[len(known)] = {"label": label[1:], "count": 0}


def _number(token: Token) -> int:
    return int(token.meta["id"]) + 1


def _render_mark(
    _renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Mapping[str, Any]
) -> str:
    number = _number(tokens[index])
    return f'<sup id="fnref:{number}"><a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'


def _render_note(
    _renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Mapping[str, Any]
) -> str:
    return f'<li id="fn:{_number(tokens[index])}">'
