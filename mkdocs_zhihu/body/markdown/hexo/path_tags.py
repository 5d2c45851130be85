"""Tags that are an address: `[text]({% post_path name %})`, `[text]({{< ref "name" >}})`. Their blanks would end the link.

Hugo's shortcodes that are only shown, `{{</* name */>}}`, have a mark of this kind too: none of them is one.
"""

import re
from collections.abc import Mapping
from html import escape

VALUE = r"""[ \t]+(?:"(?P<a{n}>[^"\n]*)"|'(?P<b{n}>[^'\n]*)'|(?P<c{n}>[^\s%>"']+))[ \t]*"""
PATH_TAG = re.compile(
    rf"\{{%-?[ \t]*(?:post_path|asset_path){VALUE.replace('{n}', '1')}-?%\}}"
    rf"|\{{\{{[<%][ \t]*(?:rel)?ref{VALUE.replace('{n}', '2')}[%>]\}}\}}"
    r"|\{\{(?P<open>[<%])/\*(?P<shown>[^\n]{0,300}?)\*/(?P<close>[%>])\}\}"
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
    path = next((match[name] for name in ("a1", "b1", "c1", "a2", "b2", "c2") if match[name]), "")
    return match[0], escape(path.replace("\\", "/").replace(" ", "%20"))
