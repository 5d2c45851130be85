"""How much of the category tree the navigation shows: it is on every page, and must not grow with the archive."""

from collections.abc import Sequence

from msgspec.structs import replace

from mkdocs_zhihu.model import Group

MAX_ENTRIES = 100
"""Categories in the navigation; the page of a category, and that of all categories, name the others."""

Key = tuple[str, ...]


def select_shown(categories: Sequence[Group], room: int = MAX_ENTRIES) -> frozenset[Key]:
    """Return the keys of the categories to show: upper levels first, on each level those with most posts."""
    shown: list[Key] = []
    level = list(categories)
    while level and len(shown) < room:
        level = sorted(level, key=lambda group: (-len(group.entries), group.key))[: room - len(shown)]
        shown += [group.key for group in level]
        level = [child for group in level for child in group.children]
    return frozenset(shown)


def prune(categories: Sequence[Group], shown: frozenset[Key]) -> tuple[Group, ...]:
    """Return the categories to show, each with those below it that are shown too."""
    return tuple(
        replace(group, children=prune(group.children, shown)) for group in categories if group.key in shown
    )
