"""Boxes with a title: `:::` containers, GitHub's alerts and Obsidian's callouts."""

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin

from mkdocs_zhihu.body.admonitions import is_kind, open_box, read_kind
from mkdocs_zhihu.body.markdown.parser_rules import env_within
from mkdocs_zhihu.body.markdown.words import render_words

START = re.compile(
    r"[ \t]*(?:\{[ \t]*[.#]?(?P<braced>[\w-]+)(?P<options>[^{}\n]{0,500})\}[ \t]*|(?P<name>[\w-]+)"
    r"(?:\[(?P<title>[^\n]{0,500})\](?=[ \t]*(?:\{|$))|[ \t]*))(?P<rest>.*)"
)
"""The name in braces, of MyST and Quarto, or with a title in brackets, of Docusaurus, or without both."""
OPTIONS = re.compile(
    r"[ \t]*\{(?:open|[#.][A-Za-z][\w-]*|(?:title|open|class|id|style|width|height|collapse|icon|color|appearance|data-[\w-]+)"
    r"=[^{}\n]{0,200})\}$"
)
"""Behind the title, of VitePress."""
TITLE = re.compile(r"""\btitle=["']([^"'\n]*)["']""")
INDEX = re.compile(r"[A-Za-z0-9_+-]{1,3}")
"""In brackets behind a word, it is a part of an array: `array[0]`."""
CLASS = re.compile(r"[ \t]*\{[ \t]*(?:[.#]|[\w-]+=)")
STATE = re.compile(r"\{[ \t]*state=[^{}\n]{1,20}\}[ \t]*")
"""Before the title, of HackMD's `spoiler`."""
NAMED = ("details", "spoiler", "tabs", "code-group", "center", "message")
"""Containers without a kind, whose names are none of their titles."""
CALLOUT = re.compile(r"\[!([\w-]+)(?:\|[^\[\]\n]{0,200})?\](?![(\[])[+-]?[ \t]*(.*)")
"""And no link whose words begin with an exclamation mark; behind a line stands how Obsidian draws it."""
LINE_END = re.compile(r"(?<!\\)\\$")
"""Markdown's sign for the end of a line."""


def use_boxes(parser: MarkdownIt) -> None:
    """Let containers and callouts be boxes of the theme."""

    def render_box(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        if tokens[index].nesting < 0:
            return "</div>\n"
        kind, title = _read_start(tokens[index].info)
        if not kind:
            return "<div>\n"
        return open_box(kind, _render_title(parser, env, tokens[index], title))

    def render_callout(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, env: Any) -> str:
        kind, _, title = tokens[index].info.partition("\n")
        return open_box(read_kind(kind), _render_title(parser, env, tokens[index], title))

    container_plugin(
        parser, "box", validate=lambda params, _markup: START.match(params) is not None, render=render_box
    )
    parser.block.ruler.at("reference", _read_definition)
    parser.core.ruler.before("inline", "callouts", _find_callouts)
    parser.add_render_rule("alert_open", _render_alert)
    parser.add_render_rule("callout_open", render_callout)
    parser.add_render_rule("alert_title_open", lambda *_: '<p class="admonition-title">')


def _render_title(parser: MarkdownIt, env: MutableMapping[str, Any], token: Token, title: str) -> str:
    """Return the HTML of a title; between marks of `raw` it holds no tags of Hexo."""
    return render_words(parser, env_within(token, env), title)


def _read_start(info: str) -> tuple[str, str]:
    """Return the kind of a container, and its title; one of no known kind has its name as title.

    One that is only named by a class, `{.column width="50%"}`, has neither.
    """
    match = START.match(info)
    if match is None:
        return read_kind(""), ""
    name, rest = match["name"] or match["braced"].removeprefix("callout-"), match["rest"].strip()
    if match["braced"]:
        given = TITLE.search(match["options"])
        title = rest or (given[1] if given else "")
    else:
        title = OPTIONS.sub("", STATE.sub("", rest, count=1)) if match["title"] is None else match["title"]
    if name == "message" and title == "alert":  # of Zenn
        name, title = "warning", ""
    is_named = is_kind(name) or name.lower() in NAMED
    if not (is_named or title) and CLASS.match(info):
        return "", ""
    if not is_named and INDEX.fullmatch(match["title"] or ""):
        return read_kind(name), info.strip()
    return read_kind(name), title if is_named else f"{name} {title}".strip()


def _render_alert(_renderer: Any, tokens: Sequence[Token], index: int, _options: Any, _env: Any) -> str:
    return f'<div class="admonition {read_kind(tokens[index].info)}">'


def _read_definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    """Read the address of a link, unless it is a callout with a colon before its title: `> [!tip]: title`."""
    is_callout = state.src.startswith("[!", state.bMarks[start] + state.tShift[start])
    return not (is_callout and state.parentType == "blockquote") and reference(state, start, end, silent)


def _find_callouts(state: StateCore) -> None:
    """Make boxes of quotations that begin with `[!kind] title`, as Obsidian writes them."""
    tokens = state.tokens
    opened: list[tuple[Token, bool]] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append((token, _take_kind(token) or _take_callout(*tokens[index : index + 3])))
        elif token.type == "blockquote_close" and opened and opened.pop()[1]:
            token.type, token.tag = "alert_close", "div"


def _take_kind(quotation: Token) -> bool:
    """Make a box of a quotation that a list of attributes names as one."""
    kind = quotation.meta.get("kind", "")
    if kind:
        quotation.type, quotation.info = "callout_open", f"{kind}\n"
    return bool(kind)


def _take_callout(quotation: Token, paragraph: Token, text: Token | None = None) -> bool:
    """Take the first line out of a quotation whose first paragraph begins so: as the title it is read later, and once."""
    if paragraph.type != "paragraph_open" or text is None or not (match := CALLOUT.match(text.content)):
        return False
    title = LINE_END.sub("", match[2].lstrip(":： \t")).strip() or match[1].capitalize()
    text.content = text.content[match.end() :].lstrip()
    quotation.type, quotation.info = "callout_open", f"{match[1]}\n{title}"
    return True
