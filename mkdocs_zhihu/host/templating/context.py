"""What our templates see."""

import json
from collections.abc import Callable

from msgspec import Struct

from mkdocs_zhihu.archive.categories import iter_prefixes
from mkdocs_zhihu.host.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.templating.archive_statistics import Statistics, find_statistics
from mkdocs_zhihu.host.templating.head import Head, build_head
from mkdocs_zhihu.host.templating.lead import format_lead
from mkdocs_zhihu.host.templating.list_cover import find_list_cover
from mkdocs_zhihu.host.templating.other_answers import Answers, find_answers
from mkdocs_zhihu.host.templating.provenance import Provenance, build_provenance
from mkdocs_zhihu.host.templating.year_rows import YearRow, build_year_rows
from mkdocs_zhihu.host.writing.shell import PageShells
from mkdocs_zhihu.model import Entry, Neighbours
from mkdocs_zhihu.views import View
from mkdocs_zhihu.views.cards import Card
from mkdocs_zhihu.views.cover import Cover, build_cover
from mkdocs_zhihu.views.text_direction import find_direction

NO_NEIGHBOURS = Neighbours()
SCRIPT_TEXTS = {
    "enlarge": "enlarge", "close": "close", "zoom": "zoom", "previous": "previous", "next": "next", "lost": "lost_picture",
    "path": "path",
}  # fmt: skip


class TermLink(Struct, frozen=True, gc=False):
    """A small link to a group."""

    name: str
    """Text, never HTML."""

    url: str
    """Relative to the site; "" if there is no such page."""


class Context(Struct, frozen=True):
    """The variable `zhihu` of our templates."""

    t: Callable[..., str]
    """`t(key, n=1)` gives a text of the interface in the site's language."""

    url: Callable[..., str]
    """`url(kind, *key)` gives the address of a list, "" if there is none."""

    shells: PageShells
    """What pages share."""

    finish_scripts: Callable[[str], str]
    """`finish_scripts(scripts)` gives the scripts at the end of the page."""

    head: Head
    """What the page says of itself to machines."""

    draw_card: Callable[..., str]
    """`draw_card(base_url, card, macro)` gives the HTML of a card."""

    cover: Cover | None = None
    """The head picture, None for a plain header."""

    entry: Entry | None = None
    """The post, on a post's page."""

    view: View | None = None
    """The list, on a listing page."""

    cards: tuple[Card, ...] = ()
    """The posts of the list."""

    card: Card | None = None
    """The post's own card."""

    categories: tuple[tuple[TermLink, ...], ...] = ()
    """The post's categories, each from its root; without the one that the breadcrumbs show."""

    tags: tuple[TermLink, ...] = ()
    """The post's tags."""

    author: TermLink | None = None
    """The post's author."""

    provenance: Provenance | None = None
    """Where the post comes from, None if the page does not say."""

    neighbours: Neighbours = NO_NEIGHBOURS
    """The posts beside it in its category, or in the site if it has none."""

    beside: str = "beside"
    """The key of what the neighbours are."""

    updated: str = ""
    """When it was edited, if that is not the date it stands under."""

    answers: Answers | None = None
    """Other answers to the post's question."""

    related: tuple[Card, ...] = ()
    """Posts about the same things."""

    texts: str = ""
    """What our scripts say, as JSON."""

    has_reading: bool = False
    """Whether readers are offered settings, a random post and the posts of this day."""

    home: str = ""
    """The style of the home page, on it."""

    lead: str = ""
    """What a list holds, in words."""

    years: tuple[YearRow, ...] = ()
    """The years, on the archive's page."""

    statistics: Statistics | None = None
    """What there is, on the page of statistics."""

    month: Callable[[str], str] = str
    """`month("03")` gives the short name of a month."""

    direction: str = "ltr"
    """`ltr` or `rtl`, of the post's text."""

    has_rail: bool = False
    """Whether related posts stand beside the post, where other posts have their contents."""


def build_context(page: ArchivePage, site: Site) -> Context:
    """Return the context of one of our pages."""

    def url(kind: str, *key: str) -> str:
        return site.urls.get((kind, key), "")

    if isinstance(page, PostPage):
        return _build_post_context(page, site, url)
    assert isinstance(page, ListingPage)  # noqa: S101 - there are two kinds
    return Context(
        t=site.translator.text,
        url=url,
        shells=site.shells,
        finish_scripts=site.finish_scripts,
        head=build_head(page, site),
        draw_card=site.drawn.draw,
        cover=find_list_cover(page, site),
        view=page.view,
        has_reading=site.info.has_reading,
        texts=_format_texts(site),
        cards=tuple(site.cards[entry.uri] for entry in page.view.entries),
        home=site.home if page.view.kind in ("home", "newest") else "",
        lead=format_lead(page, site),
        years=build_year_rows(page.view.links, site.translator) if page.view.kind == "timeline" else (),
        statistics=find_statistics(site) if page.view.kind == "statistics" else None,
        month=lambda number: site.translator.short_month(int(number)),
    )


def _build_post_context(page: PostPage, site: Site, url: Callable[..., str]) -> Context:
    entry, archive = page.entry, site.collection.archive
    tags = dict.fromkeys((*entry.post.tags, *entry.body.facts.tags))
    answers, related = find_answers(entry, site), archive.related.get(entry.uri, ())
    return Context(
        t=site.translator.text,
        url=url,
        shells=site.shells,
        finish_scripts=site.finish_scripts,
        head=build_head(page, site),
        draw_card=site.drawn.draw,
        cover=build_cover(entry, site.info.hero),
        entry=entry,
        card=site.cards[entry.uri],
        categories=tuple(
            tuple(TermLink(key[-1], url("category", *key)) for key in iter_prefixes(path))
            for path in entry.post.categories[site.info.shows_path :]
        ),
        tags=tuple(TermLink(tag, url("tag", tag)) for tag in tags),
        author=TermLink(entry.author, url("author", entry.author)) if entry.author else None,
        provenance=build_provenance(entry, site),
        neighbours=find_neighbours(entry, site),
        beside="in_category" if entry.uri in archive.in_category else "beside",
        updated=_format_updated(entry, site),
        texts=_format_texts(site),
        has_reading=site.info.has_reading,
        answers=answers,
        related=tuple(site.cards[other.uri] for other in related),
        direction=find_direction(page.content or ""),
        has_rail=bool(answers or related) and not page.headings,
    )


def find_neighbours(entry: Entry, site: Site) -> Neighbours:
    """Return the posts beside one in its category, or in the site if it has none."""
    archive = site.collection.archive
    return archive.in_category.get(entry.uri) or archive.in_site.get(entry.uri, NO_NEIGHBOURS)


def _format_texts(site: Site) -> str:
    if not site.script_texts:  # the same on every page
        texts = {name: site.translator.text(key) for name, key in SCRIPT_TEXTS.items()}
        site.script_texts = json.dumps(texts, ensure_ascii=False, separators=(",", ":"))
    return site.script_texts


def _format_updated(entry: Entry, site: Site) -> str:
    date, updated = site.translator.date(entry.post.date), site.translator.date(entry.post.updated)
    return "" if updated == date else updated
