"""The navigation: the category tree with counts, never the posts."""

from dataclasses import dataclass

from markupsafe import escape
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section

from mkdocs_zhihu.host.page import ArchivePage, ListingPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Group


@dataclass(frozen=True, slots=True)
class NavTitle:
    """A title as the theme's navigation prints it."""

    title: str
    """HTML."""


class CategorySection(Section):
    """A category with subcategories."""

    typeset: NavTitle | None = None
    """Read by the theme's navigation."""


def extend_nav(nav: Navigation, site: Site) -> None:
    """Add home, categories and the other lists to MkDocs' navigation, in place.

    Each post's parent becomes the entry of its first category, so that breadcrumbs and the active
    branch come out right although the post itself is not in the navigation.
    """
    home = site.listings.get(("home", ()))
    if home is not None:
        nav.items.insert(0, home)
        nav.homepage = home
        home.is_in_nav = True
    places: dict[tuple[str, ...], StructureItem] = {}
    for group in site.collection.archive.categories:
        nav.items.append(_build_item(group, site, places))
    _add_lists(nav, site, site.translator.text("archive"))
    for page in site.pages:
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
    nav.pages.extend(site.listings.values())


def _build_item(group: Group, site: Site, places: dict[tuple[str, ...], StructureItem]) -> StructureItem:
    page = site.listings["category", group.key]
    label = NavTitle(f'{escape(group.name)} <span class="zh-count">{len(group.entries)}</span>')
    page.typeset = label
    page.is_in_nav = True
    if not group.children:
        places[group.key] = page
        return page
    children = [page, *(_build_item(child, site, places) for child in group.children)]
    section = CategorySection(str(escape(group.name)), children)
    section.typeset = label
    for child in children:
        child.parent = section
    places[group.key] = section
    return section


def _add_lists(nav: Navigation, site: Site, title: str) -> None:
    kinds = ("timeline", "undated", "categories", "uncategorised", "authors", "tags")
    pages = [site.listings[kind, ()] for kind in kinds if (kind, ()) in site.listings]
    if not pages:
        return
    section = Section(str(escape(title)), list(pages))
    for page in pages:
        page.is_in_nav = True
        page.parent = section
    nav.items.append(section)


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
        years = site.listings["timeline", ()].parent  # the section: it leads to the page of all years itself
        _set_parent(page, site.listings.get(("year", view.key[:1])) if view.kind == "month" else years)
    elif view.kind in ("author", "tag"):
        _set_parent(page, site.listings.get((f"{view.kind}s", ())))


def _set_parent(page: ArchivePage, parent: StructureItem | None) -> None:
    """Set a parent that may be a page: MkDocs declares sections only, and needs no more than `active`."""
    page.parent = parent  # type: ignore[assignment]
