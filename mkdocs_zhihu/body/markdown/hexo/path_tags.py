"""Hexo's tags that are an address: `[text]({% post_path name %})`. Their blanks would end the link they stand in."""

import re
from collections.abc import Mapping
from html import escape

PATH_TAG = re.compile(
    r"\{%-?[ \t]*(?:post_path|asset_path)[ \t]+(?:\"(?P<a>[^\"\n]*)\"|'(?P<b>[^'\n]*)'|(?P<c>[^\s%]+))[ \t]*-?%\}"
)
MAX_TAGS = 500
"""More in one post are read as unknown tags: each costs a look through the whole post."""


def name_path_tags(text: str) -> tuple[str, Mapping[str, tuple[str, str]]]:
    """Return a text with a mark in place of each such tag; by the mark the tag, for code, and its address, for a page.

    >>> name_path_tags("[a]({% post_path b %})")
    ('[a](hexo-path-0-)', {'hexo-path-0-': ('{% post_path b %}', 'b')})
    """
    found: dict[str, tuple[str, str]] = {}
    if "{%" not in text or "hexo-path-" in text:
        return text, found

    def mark(match: re.Match[str]) -> str:
        name = f"hexo-path-{len(found)}-"
        path = match["a"] or match["b"] or match["c"] or ""
        found[name] = (match[0], escape(path.replace("\\", "/").replace(" ", "%20")))
        return name

    return PATH_TAG.sub(mark, text, count=MAX_TAGS), found
