"""Ids of headings, which addresses end with."""

import re
from urllib.parse import unquote

BETWEEN_WORDS = re.compile(r"[\W_]+")
MAX_ID = 60
DIRECTIVE = ":~:text="
"""What separates the id in an address from words to scroll to, `#id:~:text=words`: browsers take the rest for themselves."""


def heading_id(text: str) -> str:
    """Return the id of a heading from its text; of its own id, and of what other tools make, it is the same."""
    slug = BETWEEN_WORDS.sub("-", text.lower())[:MAX_ID].strip("-")
    return f"zh-{slug.removeprefix('zh-') or 'section'}"


def read_fragment(fragment: str) -> str:
    """Return the end of an address with the id of a heading, of what any tool wrote; words to scroll to stay.

    >>> read_fragment("A%20b"), read_fragment(":~:text=A%20b"), read_fragment("A:~:text=b")
    ('zh-a-b', ':~:text=A%20b', 'zh-a:~:text=b')
    """
    name, mark, words = fragment.partition(DIRECTIVE)
    return (heading_id(unquote(name)) if name else "") + mark + words
