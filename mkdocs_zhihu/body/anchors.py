"""Ids of headings, which addresses end with."""

import re

MAX_ID = 60


def heading_id(text: str) -> str:
    """Return the id of a heading from its text; of its own id, and of what other tools make, it is the same."""
    slug = re.sub(r"[\W_]+", "-", text.lower())[:MAX_ID].strip("-")
    return f"zh-{slug.removeprefix('zh-') or 'section'}"
