"""How much there is in the archive, by day, year, category and author: of constant size whatever the number of posts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Archive, Entry, Group

YEARS = 10
"""Years with a calendar, the newest ones."""
ROWS = 20
"""Rows of a table."""
LEVELS = 4
CELL = 10
"""Side of a day in the drawing, its margin included."""


class CalendarYear(Struct, frozen=True, gc=False):
    """The days of a year with posts, as SVG paths: a column a week, a row a day of the week, Monday first."""

    name: str
    """The year."""

    count: int
    """How many posts it has."""

    paths: tuple[str, ...]
    """The days by how many posts they have: one, two, three, more."""


class StatisticsRow(Struct, frozen=True, gc=False):
    """A line of a table."""

    name: str
    """Text, never HTML."""

    posts: int
    """How many posts."""

    characters: int
    """How many characters they have together."""

    share: int
    """Its posts in percent of the largest row's."""


class Statistics(Struct, frozen=True):
    """Everything the page shows."""

    characters: int
    """Characters of the whole archive."""

    calendar: tuple[CalendarYear, ...]
    """The newest years."""

    years: tuple[StatisticsRow, ...]
    """Posts and characters by year, newest first."""

    categories: tuple[StatisticsRow, ...]
    """By root category, the largest ones."""

    authors: tuple[StatisticsRow, ...]
    """By author, the most frequent ones."""


def count_characters(site: Site) -> dict[str, int]:
    """Return the characters of every post by uri, as its page is now: a live preview changes pages, not the archive."""
    return {uri: page.entry.body.characters for uri, page in site.posts.items()}


def find_statistics(site: Site) -> Statistics:
    """Return the statistics of the archive as its pages are now."""
    return build_statistics(site.collection.archive, count_characters(site))


def build_statistics(archive: Archive, characters: Mapping[str, int]) -> Statistics:
    """Return the statistics of an archive; `characters` of each post by uri, which a live preview counts anew."""
    return Statistics(
        characters=_count_characters(archive.entries, characters),
        calendar=tuple(_build_calendar(year) for year in archive.years[:YEARS]),
        years=_build_rows(archive.years[:ROWS], characters),
        categories=_build_rows(archive.categories[:ROWS], characters),
        authors=_build_rows(archive.authors[:ROWS], characters),
    )


def _count_characters(entries: Iterable[Entry], characters: Mapping[str, int]) -> int:
    return sum(characters[entry.uri] for entry in entries)


def _build_rows(groups: Sequence[Group], characters: Mapping[str, int]) -> tuple[StatisticsRow, ...]:
    most = max((len(group.entries) for group in groups), default=1)
    return tuple(
        StatisticsRow(
            group.name,
            len(group.entries),
            _count_characters(group.entries, characters),
            max(1, round(100 * len(group.entries) / most)),
        )
        for group in groups
    )


def _build_calendar(year: Group) -> CalendarYear:
    days = Counter(entry.post.date.date() for entry in year.entries if entry.post.date)
    first = date(int(year.name), 1, 1)
    monday = first - timedelta(days=first.weekday())
    paths = [""] * LEVELS
    for day, count in sorted(days.items()):
        column, row = divmod((day - monday).days, 7)
        paths[min(count, LEVELS) - 1] += f"M{column * CELL} {row * CELL}h8v8h-8z"
    return CalendarYear(year.name, len(year.entries), tuple(paths))
