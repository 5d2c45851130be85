"""Posts under a common key."""

from collections.abc import Iterable
from typing import TypeVar

from mkdocs_zhihu.model import Entry, Group

Key = TypeVar("Key")


def group_entries(pairs: Iterable[tuple[Key, Entry]]) -> dict[Key, list[Entry]]:
    """Return the posts of each key, in the order they came, each at most once.

    The pairs of one post come one after the other.
    """
    groups: dict[Key, list[Entry]] = {}
    for key, entry in pairs:
        group = groups.setdefault(key, [])
        if not group or group[-1] is not entry:
            group.append(entry)
    return groups


def build_groups(pairs: Iterable[tuple[str, Entry]]) -> tuple[Group, ...]:
    """Return one group for each name, most posts first, equals by name."""
    groups = group_entries(pairs)
    names = sorted(groups, key=lambda name: (-len(groups[name]), name))
    return tuple(Group(name, (name,), tuple(groups[name])) for name in names)
