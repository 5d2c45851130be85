"""The navigation: the category tree with counts, never the posts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section

from mkdocs_zhihu.host.navigation.nav_entry import NavEntry
from mkdocs_zhihu.host.page import ArchivePage, ListingPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Group
from mkdocs_zhihu.views.nav_size import prune, select_shown

Named = frozenset[ListingPage]
"""The pages of lists that the user's navigation names."""


@dataclass(frozen=True, slots=True)
class NavTitle:
    """A title as the theme's navigation prints it."""

    title: str
    """HTML."""


class CategorySection(Section):
    """A category with subcategories."""

    typeset: NavTitle | None = None
    """Read by the theme's navigation."""


def extend_nav(nav: Navigation, site: Site, entry: NavEntry | None, titles: Mapping[str, str]) -> None:
    """Add the archive to MkDocs' navigation, in place: where the user's entry stood, else at its end.

    What the user's navigation names is not added again, and has the title it is given there, by uri in `titles`. Each post's parent becomes the entry of its first category,
    so that breadcrumbs and the active branch come out right although the post itself is not in the navigation.
    """
    named = frozenset(page for page in nav.pages if isinstance(page, ListingPage))
    for page in named:
        page.title = escape(titles.get(page.file.src_uri, page.title))
    places: dict[tuple[str, ...], StructureItem] = {}
    items = _build_items(site, places, named)
    lists = _find_lists(site, named)
    if entry is not None and entry.title:
        _insert([_build_section(entry.title, lists[:1], [*items, *lists[1:]])], entry)
    else:
        title = str(escape(site.translator.text("archive")))
        sections = [_build_section(title, lists[:1], lists[1:])] if lists else []
        _insert([*items, *sections], entry or NavEntry(nav.items, len(nav.items), "", None))
    _add_home(nav, site, named)
    for page in site.pages:
        if page not in named:
            _attach(page, site, places)
    for post in site.posts.values():
        categories = post.entry.post.categories
        _set_parent(
            post, places.get(categories[0]) if categories else site.listings.get(("uncategorised", ()))
        )
        beside = site.collection.archive.in_category.get(post.entry.uri)
        if beside is not None:
            post.previous_page = site.posts[beside.newer.uri] if beside.newer else None
            post.next_page = site.posts[beside.older.uri] if beside.older else None
    nav.pages.extend(page for page in site.listings.values() if page not in named)


def _add_home(nav: Navigation, site: Site, named: Named) -> None:
    home = site.listings.get(("home", ()))
    if home is None:
        return
    nav.homepage = home
    home.is_in_nav = True
    if home not in named:
        nav.items.insert(0, home)


def _build_items(
    site: Site, places: dict[tuple[str, ...], StructureItem], named: Named
) -> list[StructureItem]:
    """Return the entries of the newest posts and of all categories."""
    newest = site.listings.get(("newest", ()))
    items: list[StructureItem] = [newest] if newest is not None and newest not in named else []
    if newest is not None:
        newest.is_in_nav = True
    categories = site.collection.archive.categories
    for group in prune(categories, select_shown(categories)):
        if ("category", group.key) in site.listings:
            items += _build_item(group, site, places, named)
    _place_others(site, places)
    return items


def _place_others(site: Site, places: dict[tuple[str, ...], StructureItem]) -> None:
    """Give the categories that the navigation does not show their place below those it does."""
    for key in site.collection.archive.by_category:  # parents first
        page = site.listings.get(("category", key))
        if page is not None and key not in places:
            _set_parent(
                page, places[key[:-1]] if key[:-1] in places else site.listings.get(("categories", ()))
            )
            places[key] = page


def _build_section(title: str, first: Sequence[ListingPage], others: Sequence[StructureItem]) -> Section:
    """Return a section; the timeline, if that is its first page, is its index."""
    section = Section(title, [*first, *others])
    for child in section.children:
        child.parent = section
    for page in first:
        page.leads_section = page.view.kind == "timeline"
    return section


def _insert(items: list[StructureItem], entry: NavEntry) -> None:
    entry.siblings[entry.place : entry.place] = items
    for item in items:
        item.parent = entry.parent


def _build_item(
    group: Group, site: Site, places: dict[tuple[str, ...], StructureItem], named: Named
) -> list[StructureItem]:
    """Return the entry of a category: a page, or a section if it has subcategories; none if the user placed it."""
    page = site.listings["category", group.key]
    label = NavTitle(f'{escape(group.name)} <span class="zh-count">{len(group.entries)}</span>')
    page.is_in_nav = True
    if page not in named:
        page.typeset = label
    places[group.key] = page
    below = [item for child in group.children for item in _build_item(child, site, places, named)]
    own: list[StructureItem] = [] if page in named else [page]
    if not below:
        return own
    section = CategorySection(str(escape(group.name)), [*own, *below])
    section.typeset = label
    for child in section.children:
        child.parent = section
    if own:
        page.leads_section = True
        places[group.key] = section
    return [section]


def _find_lists(site: Site, named: Named) -> list[ListingPage]:
    """Return the pages that list everything there is of a kind."""
    kinds = ("timeline", "statistics", "undated", "categories", "uncategorised", "authors", "tags")
    pages = [site.listings[kind, ()] for kind in kinds if (kind, ()) in site.listings]
    for page in pages:
        page.is_in_nav = True
    return [page for page in pages if page not in named]


def _attach(page: ListingPage, site: Site, places: dict[tuple[str, ...], StructureItem]) -> None:
    """Give a listing page that is not in the navigation the parent it belongs under."""
    view = page.view
    first = site.listings[view.kind, view.key]
    if view.kind == "category_year":
        _set_parent(page, places.get(view.key[:-1]))
    elif view.kind == "question":
        categories = view.entries[0].post.categories
        _set_parent(page, places.get(categories[0]) if categories else None)
    elif page is not first and view.kind != "home":  # the theme begins every path with the home page
        _set_parent(page, places.get(view.key) if view.kind == "category" else first)
    elif view.kind in ("year", "month"):
        timeline = site.listings["timeline", ()]
        years = timeline.parent or timeline  # the section leads to the page of all years itself
        _set_parent(page, site.listings.get(("year", view.key[:1])) if view.kind == "month" else years)
    elif view.kind in ("author", "tag"):
        _set_parent(page, site.listings.get((f"{view.kind}s", ())))


def _set_parent(page: ArchivePage, parent: StructureItem | None) -> None:
    """Set a parent that may be a page: MkDocs declares sections only, and needs no more than `active`."""
    page.parent = parent  # type: ignore[assignment]
