"""What a page is made of, in 16 bytes: equal digests, equal pages."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from mkdocs_zhihu.pages.cards import Card
from mkdocs_zhihu.pages.context import Context, build_context
from mkdocs_zhihu.pages.files import Site
from mkdocs_zhihu.pages.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.views.build import ViewLink
from mkdocs_zhihu.work.fingerprint import find_fingerprint

ELSEWHERE = frozenset(
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


def _digest(*values: Any) -> bytes:
    return blake2b(ENCODER.encode(values), digest_size=16).digest()


def digest_surroundings(config: MkDocsConfig, nav: Navigation) -> bytes:
    """Return the digest of what is the same for all pages: our version, the configuration, the navigation."""
    options = {key: config[key] for key in sorted(config) if key not in ELSEWHERE}
    options["theme"] = [config.theme.name, config.theme.dirs, dict(config.theme)]
    plugins = [[name, _plain_config(plugin.config)] for name, plugin in config.plugins.items()]
    return _digest(find_fingerprint(), options, plugins, _outline(nav.items))


def digest_page(page: ArchivePage, site: Site, surroundings: bytes) -> bytes:
    """Return the digest of one page."""
    context = build_context(page, site)
    common = (
        surroundings, context.head, page.article, page.title, page.meta, page.file.src_uri, page.file.url, page.file.dest_uri,
        page.canonical_url, page.edit_url, _branch(page), _link(page.previous_page), _link(page.next_page),
    )  # fmt: skip
    if isinstance(page, PostPage):
        return _digest(common, _describe_post(page, context))
    assert isinstance(page, ListingPage)  # noqa: S101 - there are two kinds
    view = page.view
    place = (view.kind, view.key, view.number, view.count, view.total, view.pager, view.ends, view.whole)
    cards = [_describe_card(card) for card in context.cards]
    links = [[_describe_link(link) for link in group] for group in (view.links, view.years)]
    return _digest(common, place, context.stats, context.home, links, cards)


def _describe_post(page: PostPage, context: Context) -> Sequence[Any]:
    entry, card, beside = page.entry, context.card, context.neighbours
    assert card is not None  # noqa: S101 - a post has one
    neighbours = [other and (other.url, other.title) for other in (beside.newer, beside.older)]
    record = page.library.records[entry.uri]
    made = (page.library.keys[entry.uri], record.asked, page.changed)
    words = (card.date, card.minutes, card.tint, card.initial)
    chips = (context.categories, context.tags, context.author)
    answers = context.answers
    others = answers and (answers.url, answers.total, [_describe_card(other) for other in answers.cards])
    related = [(other.entry.url, other.entry.title, other.date) for other in context.related]
    return (
        entry,
        made,
        words,
        chips,
        neighbours,
        context.beside,
        context.updated,
        others,
        related,
        context.provenance,
    )


def _describe_card(card: Card) -> Sequence[Any]:
    entry = card.entry
    picture = entry.thumbnail.url if entry.thumbnail else ""
    shown = (entry.url, entry.title, entry.author, entry.post.date, entry.post.sticky, picture)
    return *shown, card.date, card.excerpt, card.minutes, card.initial, card.tint


def _describe_link(link: ViewLink) -> Sequence[Any]:
    below = [_describe_link(child) for child in link.children]
    newest = [(entry.url, entry.title) for entry in link.group.entries[:3]]
    return link.group.name, link.url, len(link.group.entries), newest, below


def _plain_config(config: Any) -> Any:
    return {key: config[key] for key in sorted(config)} if isinstance(config, Mapping) else _plain(config)


def _outline(items: Sequence[Any]) -> list[Any]:
    """Return the navigation as lists: what its entries say, and where they lead."""
    found: list[Any] = []
    for item in items:
        label = item.typeset.title if getattr(item, "typeset", None) else ""
        children = _outline(item.children) if item.children else []
        found.append((type(item).__name__, item.title, label, getattr(item, "url", ""), children))
    return found


def _branch(page: ArchivePage) -> list[Any]:
    """Return what stands above a page, which breadcrumbs name."""
    found = []
    above: Any = page.parent
    while above is not None:
        found.append((above.title, getattr(above, "url", "")))
        above = above.parent
    return found


def _link(page: Any) -> Any:
    return page and (page.url, page.title)
