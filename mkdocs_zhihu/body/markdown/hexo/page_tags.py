"""Hexo's tags, Hugo's shortcodes and Liquid's tags in a file named `.html`: those programs run them there too."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, MutableMapping
from functools import partial
from html import escape, unescape
from typing import Any

from mkdocs_zhihu.body.markdown.between_tags import find_markup_end
from mkdocs_zhihu.body.markdown.hexo.arguments import split_arguments
from mkdocs_zhihu.body.markdown.hexo.hexo_blocks import MAX_DEPTH, TagWriter, render_block
from mkdocs_zhihu.body.markdown.hexo.inline_tags import render_link, render_tag
from mkdocs_zhihu.body.markdown.hexo.path_tags import name_path_tags
from mkdocs_zhihu.body.markdown.hexo.shortcodes import find_address, is_known_block
from mkdocs_zhihu.reading.markdown.places_of_tags import START, HexoTag, find_end_tag, find_tag, match_tags

SIGN = re.compile(rf"{START.pattern}|<(?=[A-Za-z/!])")
"""What begins one of them, or a tag of HTML."""


def render_page_tags(html: str) -> tuple[str, Mapping[str, int]]:
    """Return a page with what the tags in it stand for, and how often each that is not known stands there.

    >>> render_page_tags("{% quote %}<b>b</b>{% endquote %}{% if c %}<pre>{% d %}</pre>")
    ('<blockquote><b>b</b></blockquote><pre>{% d %}</pre>', Counter({'{% if': 1}))
    """
    if START.search(html) is None:
        return html, {}
    html, paths = name_path_tags(html)
    env: dict[str, Any] = {"unread": Counter(), "in_code": paths.tags, "in_raw": paths.tags}
    return paths.write_addresses(_render(html, env, 0)), env["unread"]


def _render(html: str, env: MutableMapping[str, Any], depth: int) -> str:
    """Return HTML with what the tags in its text stand for."""
    tags = list(_iter_text_tags(html))
    pairs = match_tags(tags)
    pieces: list[str] = []
    last = 0
    for tag in tags:
        if tag.start >= last:
            rendered, end = _render_tag(tag, pairs.get(tag.start), html, env, depth)
            pieces += [html[last : tag.start], rendered]
            last = end
    return "".join([*pieces, html[last:]])


def _iter_text_tags(html: str) -> Iterator[HexoTag]:
    """Yield the tags in the text of a page: those in tags of HTML, comments and code are none, and none lies in a block of code."""
    position = 0
    unclosed: set[str] = set()
    while sign := SIGN.search(html, position):
        tag = None if sign[0] == "<" else find_tag(html, sign.start())
        if tag is not None:
            yield tag
            position = find_end_tag(html, tag, unclosed)
        else:
            position = find_markup_end(html, sign.start()) if sign[0] == "<" else sign.end()


def _render_tag(
    tag: HexoTag, close: HexoTag | None, html: str, env: MutableMapping[str, Any], depth: int
) -> tuple[str, int]:
    """Return the HTML of a tag, and where the text goes on."""
    if close is not None and tag.name == "comment":
        return "", close.end
    if close is not None and tag.name == "raw":
        return html[tag.end : close.start], close.end
    if close is not None and is_known_block(tag) and depth < MAX_DEPTH:
        return _render_block(tag, html[tag.end : close.start], env, depth), close.end
    plain = tag._replace(arguments=unescape(tag.arguments))
    if close is not None and depth < MAX_DEPTH and (url := find_address(plain, close, html)):
        show = partial(_render, env=env, depth=depth + 1)
        return render_link(plain, url, html[tag.end : close.start], env, show), close.end
    return render_tag(plain, env), tag.end


def _render_block(tag: HexoTag, inner: str, env: MutableMapping[str, Any], depth: int) -> str:
    """Return the HTML of a tag that has an end; what it holds is HTML, where the parser would read Markdown."""
    pieces: list[str] = []
    writer = TagWriter(
        env, pieces.append, lambda text: pieces.append(_render(text, env, depth + 1)), unescape
    )
    given = split_arguments(unescape(tag.arguments), escape, is_shortcode=tag.is_shortcode)
    render_block(writer, tag.name, given, inner)
    return "".join(pieces)
