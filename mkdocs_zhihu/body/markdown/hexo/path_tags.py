"""Tags that are an address: `[text]({% post_path name %})`, `[text]({{< ref "name" >}})`. Their blanks would end the link.

Hugo's shortcodes that are only shown, `{{</* name */>}}`, have a mark of this kind too: none of them is one.
"""

import re
from collections.abc import Mapping
from html import escape

from mkdocs_zhihu.body.markdown.hexo.arguments import read_named

PATH_TAG = re.compile(
    r"\{%-?[ \t]*(?:post_path|asset_path)[ \t]+(?P<post>\"[^\"\n]*\"|'[^'\n]*'|[^\s%>\"']+)[ \t]*-?%\}"
    r"|\{\{[<%][ \t]*(?:rel)?ref[ \t]+(?P<page>[^\n{}]{1,500}?)[ \t]*/?[%>]\}\}"
    r"|\{\{(?P<open>[<%])/\*(?P<shown>(?:[^\n]|\n(?![ \t]*\n)){0,1000}?)\*/(?P<close>[%>])\}\}"
)
MAX_TAGS = 500
"""More in one post are read as unknown tags: each costs a look through the whole post."""


def name_path_tags(text: str) -> tuple[str, Mapping[str, tuple[str, str]]]:
    """Return a text with a mark in place of each such tag; by the mark the tag, for code, and its address, for a page.

    >>> name_path_tags("[a]({% post_path b %})")
    ('[a](hexo-path-0-)', {'hexo-path-0-': ('{% post_path b %}', 'b')})
    >>> name_path_tags("{{</* b */>}}")
    ('hexo-path-0-', {'hexo-path-0-': ('{{< b >}}', '{{&lt; b &gt;}}')})
    """
    found: dict[str, tuple[str, str]] = {}
    if ("{%" not in text and "{{<" not in text) or "hexo-path-" in text:
        return text, found

    def mark(match: re.Match[str]) -> str:
        name = f"hexo-path-{len(found)}-"
        found[name] = _read(match)
        return name

    return PATH_TAG.sub(mark, text, count=MAX_TAGS), found


def _read(match: re.Match[str]) -> tuple[str, str]:
    """Return what code shows for a tag, and what a page does."""
    if match["shown"] is not None:
        shown = "{{" + match["open"] + match["shown"] + match["close"] + "}}"
        return shown, escape(shown)
    named = read_named(match["post"] or match["page"])
    path = named.get("path") or named.get("0", "")
    return match[0], escape(path.replace("\\", "/").replace(" ", "%20"))
