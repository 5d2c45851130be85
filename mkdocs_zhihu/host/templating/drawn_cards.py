"""Cards as HTML, each drawn once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mkdocs_zhihu.views.cards import Card

ROOT = "\ue000root\ue001"
"""Stands for the way to the site's root while a card is drawn; private-use characters."""


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
