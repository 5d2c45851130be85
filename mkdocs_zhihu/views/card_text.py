"""The beginning of a post, and how long it takes to read."""

from mkdocs_zhihu.model import Entry

LENGTH = 110
TEXT_LENGTH = 180
"""The same where no picture takes the room."""
SUMMARY_LENGTH = 230
"""Six lines, on the page of a question."""
PER_MINUTE = 400
"""Chinese characters, or words, that people read in a minute."""


def format_excerpt(entry: Entry, length: int = LENGTH) -> str:
    """Return the post's description, else the beginning of its text, cut at about `length` characters."""
    text = entry.post.description or entry.body.excerpt
    if len(text) <= length:
        return text
    cut = text[:length].rstrip()
    return cut.rstrip("，、；：,;: ") + "…"


def reading_minutes(entry: Entry) -> int:
    """Return the minutes a reader needs, 0 for a post without text."""
    return max(1, round(entry.body.characters / PER_MINUTE)) if entry.body.characters else 0
