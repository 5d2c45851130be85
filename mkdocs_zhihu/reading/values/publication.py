"""Whether anybody may read a post."""

import re
from collections.abc import Callable

from mkdocs_zhihu.reading.file_kinds import find_hidden_folder

DRAFTS = "_drafts"
"""Hexo's folder of posts that are not finished."""
FALSE_WORDS = frozenset({"false", "no", "off", "0", "n"})
UNPUBLISHED = frozenset({"draft", "hidden", "pending", "private"})
"""States of a post that is in no list, of Pelican, Nikola and WordPress."""
TRUE_WORDS = frozenset({"true", "yes", "on", "1", "y"})
PRIVATE = {"private": TRUE_WORDS, "isDraft": TRUE_WORDS, "is_draft": TRUE_WORDS, "visibility": UNPUBLISHED}
"""Other keys that keep a post to its author, and their values."""
TITLE_PLACEHOLDER = re.compile(
    r"\{\{-?\s*(?:page)?\.?title\s*-?\}\}|<%[-=]?\s*tp\.file\.title\s*-?%>", re.IGNORECASE
)


def is_title_placeholder(title: str) -> bool:
    """Return whether a title is filled in when a post is made of the file: a scaffold of Hexo's, a template of Obsidian.

    >>> is_title_placeholder("{{ title }}"), is_title_placeholder("用 {{ title }} 写标题")
    (True, False)
    """
    return TITLE_PLACEHOLDER.fullmatch(title) is not None


def find_reason(
    uri: str, text: Callable[[str], str], title: str, unpublished: tuple[str, str] | None, *, is_hexo: bool
) -> tuple[str, str] | None:
    """Return why a post is not published and what to do to publish it, None if it is.

    `text` reads a field; `unpublished` is what the file itself says, which a field may say in other words.
    """
    if text("password"):
        message, hint = "has a password; not published", "remove `password` to publish it"
    elif DRAFTS in uri.split("/") or text("draft").lower() not in ("", *FALSE_WORDS):
        message = "is a draft; not published"
        hint = f"move it out of `{DRAFTS}`, or remove `draft`, to publish it"
    elif (status := text("status").lower()) in UNPUBLISHED:
        message, hint = f"has the status `{status}`; not published", "remove `status` to publish it"
    elif key := next((key for key, values in PRIVATE.items() if text(key).lower() in values), ""):
        message, hint = f"says `{key}: {text(key)}`; not published", f"remove `{key}` to publish it"
    elif unpublished is not None:
        return unpublished
    elif is_title_placeholder(title):
        message, hint = "is a template of a site, no post; not published", "give it a title to publish it"
    elif is_hexo and (folder := find_hidden_folder(uri)):
        message = f"lies in `{folder}`, which Hexo does not publish; not published"
        hint = "rename the folder to publish it"
    else:
        return None
    return message, hint
