"""Poems and papers of the theme Stellar: `{% poetry title author:name date:day footer:words %}`."""

import re
from typing import NamedTuple

from mkdocs_zhihu.body.markdown.hexo.arguments import is_option

WRITING_TAGS = ("paper", "poetry", "reel")
"""The names of those tags."""
FIELD = re.compile(r"(title|author|date|footer):(.+)")
MARK = re.compile(r"<!--[ \t]*(?:section(?P<label>[^\n]*?)|(?:paragraph|line)[^\n]*?)[ \t]*-->")
"""Where a part of one begins."""


class Writing(NamedTuple):
    """What stands around a text."""

    title: str = ""
    """Above it."""

    author: str = ""
    """Below the title."""

    date: str = ""
    """Beside the author."""

    footer: str = ""
    """Below the text."""


def read_writing(text: str) -> Writing:
    """Return what the arguments of such a tag say; words without a name are the title.

    >>> read_writing("style:underline title:文言文 author:诸葛亮 footer:节选"), read_writing("一 二 author:某")
    (Writing(title='文言文', author='诸葛亮', date='', footer='节选'), Writing(title='一 二', author='某', date='', footer=''))
    """
    words = [word for word in text.split() if not is_option(word)]
    named = {match[1]: match[2] for word in words if (match := FIELD.fullmatch(word))}
    title = " ".join(word for word in words if not FIELD.fullmatch(word))
    return Writing(**{**named, "title": f"{named.get('title', '')} {title}".strip()})
