"""Which books an archive makes, and what stands in each of them in which order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mkdocs_zhihu.archive.addressing.addresses import resolve_collisions
from mkdocs_zhihu.archive.addressing.slugs import cut, slugify_or_hash
from mkdocs_zhihu.archive.categories import list_paths
from mkdocs_zhihu.archive.groups import build_groups
from mkdocs_zhihu.exporting.epub.volumes import BookLimits, Path, Section, split_volumes
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.model import Entry, Group

Grouping = Literal["all", "category", "author", "question", "year"]

MAX_DEPTH = 3
"""Levels of categories in the contents; the posts are one more, and readers show no more than four."""

REST: Path = ("",)
"""The identity of the book of posts that belong to no group; no group is called so."""

MAX_NAME = 120
"""Bytes of a file's name."""


@dataclass(frozen=True, slots=True)
class Book:
    """One file."""

    kind: Grouping
    """What its posts share."""

    key: Path
    """The names of the group they share; empty for a book of all posts."""

    identity: Path
    """What tells it from all other books of its kind; two questions may have one name."""

    sections: tuple[Section, ...]
    """What stands in it; parents before children."""

    volume: int = 1
    """Which of several volumes it is, from 1."""

    volumes: int = 1
    """How many volumes the whole has."""

    @property
    def name(self) -> str:
        """What its posts share, in words; "" for a book of all posts."""
        return " / ".join(self.key)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its posts, in the order they are read."""
        return tuple(entry for section in self.sections for entry in section.entries)


def plan_books(
    source: ExportSource, entries: Sequence[Entry], by: Grouping, limits: BookLimits, root: Path = ()
) -> list[Book]:
    """Return the books of some posts, which are newest first; every post stands in full once in its book.

    `root` is the category that the posts of a single book share. There is one book at least, be it empty.
    """
    order = list_paths(source.archive.categories)
    loose = source.translator.text("uncategorised")
    books: list[Book] = []
    for key, identity, found in _iter_shares(source, entries, by, root):
        base = key if by == "category" or key == root else ()
        sections = _build_sections(_oldest_first(found), order, base, loose)
        volumes = split_volumes(sections, limits) or [[]]
        books += [
            Book(by, key, identity, tuple(_with_ancestors(part)), number, len(volumes))
            for number, part in enumerate(volumes, 1)
        ]
    return books


def _iter_shares(
    source: ExportSource, entries: Sequence[Entry], by: Grouping, root: Path
) -> Iterator[tuple[Path, Path, Sequence[Entry]]]:
    """Yield the key, the identity and the posts of each book."""
    if by == "all":
        yield root, root, entries
        return
    chosen = {entry.uri for entry in entries}
    archive = source.archive
    shares: dict[Grouping, Callable[[], Sequence[Group]]] = {
        "category": lambda: archive.categories,
        "author": lambda: archive.authors,
        "question": lambda: archive.questions,
        "year": lambda: archive.years,
    }
    covered: set[str] = set()
    for group in shares[by]():
        found = [entry for entry in group.entries if entry.uri in chosen]
        covered.update(entry.uri for entry in found)
        if found:
            key = (found[0].title,) if by == "question" else group.key
            yield key, group.key, found
    rest = [entry for entry in entries if entry.uri not in covered]
    if by == "category":  # those that no list shows have books all the same
        hidden: dict[Path, list[Entry]] = {}
        for entry in rest:
            if entry.post.categories:
                hidden.setdefault(entry.post.categories[0][:1], []).append(entry)
        for key, found in hidden.items():
            yield key, key, found
        rest = [entry for entry in rest if not entry.post.categories]
    if rest and by != "question":  # a question alone is no book
        yield (source.translator.text("undated" if by == "year" else "uncategorised"),), REST, rest


def _oldest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Return posts as a book is read: forward in time, those without a date last."""
    return [
        *(entry for entry in reversed(entries) if entry.post.date),
        *(entry for entry in entries if not entry.post.date),
    ]


def _build_sections(entries: Sequence[Entry], order: Sequence[Path], base: Path, loose: str) -> list[Section]:
    """Return the sections of a book in the site's order of categories, posts before subcategories."""
    homes: dict[Path, list[Entry]] = {}
    others: dict[Path, list[Entry]] = {}
    for entry in entries:
        paths = [path[len(base) :] for path in entry.post.categories if path[: len(base)] == base]
        first = (
            paths[0] if paths else (loose,) if any(e.post.categories for e in entries) and not base else ()
        )
        homes.setdefault(first, []).append(entry)
        for path in dict.fromkeys(paths):
            if path != first:
                others.setdefault(path, []).append(entry)
    known = [(), *(key[len(base) :] for key in order if key[: len(base)] == base), (loose,)]
    return [
        Section(_shorten(path), tuple(homes.get(path, ())), tuple(others.get(path, ())))
        for path in dict.fromkeys(known)
        if path in homes or path in others
    ]


def _shorten(path: Path) -> Path:
    """Return a path of at most so many levels as the contents show: the deepest ones are joined."""
    last = MAX_DEPTH - 1
    return path if len(path) <= MAX_DEPTH else (*path[:last], " / ".join(path[last:]))


def _with_ancestors(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the sections, each after those above it: the contents link every level."""
    seen: set[Path] = set()
    for section in sections:
        for depth in range(1, len(section.path)):
            if section.path[:depth] not in seen:
                seen.add(section.path[:depth])
                yield Section(section.path[:depth])
        if section.path and section.path in seen and not section.entries and not section.others:
            continue
        seen.add(section.path)
        yield section


def name_books(books: Sequence[Book], taken: Iterable[str] = ()) -> list[str]:
    """Return the names of the books' files, without their ending; no two are the same where case does not count, and none is taken."""
    wanted = {"\x00".join((*book.identity, str(book.volume))): _name_book(book) for book in books}
    names, _ = resolve_collisions(wanted, taken)
    return list(map(names.__getitem__, wanted))


def _name_book(book: Book) -> str:
    name = "-".join(map(slugify_or_hash, book.key)) if book.key else "archive"
    volume = f"-{book.volume}" if book.volumes > 1 else ""
    return cut(name, MAX_NAME, "\x00".join(book.key)) + volume


def list_authors(entries: Iterable[Entry]) -> list[str]:
    """Return the authors of some posts, most posts first."""
    return [group.name for group in build_groups((entry.author, entry) for entry in entries if entry.author)]
