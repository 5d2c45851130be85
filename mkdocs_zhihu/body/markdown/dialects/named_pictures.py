"""Pictures by their names: emoji are shown, icons of Material for MkDocs only as words where nothing else stands."""

from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mkdocs_zhihu.reading.markdown.picture_names import NAME, find_picture

BLANKS = " \t\n"
UNSEEN = ("softbreak", "hardbreak", "icon", "html_inline")


def use_named_pictures(parser: MarkdownIt) -> None:
    """Let `:smile:` be an emoji, and `:material-home:` nothing beside words."""
    parser.inline.ruler.after("text", "named_picture", _read)
    parser.core.ruler.after("inline", "lonely_icons", _name_lonely)
    parser.add_render_rule("icon", lambda _renderer, tokens, index, *_: escape(tokens[index].content))


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    match = NAME.match(state.src, state.pos, state.posMax) if state.src[state.pos] == ":" else None
    emoji, icon = find_picture(match) if match else ("", "")
    if match is None or not (emoji or icon):
        return False
    if not silent:
        if emoji:
            state.pending += emoji
        else:
            state.push("icon", "", 0).meta["name"] = icon
    state.pos = match.end()
    if icon and (not state.pending or state.pending.endswith(" ")):
        state.pos += state.src.startswith(" ", state.pos)
    return True


def _name_lonely(state: StateCore) -> None:
    for token in state.tokens:
        if token.children and any(child.type == "icon" for child in token.children):
            name_lonely_icons(token.children)


def name_lonely_icons(tokens: Sequence[Token]) -> None:
    """Show the names of icons that are all of a line, or all of a link."""
    _name_where_alone(tokens)
    start: int | None = None
    for place, token in enumerate(tokens):
        if token.type == "link_open":
            start = place + 1
        elif token.type == "link_close" and start is not None:
            _name_where_alone(tokens[start:place])
            start = None


def _name_where_alone(tokens: Sequence[Token]) -> None:
    icons = [token for token in tokens if token.type == "icon"]
    if not all(_is_unseen(token) for token in tokens):
        return
    for number, icon in enumerate(icons):
        icon.content = (" " if number else "") + icon.meta["name"]


def _is_unseen(token: Token) -> bool:
    """Return whether a token shows nothing: no words, code or picture, but marks around some."""
    is_blank = token.type == "text" and not token.content.strip(BLANKS)
    return token.type in UNSEEN or is_blank or token.nesting != 0
