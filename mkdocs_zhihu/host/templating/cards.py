"""A post in a list."""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec import Struct

from mkdocs_zhihu.host.templating.cover import find_small_url
from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import LENGTH, SUMMARY_LENGTH, TEXT_LENGTH, format_excerpt, reading_minutes

ROOT = "\ue000root\ue001"
"""Stands for the way to the site's root while a card is drawn; private-use characters."""


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

    category: str
    """The name of its innermost first category."""

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
        category=category,
        tint=tint,
    )


@dataclass(slots=True)
class DrawnCards:
    """Cards as HTML, each drawn once: a post stands in half a dozen lists."""

    known: dict[str, list[str]] = field(default_factory=dict)
    """By uri; the way to the site's root belongs between the pieces."""

    def draw(self, base_url: str, card: Card, macro: Callable[[Card, str], str]) -> str:
        """Return the HTML of a card for pages from which `base_url` leads to the root."""
        if card.entry.uri not in self.known:
            self.known[card.entry.uri] = macro(card, ROOT).split(ROOT)
        return base_url.join(self.known[card.entry.uri])
