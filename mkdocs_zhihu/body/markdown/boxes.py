"""Boxes with a title: `:::` containers, GitHub's alerts and Obsidian's callouts."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from mkdocs_zhihu.body.admonitions import KINDS

ALIASES = {
    "default": "note", "primary": "note", "hint": "tip", "important": "warning", "caution": "danger", "attention": "warning",
    "error": "failure", "fail": "failure", "todo": "info", "summary": "abstract", "tldr": "abstract", "check": "success",
    "done": "success", "help": "question", "faq": "question", "cite": "quote", "warn": "warning", "red": "danger", "green": "success",
    "blue": "info", "orange": "warning", "yellow": "warning", "missing": "failure",
}  # fmt: skip
START = re.compile(r"[ \t]*\{?[ \t]*([\w-]+)[ \t]*\}?[ \t]*(.*)")
MARKS = re.compile(r"[*`]+")
CALLOUT = re.compile(r"\[!([\w-]+)\][+-]?[ \t]*(.*)")


def use_boxes(parser: MarkdownIt) -> None:
    """Let containers and callouts be boxes of the theme."""
    container_plugin(
        parser, "box", validate=lambda params, _markup: START.match(params) is not None, render=_render
    )
    parser.core.ruler.after("inline", "callouts", _find_callouts)
    parser.add_render_rule("alert_open", _render_alert)
    parser.add_render_rule("callout_open", _render_callout)
    parser.add_render_rule("alert_title_open", lambda *_: '<p class="admonition-title">')


def read_kind(name: str) -> str:
    """Return the theme's kind of box for a name that some tool has for it."""
    name = name.lower()
    return name if name in KINDS else ALIASES.get(name, "note")


def open_box(kind: str, title: str) -> str:
    """Return the beginning of a box, which ends with `</div>`."""
    head = f'<p class="admonition-title">{escape(title)}</p>' if title else ""
    return f'<div class="admonition {kind}">{head}\n'


def _render(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    if tokens[index].nesting < 0:
        return "</div>\n"
    match = START.match(tokens[index].info)
    name, title = (match[1], MARKS.sub("", match[2]).strip()) if match else ("", "")
    is_named = (
        name.lower() in KINDS
        or name.lower() in ALIASES
        or name.lower() in ("details", "tabs", "code-group", "center")
    )
    return open_box(read_kind(name), title if is_named else f"{name} {title}".strip())


def _render_alert(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return f'<div class="admonition {read_kind(tokens[index].info)}">'


def _render_callout(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    kind, _, title = tokens[index].info.partition("\n")
    return open_box(read_kind(kind), title)


def _find_callouts(state: StateCore) -> None:
    """Make boxes of quotations that begin with `[!kind] title`, as Obsidian writes them."""
    tokens = state.tokens
    opened: list[tuple[Token, bool]] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append((token, _take_callout(tokens[index : index + 3])))
        elif token.type == "blockquote_close" and opened and opened.pop()[1]:
            token.type, token.tag = "alert_close", "div"


def _take_callout(tokens: Sequence[Token]) -> bool:
    children = tokens[2].children if len(tokens) > 2 and tokens[2].type == "inline" else None  # noqa: PLR2004 - as sliced
    match = CALLOUT.match(tokens[2].content) if children else None
    if not children or match is None:
        return False
    end = next(
        (place for place, child in enumerate(children) if child.type in ("softbreak", "hardbreak")),
        len(children),
    )
    title = match[2].partition("\n")[0].strip() or match[1].capitalize()
    tokens[2].children = children[end + 1 :]
    tokens[0].type, tokens[0].info = "callout_open", f"{match[1]}\n{title}"
    return True
