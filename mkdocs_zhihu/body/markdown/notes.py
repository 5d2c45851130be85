"""Footnotes in the form all our footnotes have."""

from collections.abc import Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def use_notes(parser: MarkdownIt) -> None:
    """Write footnotes in the order of their marks; one without a mark comes last, so that its words stay."""
    parser.core.ruler.before("footnote_tail", "unused_notes", _number_unused)
    parser.add_render_rule("footnote_ref", _render_mark)
    parser.add_render_rule("footnote_block_open", lambda *_: '<div class="footnote"><hr><ol>\n')
    parser.add_render_rule("footnote_block_close", lambda *_: "</ol></div>\n")
    parser.add_render_rule("footnote_open", _render_note)
    parser.add_render_rule("footnote_anchor", lambda *_: "")  # `finish_footnotes` writes the way back


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
