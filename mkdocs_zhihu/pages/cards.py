"""A post in a list."""

from dataclasses import dataclass

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.pages.words import Words
from mkdocs_zhihu.views import format_excerpt, reading_minutes


@dataclass(frozen=True, slots=True)
class Card:
    """A post in a list."""

    entry: Entry
    """The post."""

    date: str
    """Its date in words, or "" if it has none."""

    excerpt: str
    """Its beginning."""

    minutes: str
    """How long it takes to read."""

    category: str
    """The name of its innermost first category."""

    tint: int
    """A number from 0 to 11 that depends on the category: the colour of a card without a picture."""


def build_card(entry: Entry, words: Words) -> Card:
    """Return what a card shows of a post."""
    category = entry.post.categories[0][-1] if entry.post.categories else ""
    tint = sum(category.encode()) % 12
    minutes = words.text("minutes", n=reading_minutes(entry))
    return Card(entry, words.date(entry.post.date), format_excerpt(entry), minutes, category, tint)
