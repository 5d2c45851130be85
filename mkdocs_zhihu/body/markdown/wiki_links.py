"""Obsidian's links and pictures: `[[name]]`, `[[name|words]]`, `![[picture.png]]`, `![words|500](address)`."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LINK = re.compile(
    r"(?P<picture>!?)\[\[(?P<name>[^\[\]|,;=\n]{1,300})(?:\|(?P<words>[^\[\]\n]{0,300}))?\]\](?![(\[:])"
)
NAME = re.compile(r"(?![\s:])(?=.*[^\W\d_]).*(?<![\s:])")
"""What a note may be called; `[[ -f a ]]` and `[[:alpha:]]` are none."""
PLAIN_NAME = re.compile(r"[^./#\x7f-\U0010ffff]+")
"""Of a note, or a term in double brackets, such as `[[Prototype]]`: it is a link if there is such a note."""
PICTURE = re.compile(r".+\.(?:png|jpe?g|gif|webp|svg|bmp|avif)", re.IGNORECASE)
DRIVE = re.compile(r"^([A-Za-z]:)[\\/]")
"""A path on the author's own disk, which a browser would take for an address."""
SIZE = re.compile(r"(?:^|\|)\d+(?:x\d+)?$")


def use_wiki_links(parser: MarkdownIt) -> None:
    """Read links by the name of a note; one that leads nowhere leaves its words."""
    parser.inline.ruler.before("link", "wiki_link", _read)
    parser.add_render_rule(
        "wiki_link", lambda _renderer, tokens, index, _options, _env: tokens[index].content
    )
    parser.add_render_rule("image", _render_image)


def _read(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's signature
    if not state.src.startswith(("[[", "![["), state.pos):
        return False
    match = LINK.match(state.src, state.pos, state.posMax)
    if match is None or not NAME.fullmatch(match["name"]):
        return False
    if not silent:
        state.push("wiki_link", "", 0).content = _render(match)
    state.pos = match.end()
    return True


def _render(match: re.Match[str]) -> str:
    name, words = match["name"].strip(), (match["words"] or "").strip()
    if match["picture"] and PICTURE.fullmatch(name):
        return f'<img src="{escape(name)}" alt="{escape(SIZE.sub("", words))}">'
    href = name.replace(" ", "%20")
    written = f' data-zh-written="{escape(match[0])}"' if PLAIN_NAME.fullmatch(name) and not words else ""
    return f'<a href="{escape(href)}"{written}>{escape(words or name.rpartition("/")[2].replace("#", " › "))}</a>'


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
    src = DRIVE.sub(r"/\1/", str(token.attrs["src"]))
    image = f'<img src="{escape(src)}" alt="{escape(alt)}">'
    return f"<figure>{image}<figcaption>{escape(title)}</figcaption></figure>" if title else image
