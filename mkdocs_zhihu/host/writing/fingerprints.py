"""What a page is made of, in 16 bytes: equal fingerprints, equal pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import NoneType
from typing import Any

from mkdocs_zhihu.archive.categories import iter_prefixes
from mkdocs_zhihu.host.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.books import find_books
from mkdocs_zhihu.host.templating.archive_statistics import find_statistics
from mkdocs_zhihu.host.templating.context import find_neighbours
from mkdocs_zhihu.host.templating.head import find_feeds
from mkdocs_zhihu.host.templating.lead import format_lead
from mkdocs_zhihu.host.templating.other_answers import find_answers
from mkdocs_zhihu.host.templating.year_rows import NEWEST
from mkdocs_zhihu.host.writing.site_fingerprint import fingerprint_values
from mkdocs_zhihu.views.cards import Card
from mkdocs_zhihu.views.listing import ViewLink

PLAIN = (str, bytes, int, float, NoneType, list, tuple, dict, date)
"""Types of values that are all they seem."""


@dataclass(slots=True)
class PageFingerprints:
    """Digests of the pages of one build; parts that many pages share are looked at once."""

    site: Site
    """Our pages."""

    site_fingerprint: bytes
    """See `fingerprint_site`."""

    has_changed_pages: bool = False
    """Whether other plugins may have changed what pages have."""

    branches: dict[int, bytes] = field(default_factory=dict)
    """What stands above a page, by the `id()` of its parent."""

    cards: Mapping[str, bytes] = field(init=False)
    """What a card shows, by uri."""

    def __post_init__(self) -> None:
        self.cards = {uri: _fingerprint_card(card) for uri, card in self.site.cards.items()}

    def find(self, page: ArchivePage) -> bytes:
        """Return the fingerprint of one page.

        Metadata, dates in words and provenance are not part of it: they follow from the post, the view and the
        configuration. Nor is what the file alone decides: its key stands for it.
        """
        beside = (_link(page.previous_page), _link(page.next_page))
        changed = _describe_attributes(page) if self.has_changed_pages else ()
        common = (self.site_fingerprint, self._branch(page.parent), page.file.src_uri, beside, changed)
        if isinstance(page, PostPage):
            return fingerprint_values(common, self._describe_post(page))
        assert isinstance(page, ListingPage)  # noqa: S101 - there are two kinds
        return fingerprint_values(common, self._describe_view(page))

    def _describe_post(self, page: PostPage) -> Sequence[Any]:
        entry, urls = page.entry, self.site.urls
        card, archive = self.site.cards[entry.uri], self.site.collection.archive
        links = [
            urls.get(("category", key), "") for path in entry.post.categories for key in iter_prefixes(path)
        ]
        links += [urls.get(("tag", (tag,)), "") for tag in (*entry.post.tags, *entry.body.facts.tags)]
        links.append(urls.get(("author", (entry.author,)), ""))
        beside = find_neighbours(entry, self.site)
        neighbours = [
            other and (other.url, other.title, other.author) for other in (beside.newer, beside.older)
        ]
        words = (card.date, card.minutes, card.tint)
        answers = find_answers(entry, self.site)
        others = answers and (
            answers.url,
            answers.total,
            [self.cards[other.entry.uri] for other in answers.cards],
        )
        related = [self.cards[other.uri] for other in archive.related.get(entry.uri, ())]
        post = entry.post
        dates = (entry.meaning, post.date, post.updated, post.archived)
        bound = (
            entry.title,
            entry.author,
            entry.original,
            entry.url,
            entry.hero,
            entry.repeats_hero,
            entry.thumbnail,
            *dates,
        )
        return (
            bound,
            describe_body(page),
            page.changed,
            words,
            links,
            entry.uri in archive.in_category,
            neighbours,
            others,
            related,
        )

    def _describe_view(self, page: ListingPage) -> Sequence[Any]:
        view = page.view
        place = (
            view.kind,
            view.key,
            view.number,
            view.count,
            view.total,
            view.pager,
            view.ends,
            view.whole,
            view.place.url,
        )
        said = (
            str(page.title),
            find_feeds(page, self.site),
            format_lead(page, self.site),
            view.kind in ("home", "newest") and self.site.home,
            find_books(page, self.site),
        )
        links = [[_describe_link(link) for link in group] for group in (view.links, view.years)]
        cards = [self.cards[entry.uri] for entry in view.entries]
        if view.kind == "statistics":
            return place, said, find_statistics(self.site)
        if view.kind == "question":
            answers = [(self.site.cards[entry.uri].summary, entry.body.facts.bio) for entry in view.entries]
            return place, said, links, cards, answers
        return place, said, links, b"".join(cards)

    def _branch(self, parent: Any) -> bytes:
        if id(parent) not in self.branches:
            found = []
            above = parent
            while above is not None:
                found.append((str(above.title), getattr(above, "url", "")))
                above = above.parent
            self.branches[id(parent)] = fingerprint_values(found)
        return self.branches[id(parent)]


def describe_body(page: PostPage) -> Sequence[Any]:
    """Return what a post's body is made of: its file, how it was read, and how its links and pictures were resolved."""
    bodies, uri = page.bodies, page.entry.uri
    record = bodies.records[uri]
    resolved = [
        [pair for pair in pairs if pair[1] is not None]
        for pairs in (record.link_answers, record.image_answers)
    ]
    return bodies.keys[uri], record.folder_format, record.caution, resolved


def _describe_attributes(page: ArchivePage) -> Sequence[Any]:
    """Return every plain value of a page, whatever plugin set it, and its table of contents."""
    values = [(name, value) for name, value in sorted(vars(page).items()) if isinstance(value, PLAIN)]
    return values, page.meta, [(link.id, link.title, link.level) for link in _iter_toc(page.toc)]


def _iter_toc(links: Iterable[Any]) -> Iterator[Any]:
    for link in links:
        yield link
        yield from _iter_toc(link.children)


def _describe_link(link: ViewLink) -> Sequence[Any]:
    below = [_describe_link(child) for child in link.children]
    newest = [(entry.url, entry.title, entry.post.date) for entry in link.group.entries[:NEWEST]]
    return link.group.name, link.url, len(link.group.entries), newest, below


def _link(page: Any) -> Any:
    return page and (page.url, str(page.title))


def _fingerprint_card(card: Card) -> bytes:
    entry = card.entry
    shown = (entry.url, entry.title, entry.author, entry.post.date, entry.post.sticky, entry.thumbnail)
    return fingerprint_values(shown, (card.date, card.excerpt, card.minutes, card.tint))
