"""Ids of headings, which addresses end with."""

import re

BETWEEN_WORDS = re.compile(r"[\W_]+")
MAX_ID = 60
DIRECTIVE = ":~:text="
"""What separates the id in an address from words to scroll to, `#id:~:text=words`: browsers take the rest for themselves."""


def heading_id(text: str) -> str:
    """Return the id of a heading from its text; of its own id, and of what other tools make, it is the same."""
    slug = BETWEEN_WORDS.sub("-", text.lower())[:MAX_ID].strip("-")
    return f"zh-{slug.removeprefix('zh-') or 'section'}"
