"""Which lists an archive has, before they are cut into pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mkdocs_zhihu.archive.addressing.list_addresses import list_path
from mkdocs_zhihu.archive.groups import group_entries
from mkdocs_zhihu.model import Archive, Entry, Group

Kind = Literal[
    "home", "newest", "categories", "category", "category_year", "uncategorised", "question", "timeline", "statistics", "year", "month",
    "undated",
    "authors", "author", "tags", "tag",
]  # fmt: skip
HOME_GROUPS = 12
"""Categories that the home page names."""
HOME_STYLES = ("cards", "list", "tiles")
NEWEST_DIR = "newest"
"""Folder of the newest posts where the home page is the user's."""

QUESTIONS_DIR = "questions"
"""Folder of the pages of questions with several answers."""


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """Names of the listing folders and the size of a page."""

    per_page: int = 24
    """Posts on one listing page."""

    home: str = "cards"
    """What the home page shows, one of `HOME_STYLES`, "" for no home page."""

    newest: str = ""
    """Folder of a page for the newest posts, where the home page is not ours; "" for no such page."""

    use_directory_urls: bool = True
    """`foo/` rather than `foo.html`."""

    categories_dir: str = "categories"
    """Folder of the category pages; "" for none, as with the folders below."""

    timeline_dir: str = "archive"
    """Folder of years and months."""

    authors_dir: str = "authors"
    """Folder of the author pages."""

    tags_dir: str = "tags"
    """Folder of the tag pages."""

    questions_dir: str = QUESTIONS_DIR
    """Folder of the pages of questions with several answers."""


@dataclass(frozen=True, slots=True)
class PostList:
    """A list before it is cut into pages."""

    kind: Kind
    """What it lists."""

    key: tuple[str, ...]
    """The group's key."""

    path: str
    """Where it would like to be."""

    entries: Sequence[Entry]
    """Its posts."""

    groups: Sequence[Group] = ()
    """The groups it links."""

    pages_groups: bool = False
    """Whether the groups, not the posts, are cut into pages."""

    years: Sequence[Group] = ()
    """Years by which the list can be narrowed."""


def iter_lists(archive: Archive, settings: ViewSettings) -> Iterator[PostList]:
    """Yield every list of the archive; some may be empty."""
    entries = archive.entries
    groups = archive.categories if settings.categories_dir else ()
    if settings.home == "tiles" and groups:
        yield PostList("home", (), "", entries, groups, pages_groups=True)
    elif settings.home:
        pinned = sorted((e for e in entries if e.post.sticky), key=lambda e: -e.post.sticky)
        ordered = [*pinned, *(entry for entry in entries if not entry.post.sticky)]
        yield PostList("home", (), "", ordered, _pick_subjects(groups))
    if settings.newest:
        yield PostList("newest", (), settings.newest, entries)
    if settings.categories_dir:
        yield from _iter_category_lists(archive, settings)
    for question in archive.questions:
        yield PostList(
            "question", question.key, list_path(settings.questions_dir, question.key), question.entries
        )
    if settings.timeline_dir:
        yield from _iter_dated_lists(archive, settings)
    yield from _iter_name_lists(archive, settings)


def _iter_category_lists(archive: Archive, settings: ViewSettings) -> Iterator[PostList]:
    entries = archive.entries
    loose = [entry for entry in entries if not entry.post.categories]
    if archive.categories:
        filed = [entry for entry in entries if entry.post.categories]
        yield PostList(
            "categories", (), settings.categories_dir, filed, archive.categories, pages_groups=True
        )
    if archive.by_category:
        yield PostList("uncategorised", (), f"{settings.categories_dir}/uncategorised", loose)
    for group in archive.by_category.values():
        path, years = list_path(settings.categories_dir, group.key), _split_years(group, settings.per_page)
        yield PostList("category", group.key, path, group.entries, group.children, years=years)
        for year in years:
            yield PostList("category_year", year.key, f"{path}/{year.name}", year.entries, years=years)


def _iter_dated_lists(archive: Archive, settings: ViewSettings) -> Iterator[PostList]:
    entries = archive.entries
    dated = [entry for entry in entries if entry.post.date]
    yield PostList("timeline", (), settings.timeline_dir, dated, archive.years, pages_groups=True)
    yield PostList("statistics", (), f"{settings.timeline_dir}/stats", entries, pages_groups=True)
    for year in archive.years:
        yield PostList(
            "year", year.key, list_path(settings.timeline_dir, year.key), year.entries, year.children
        )
        for month in year.children:
            yield PostList("month", month.key, list_path(settings.timeline_dir, month.key), month.entries)
    undated = [entry for entry in entries if not entry.post.date]
    yield PostList("undated", (), f"{settings.timeline_dir}/undated", undated)


def _iter_name_lists(archive: Archive, settings: ViewSettings) -> Iterator[PostList]:
    entries = archive.entries
    kinds: tuple[tuple[Kind, Kind, str, Sequence[Group]], ...] = (
        ("authors", "author", settings.authors_dir, archive.authors),
        ("tags", "tag", settings.tags_dir, archive.tags),
    )
    for many, one, folder, groups in kinds:
        if not folder:
            continue
        if groups:
            named = {entry.uri for group in groups for entry in group.entries}
            grouped = [entry for entry in entries if entry.uri in named]
            yield PostList(many, (), folder, grouped, groups, pages_groups=True)
        for group in groups:
            yield PostList(one, group.key, list_path(folder, group.key), group.entries)


def _pick_subjects(roots: Sequence[Group]) -> tuple[Group, ...]:
    """Return the largest categories below the roots, and roots that have none below: what the archive is about."""
    found = [group for root in roots for group in root.children or (root,)]
    return tuple(sorted(found, key=lambda group: (-len(group.entries), group.key))[:HOME_GROUPS])


def _split_years(group: Group, per_page: int) -> tuple[Group, ...]:
    """Return the years of a category that is longer than a page and than a year, newest first."""
    if len(group.entries) <= per_page:
        return ()
    dated = ((entry.post.date, entry) for entry in group.entries)
    years = group_entries((f"{date.year:04}", entry) for date, entry in dated if date)
    if len(years) < 2:  # noqa: PLR2004 - one year would be the whole list again
        return ()
    return tuple(
        Group(year, (*group.key, year), tuple(found)) for year, found in sorted(years.items(), reverse=True)
    )
