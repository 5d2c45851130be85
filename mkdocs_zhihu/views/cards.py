"""A post in a list."""

from msgspec import Struct

from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views.card_text import LENGTH, SUMMARY_LENGTH, TEXT_LENGTH, format_excerpt, reading_minutes
from mkdocs_zhihu.views.cover import find_small_url


class Card(Struct, frozen=True, gc=False):
    """A post in a list."""

    entry: Entry
    """The post."""

    date: str
    """Its date in words, or "" if it has none."""

    excerpt: str
    """Its beginning."""

    minutes: str
    """How long it takes to read, "" for a post without text."""

    picture: str
    """The address of a small version of its picture, or ""."""

    tint: int
    """A number from 0 to 11 that depends on the category: the colour of a card without a picture."""

    @property
    def summary(self) -> str:
        """More of its beginning."""
        return format_excerpt(self.entry, SUMMARY_LENGTH)


def build_card(entry: Entry, translator: Translator) -> Card:
    """Return what a card shows of a post."""
    category = entry.post.categories[0][-1] if entry.post.categories else ""
    tint = sum(category.encode()) % 12
    minutes = reading_minutes(entry)
    return Card(
        entry=entry,
        date=translator.date(entry.post.date),
        excerpt=format_excerpt(entry, LENGTH if entry.thumbnail else TEXT_LENGTH),
        minutes=translator.text("minutes", n=minutes) if minutes else "",
        picture=find_small_url(entry.thumbnail) if entry.thumbnail else "",
        tint=tint,
    )
