"""Other answers to a post's question."""

from msgspec import Struct

from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views.cards import Card

SHOWN_ANSWERS = 4


class Answers(Struct, frozen=True, gc=False):
    """Other answers to a question."""

    url: str
    """The page of the question."""

    total: int
    """How many answers there are, this one included."""

    cards: tuple[Card, ...]
    """The nearest of them."""


def find_answers(entry: Entry, site: Site) -> Answers | None:
    """Return the other answers to a post's question, None if there are none."""
    question = site.collection.archive.by_question.get(entry.uri)
    if question is None:
        return None
    at = [other.uri for other in question.entries].index(entry.uri)
    start = max(0, min(at - SHOWN_ANSWERS // 2, len(question.entries) - SHOWN_ANSWERS - 1))
    near = question.entries[start : start + SHOWN_ANSWERS + 1]
    cards = tuple(site.cards[other.uri] for other in near if other.uri != entry.uri)[:SHOWN_ANSWERS]
    return Answers(site.urls["question", question.key], len(question.entries), cards)
