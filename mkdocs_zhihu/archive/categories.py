"""The category tree."""

from collections.abc import Sequence

from mkdocs_zhihu.archive.groups import group_entries
from mkdocs_zhihu.model import Entry, Group

Path = tuple[str, ...]


def build_categories(entries: Sequence[Entry]) -> tuple[Group, ...]:
    """Return the root categories, most posts first.

    A post belongs to every level of its paths. A category is its name and its parent: the same name
    under two parents is two categories.
    """
    by_path = group_entries(
        (path[:depth], entry)
        for entry in entries
        for path in entry.post.categories
        for depth in range(1, len(path) + 1)
    )
    children: dict[Path, list[Path]] = {}
    for path in by_path:
        children.setdefault(path[:-1], []).append(path)

    def build(path: Path) -> Group:
        return Group(path[-1], path, tuple(by_path[path]), build_level(path))

    def build_level(parent: Path) -> tuple[Group, ...]:
        paths = sorted(children.get(parent, ()), key=lambda path: (-len(by_path[path]), path))
        return tuple(build(path) for path in paths)

    return build_level(())


def iter_groups(groups: Sequence[Group]) -> list[Group]:
    """Return the groups and all their subgroups, parents first."""
    found: list[Group] = []
    for group in groups:
        found += [group, *iter_groups(group.children)]
    return found
