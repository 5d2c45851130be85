"""Tags that are an address: `[text]({% post_path name %})`, `[text]({{< ref "name" >}})`. Their blanks would end the link.

Jekyll's are `{% post_url 2020-01-01-name %}` and `{% link _posts/2020-01-01-name.md %}`, older ones behind `{{ site.baseurl }}`;
Hexo's `link` has words and is none, so it is one only where an address stands, or if it names such a folder.

Hugo's shortcodes that are only shown, `{{</* name */>}}`, have a mark of this kind too: none of them is one.
"""

import re
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from mkdocs_zhihu.body.markdown.hexo.arguments import read_named

SITE = r"(?:\{\{-?[ \t]*site\.(?:base)?url[ \t]*-?\}\}/?){0,2}"
"""What older posts of Jekyll have before such a tag."""
PATH_TAG = re.compile(
    r"\{%-?[ \t]*(?:post_path|asset_path)[ \t]+(?P<post>\"[^\"\n]*\"|'[^'\n]*'|[^\s%>\"']+)[ \t]*-?%\}"
    rf"|{SITE}\{{%-?[ \t]*post_url[ \t]+(?P<dated>[^\s%>\"']+)[ \t]*-?%\}}"
    rf"|(?:(?:(?<=\]\()|(?<=\]\(<)|(?<=\]:[ ])|(?<==[\"'])){SITE}\{{%-?[ \t]*link|{SITE}\{{%-?[ \t]*link(?=[ \t]+/?_))"
    r"[ \t]+(?P<file>[^\s%>\"':]+)[ \t]*-?%\}"
    r"|\{\{[<%][ \t]*(?:rel)?ref[ \t]+(?P<page>[^\n{}]{1,500}?)[ \t]*/?[%>]\}\}"
    r"|\{\{(?P<open>[<%])/\*(?P<shown>(?:[^\n]|\n(?![ \t]*\n)){0,1000}?)\*/(?P<close>[%>])\}\}"
)
MAX_TAGS = 500
"""More in one post are read as unknown tags: each costs a look through the whole post."""


class PathTags(NamedTuple):
    """Tags that are an address, by the mark in place of each."""

    tags: Mapping[str, str]
    """The tags themselves, which code shows."""

    addresses: Mapping[str, str]
    """Their addresses, which a page has."""

    def write_addresses(self, html: str) -> str:
        """Return HTML with addresses in place of the marks."""
        for mark, address in self.addresses.items():
            html = html.replace(mark, address)
        return html


def name_path_tags(text: str) -> tuple[str, PathTags]:
    """Return a text with a mark in place of each such tag, and the tags.

    >>> name_path_tags("[a]({% post_path b %})")
    ('[a](hexo-path-0-)', PathTags(tags={'hexo-path-0-': '{% post_path b %}'}, addresses={'hexo-path-0-': 'b'}))
    >>> name_path_tags("{{</* b */>}}")[1]
    PathTags(tags={'hexo-path-0-': '{{< b >}}'}, addresses={'hexo-path-0-': '{{&lt; b &gt;}}'})
    """
    tags: dict[str, str] = {}
    addresses: dict[str, str] = {}
    if ("{%" not in text and "{{<" not in text) or "hexo-path-" in text:
        return text, PathTags({}, {})

    def mark(match: re.Match[str]) -> str:
        name = f"hexo-path-{len(tags)}-"
        tags[name], addresses[name] = _read(match)
        return name

    return PATH_TAG.sub(mark, text, count=MAX_TAGS), PathTags(tags, addresses)


def _read(match: re.Match[str]) -> tuple[str, str]:
    """Return what code shows for a tag, and what a page does."""
    if match["shown"] is not None:
        shown = "{{" + match["open"] + match["shown"] + match["close"] + "}}"
        return shown, escape(shown)
    named = read_named(match["post"] or match["dated"] or match["file"] or match["page"])
    path = named.get("path") or named.get("0", "")
    return match[0], escape(path.replace("\\", "/").replace(" ", "%20"))
