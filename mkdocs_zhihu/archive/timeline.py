"""Time: the order of posts, years and months."""

from collections.abc import Iterable, Sequence

from mkdocs_zhihu.archive.groups import group_entries
from mkdocs_zhihu.model import Entry, Group, Neighbours


def sort_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the posts newest first, undated ones last, equals by uri."""

    def key(entry: Entry) -> tuple[bool, float, str]:
        date = entry.post.date
        return (date is None, -date.timestamp() if date else 0.0, entry.uri)

    return tuple(sorted(entries, key=key))


def build_years(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Return the years, newest first, each with its months; undated posts are in neither."""
    dated = [(entry.post.date, entry) for entry in entries if entry.post.date]
    years = group_entries((date.year, entry) for date, entry in dated)
    months = group_entries(((date.year, date.month), entry) for date, entry in dated)
    groups: dict[int, list[Group]] = {year: [] for year in years}
    for (year, month), of_month in sorted(months.items(), reverse=True):
        groups[year].append(Group(f"{month:02}", (f"{year:04}", f"{month:02}"), tuple(of_month)))
    return tuple(
        Group(f"{year:04}", (f"{year:04}",), tuple(of_year), tuple(groups[year]))
        for year, of_year in sorted(years.items(), reverse=True)
    )


def link_neighbours(entries: Sequence[Entry]) -> dict[str, Neighbours]:
    """Return each post's next newer and next older one in a list that is newest first."""
    return {
        entry.uri: Neighbours(
            newer=entries[index - 1] if index else None,
            older=entries[index + 1] if index + 1 < len(entries) else None,
        )
        for index, entry in enumerate(entries)
    }
