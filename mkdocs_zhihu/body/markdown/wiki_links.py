"""Obsidian's links and pictures: `[[name]]`, `[[name|words]]`, `![[picture.png]]`, `![words|500](address)`."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from mkdocs_zhihu.body.markdown.parser_rules import push_html
from mkdocs_zhihu.reading.file_kinds import PICTURE_ENDINGS

LINK = re.compile(
    r"(?P<picture>!?)\[\[(?P<name>[^\[\]|,;=#\n]{0,300}(?:#[^\[\]|\n]{0,300})?)(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\](?![(\[:])"
)
PICTURE = re.compile(rf".+\.(?:{PICTURE_ENDINGS})", re.IGNORECASE)
PLACE = re.compile(r"(?<=.)#(?:\^[\w-]+|(?:page|height|width|t)=[^#]*)$")
"""The mark of a block of a note, or the page of a file: no words."""
BLOCK = re.compile(r"#\^[\w-]+")
"""A block of the note itself, which has no words."""
SIZE = re.compile(r"(?:^|\|)\d+(?:x\d+)?$")


def use_wiki_links(parser: MarkdownIt) -> None:
    """Read links by the name of a note; one that leads nowhere leaves its words."""
    parser.inline.ruler.before("link", "wiki_link", _read)
    parser.add_render_rule("image", _render_image)


def is_wiki_link(text: str) -> bool:
    """Return whether a text is a link by the name of a note, or a picture, and nothing else.

    >>> is_wiki_link("[[a/b#c|d]]"), is_wiki_link("[[a,b|d]]")
    (True, False)
    """
    match = LINK.fullmatch(text)
    return match is not None and _is_name(match["name"])


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = LINK.match(state.src, state.pos, state.posMax)
    if match is None or not _is_name(match["name"]):
        return False
    if not silent:
        push_html(state, _render(match))
    state.pos = match.end()
    return True


def _is_name(text: str) -> bool:
    """Return whether a note may be called so.

    >>> _is_name("Prototype"), _is_name(" -f a "), _is_name(":alpha:")
    (True, False, False)
    """
    return text == text.strip(" \t:") and any(map(str.isalpha, text))


def _render(match: re.Match[str]) -> str:
    """Return the HTML of a link; of one that may be a term in brackets, such as `[[Prototype]]`, with what was written."""
    name, words = match["name"].strip(), (match["words"] or "").strip()
    if match["picture"]:
        words, file = SIZE.sub("", words), name.partition("#")[0]
        if PICTURE.fullmatch(file):
            called = "" if words else f' data-zh-name="{escape(file.rpartition("/")[2].rpartition(".")[0])}"'
            return f'<img src="{escape(file)}" alt="{escape(words)}"{called}>'
    elif BLOCK.fullmatch(name) and not words:
        return ""
    href = name.replace(" ", "%20")
    may_be_term = not match["picture"] and name.isascii() and not set("./#") & set(name) and not words
    written = f' data-zh-written="{escape(match[0])}"' if may_be_term else ""
    shown = words or PLACE.sub("", name).rpartition("/")[2].replace("#", " › ")
    return f'<a href="{escape(href)}"{written}>{escape(shown)}</a>'


def _render_image(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    alt = renderer.renderInlineAsText(token.children or [], options, env)
    alt = SIZE.sub("", alt) if "|" in alt else alt
    title = str(token.attrs.get("title", "")).strip()
    if title in ("", alt):
        title = ""
    elif not alt:
        alt, title = title, ""
    elif any(other.type not in ("image", "softbreak", "hardbreak") for other in tokens):
        alt, title = f"{alt}: {title}", ""  # beside words there is no place for a caption
    image = f'<img src="{escape(str(token.attrs["src"]))}" alt="{escape(alt)}">'
    return f"<figure>{image}<figcaption>{escape(title)}</figcaption></figure>" if title else image
