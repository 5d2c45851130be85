"""All listing pages of an archive, each with its address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_zhihu.archive.addressing.addresses import resolve_collisions
from mkdocs_zhihu.archive.addressing.list_addresses import list_name
from mkdocs_zhihu.archive.addressing.permalinks import Place, place_of
from mkdocs_zhihu.model import Archive, Entry, Group
from mkdocs_zhihu.views.archive_lists import Kind, PostList, ViewSettings, iter_lists
from mkdocs_zhihu.views.pagination import split_pages, window

Key = tuple[str, tuple[str, ...]]
"""(kind, key of the group)."""

GROUPS_PER_PAGE = 200
LINKS_PER_PAGE = 2_000
"""Links to groups and to those below them; the page of a group has them all."""

YEARS_PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A link to a group's page."""

    group: Group
    """Where it leads."""

    url: str
    """Address of the group's first page, relative to the site."""

    children: tuple["ViewLink", ...] = ()
    """Links below it."""


@dataclass(frozen=True, slots=True)
class View:
    """One listing page."""

    kind: Kind
    """What it lists."""

    key: tuple[str, ...]
    """The group's key; empty for pages there is one of."""

    place: Place
    """Its address."""

    number: int
    """Which page of the list this is, from 1."""

    count: int
    """How many pages the list has."""

    total: int
    """How many posts the whole list has."""

    entries: tuple[Entry, ...] = ()
    """The posts on this page."""

    links: tuple[ViewLink, ...] = ()
    """The groups on this page."""

    pager: tuple[tuple[int, str], ...] = ()
    """(number, URL) of the pages to link; number 0 is a gap. Empty for a single page."""

    ends: tuple[str, str] = ("", "")
    """URLs of the list's first and last page."""

    years: tuple[ViewLink, ...] = ()
    """Years by which the list can be narrowed."""

    whole: str = ""
    """URL of the list that is not narrowed, for one that is or can be."""


def build_views(
    archive: Archive, settings: ViewSettings, taken: Iterable[str]
) -> tuple[tuple[View, ...], Mapping[Key, str]]:
    """Return every listing page, and the URL of each list's first page by (kind, key).

    `taken` are the paths other pages have; a list whose path is taken gets a suffix.
    """
    lists = [item for item in iter_lists(archive, settings) if item.entries or item.kind == "home"]
    pages = [(item, _split(item, settings)) for item in lists]
    wanted = {list_name(item.kind, item.key): item.path for item in lists}
    paths, _ = resolve_collisions(wanted, taken)
    more = {
        list_name(
            item.kind, item.key, number
        ): f"{paths[list_name(item.kind, item.key)]}/page/{number}".lstrip("/")
        for item, parts in pages
        for number in range(2, len(parts) + 1)
    }
    more_paths, _ = resolve_collisions(more, [*taken, *paths.values()])
    places = {
        name: place_of(path, use_directory_urls=settings.use_directory_urls)
        for name, path in (paths | more_paths).items()
    }
    urls: dict[Key, str] = {
        (item.kind, item.key): places[list_name(item.kind, item.key)].url for item in lists
    }
    views = [_build(item, parts, places, urls) for item, parts in pages]
    return tuple(view for group in views for view in group), urls


def _page_size(item: PostList, settings: ViewSettings) -> int:
    return GROUPS_PER_PAGE if item.pages_groups else settings.per_page


def _split(item: PostList, settings: ViewSettings) -> list[Sequence[object]]:
    """Return what is on each page of a list; there are as many as its groups need too."""
    items: Sequence[object] = item.groups if item.pages_groups else item.entries
    parts = split_pages(items, _page_size(item, settings))
    more = -(-len(item.groups) // GROUPS_PER_PAGE) - len(parts)
    return [*parts, *[()] * max(0, more)]


def _build(
    item: PostList, parts: Sequence[Sequence[object]], places: Mapping[str, Place], urls: Mapping[Key, str]
) -> list[View]:
    own = [places[list_name(item.kind, item.key, number)] for number in range(1, len(parts) + 1)]
    views = []
    for number, part in enumerate(parts, 1):
        groups = (
            [g for g in part if isinstance(g, Group)]
            if item.pages_groups
            else item.groups[(number - 1) * GROUPS_PER_PAGE : number * GROUPS_PER_PAGE]
        )
        room = LINKS_PER_PAGE // (len(groups) or 1)
        numbers = window(number, len(parts)) if len(parts) > 1 else []
        views.append(View(
            kind=item.kind, key=item.key, place=own[number - 1], number=number, count=len(parts), total=len(item.entries),
            entries=tuple(e for e in part if isinstance(e, Entry)),
            links=tuple(_link(item.kind, group, urls, room) for group in groups),
            pager=tuple((n, own[n - 1].url if n else "") for n in numbers),
            ends=(own[0].url, own[-1].url),
            years=tuple(ViewLink(year, urls["category_year", year.key]) for year in _pick_years(item)),
            whole=urls["category", item.years[0].key[:-1]] if item.years else "",
        ))  # fmt: skip
    return views


CHILD_KINDS: Mapping[str, str] = {
    "home": "category", "categories": "category", "category": "category", "timeline": "year", "year": "month",
    "authors": "author", "tags": "tag",
}  # fmt: skip


def _link(kind: str, group: Group, urls: Mapping[Key, str], room: int) -> ViewLink:
    """Return the link to a group, with at most `room` links below it."""
    child = CHILD_KINDS[kind]
    below = group.children[:room] if kind in ("categories", "timeline") else ()
    deeper = kind if kind == "categories" else child
    rest = (room - len(below)) // (len(below) or 1)
    return ViewLink(group, urls[child, group.key], tuple(_link(deeper, inner, urls, rest) for inner in below))


def _pick_years(item: PostList) -> Sequence[Group]:
    """Return the years a list links: those near its own, or the newest, where there are very many."""
    if len(item.years) <= YEARS_PER_PAGE:
        return item.years
    keys = [year.key for year in item.years]
    at = keys.index(item.key) if item.key in keys else 0
    start = max(0, min(at - YEARS_PER_PAGE // 2, len(keys) - YEARS_PER_PAGE))
    return item.years[start : start + YEARS_PER_PAGE]
