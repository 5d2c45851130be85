"""What a page is made of, in 16 bytes: equal fingerprints, equal pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from mkdocs_zhihu.archive.categories import iter_prefixes
from mkdocs_zhihu.cache.fingerprint import find_fingerprint
from mkdocs_zhihu.host.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.books import find_books
from mkdocs_zhihu.host.templating.archive_statistics import find_statistics
from mkdocs_zhihu.host.templating.context import find_neighbours
from mkdocs_zhihu.host.templating.head import find_feeds
from mkdocs_zhihu.host.templating.lead import format_lead
from mkdocs_zhihu.host.templating.other_answers import find_answers
from mkdocs_zhihu.host.templating.year_rows import NEWEST
from mkdocs_zhihu.host.writing.overrides import fingerprint_folder
from mkdocs_zhihu.views.cards import Card
from mkdocs_zhihu.views.listing import ViewLink

INVISIBLE_OPTIONS = frozenset(
    {"plugins", "site_dir", "docs_dir", "config_file_path", "dev_addr", "strict", "watch", "hooks"}
)
"""Options that no page shows; plugins are added by name and options."""


def _plain(value: Any) -> Any:
    """Return what stands for a value msgspec does not know: a text for a text, a name for code."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, Mapping):
        return {str(key): value[key] for key in sorted(value, key=str)}
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', '')}"
    return f"{type(value).__module__}.{type(value).__qualname__}"


ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain, order="deterministic")


def fingerprint_values(*values: Any) -> bytes:
    """Return 16 bytes that stand for some values."""
    return blake2b(ENCODER.encode(values), digest_size=16).digest()


def fingerprint_site(config: MkDocsConfig, nav: Navigation) -> bytes:
    """Return the fingerprint of what is the same for all pages: our version, the configuration, the navigation."""
    options = {key: config[key] for key in sorted(config) if key not in INVISIBLE_OPTIONS}
    options["theme"] = [config.theme.name, config.theme.dirs, dict(config.theme)]
    plugins = [[name, _plain_config(plugin.config)] for name, plugin in config.plugins.items()]
    overrides = fingerprint_folder(config.theme.custom_dir)
    return fingerprint_values(find_fingerprint(), options, plugins, overrides, _outline(nav.items))


@dataclass(slots=True)
class PageFingerprints:
    """Digests of the pages of one build; parts that many pages share are looked at once."""

    site: Site
    """Our pages."""

    site_fingerprint: bytes
    """See `fingerprint_site`."""

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
        common = (self.site_fingerprint, self._branch(page.parent), page.file.src_uri, beside)
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
    """Return what a post's body is made of: its file, and how its links and pictures were resolved."""
    bodies, uri = page.bodies, page.entry.uri
    record = bodies.records[uri]
    answers = [
        [pair for pair in pairs if pair[1] is not None]
        for pairs in (record.link_answers, record.image_answers)
    ]
    return bodies.keys[uri], answers


def _describe_link(link: ViewLink) -> Sequence[Any]:
    below = [_describe_link(child) for child in link.children]
    newest = [(entry.url, entry.title, entry.post.date) for entry in link.group.entries[:NEWEST]]
    return link.group.name, link.url, len(link.group.entries), newest, below


def _plain_config(config: Any) -> Any:
    return {key: config[key] for key in sorted(config)} if isinstance(config, Mapping) else _plain(config)


def _outline(items: Sequence[Any]) -> list[Any]:
    """Return the navigation as lists: what its entries say, and where they lead."""
    found: list[Any] = []
    for item in items:
        label = item.typeset.title if getattr(item, "typeset", None) else ""
        children = _outline(item.children) if item.children else []
        found.append((type(item).__name__, str(item.title), label, getattr(item, "url", ""), children))
    return found


def _link(page: Any) -> Any:
    return page and (page.url, str(page.title))


def _fingerprint_card(card: Card) -> bytes:
    entry = card.entry
    shown = (entry.url, entry.title, entry.author, entry.post.date, entry.post.sticky, entry.thumbnail)
    return fingerprint_values(shown, (card.date, card.excerpt, card.minutes, card.tint))
