"""The category tree."""

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from msgspec.structs import replace

from mkdocs_zhihu.archive.groups import group_entries
from mkdocs_zhihu.model import Entry, Group
from mkdocs_zhihu.problems import Problem

Path = tuple[str, ...]


def format_path(path: Path) -> str:
    """Return how the configuration names a category.

    >>> format_path(("自然", "气象"))
    '自然/气象'
    """
    return "/".join(path)


def build_categories(entries: Sequence[Entry], order: Sequence[str] = ()) -> tuple[Group, ...]:
    """Return the root categories: those named in `order` first, then those with most posts.

    A post belongs to every level of its paths. A category is its name and its parent: the same name
    under two parents is two categories.
    """
    rank = {name: number for number, name in enumerate(order)}
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
        return tuple(build(path) for path in sorted(children.get(parent, ()), key=find_place))

    def find_place(path: Path) -> tuple[int, int, Path]:
        return rank.get(format_path(path), len(rank)), -len(by_path[path]), path

    return build_level(())


def hide_categories(groups: Iterable[Group], hidden: Sequence[str]) -> tuple[Group, ...]:
    """Return the groups without those whose names are hidden, at every level."""
    return tuple(
        replace(group, children=hide_categories(group.children, hidden))
        for group in groups
        if format_path(group.key) not in hidden
    )


def find_unknown(names: Iterable[str], paths: Iterable[Path]) -> Iterator[Problem]:
    """Yield a problem for each name in the configuration that is no category's."""
    known = [format_path(path) for path in paths]
    for name in dict.fromkeys(names):
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]!r}?" if near else "write a subcategory as 'parent/child'"
            yield Problem(
                "mkdocs.yml", "category", f"no post has the category {name!r} named in `categories`", hint
            )


def iter_groups(groups: Sequence[Group]) -> list[Group]:
    """Return the groups and all their subgroups, parents first."""
    found: list[Group] = []
    for group in groups:
        found += [group, *iter_groups(group.children)]
    return found


def list_paths(groups: Sequence[Group]) -> list[Path]:
    """Return the paths of the groups and all their subgroups, parents first."""
    return [group.key for group in iter_groups(groups)]


def iter_prefixes(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the keys of a category and of those above it, the root first."""
    return (path[:depth] for depth in range(1, len(path) + 1))
