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
    dated = [(entry, entry.post.date) for entry in entries if entry.post.date]
    months = group_entries(((f"{date.year:04}", f"{date.month:02}"), entry) for entry, date in dated)
    years = group_entries(((f"{date.year:04}",), entry) for entry, date in dated)
    return tuple(
        Group(key[0], key, tuple(of_year), tuple(
            Group(month[1], month, tuple(of_month))
            for month, of_month in sorted(months.items(), reverse=True) if month[0] == key[0]
        ))
        for key, of_year in sorted(years.items(), reverse=True)
    )  # fmt: skip


def link_neighbours(entries: Sequence[Entry]) -> dict[str, Neighbours]:
    """Return each post's next newer and next older one in a list that is newest first."""
    return {
        entry.uri: Neighbours(
            newer=entries[index - 1] if index else None,
            older=entries[index + 1] if index + 1 < len(entries) else None,
        )
        for index, entry in enumerate(entries)
    }
