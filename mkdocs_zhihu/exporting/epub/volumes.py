"""Long books in volumes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mkdocs_zhihu.model import Entry

Path = tuple[str, ...]
"""Names of categories from the root."""

PICTURE_WEIGHT = 60_000
TEXT_WEIGHT = 2
"""Bytes a picture and a character take in a book, about."""


@dataclass(frozen=True, slots=True)
class BookLimits:
    """Where a book is closed and a next volume begun."""

    posts: int = 500
    """Most posts in one volume."""

    megabytes: int = 80
    """About how large a volume may be."""


@dataclass(frozen=True, slots=True)
class Section:
    """The posts of one category, in the order they are read."""

    path: Path
    """Names from the root of the book; empty for posts that stand before every category."""

    entries: tuple[Entry, ...] = ()
    """Posts that stand here in full."""

    others: tuple[Entry, ...] = ()
    """Posts of the category that stand in full elsewhere in the book."""


def split_volumes(sections: Iterable[Section], limits: BookLimits) -> list[list[Section]]:
    """Return the sections of each volume; one is closed at the end of a category, if that is possible at all."""
    volumes: list[list[Section]] = []
    posts = weight = 0
    for section in sections:
        for part in _split_section(section, limits):
            part_weight = sum(map(weigh_entry, part.entries))
            is_full = (
                posts + len(part.entries) > limits.posts
                or weight + part_weight > limits.megabytes * 1_000_000
            )
            if not volumes or (is_full and posts):
                volumes.append([])
                posts = weight = 0
            volumes[-1].append(part)
            posts, weight = posts + len(part.entries), weight + part_weight
    return volumes


def _split_section(section: Section, limits: BookLimits) -> Iterator[Section]:
    """Yield a section in parts that fit a volume each."""
    start = weight = 0
    for at, entry in enumerate(section.entries):
        weight += weigh_entry(entry)
        if at > start and (at - start >= limits.posts or weight > limits.megabytes * 1_000_000):
            yield replace(section, entries=section.entries[start:at], others=())
            start, weight = at, weigh_entry(entry)
    yield replace(section, entries=section.entries[start:])


def weigh_entry(entry: Entry) -> int:
    """Return how many bytes a post takes in a book, about."""
    return len(entry.body.images) * PICTURE_WEIGHT + entry.body.length * TEXT_WEIGHT
