"""What was read in one run: the best item of every post, on disk until it is written."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from mkdocs_zhihu.importing.items.import_item import ImportItem

EARLIEST = datetime.min.replace(tzinfo=UTC)
IN_MEMORY = 4_000_000
"""Bytes; most nightly feeds never touch the disk."""

T = TypeVar("T")
Rank = tuple[bool, int, datetime]


def rank_item(item: ImportItem) -> Rank:
    """Return how good an item is among several of one post: whole, then long, then new."""
    return not item.is_truncated, item.length, item.changed or EARLIEST


def unite(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    """Return the elements of both in their order, each once."""
    return tuple(dict.fromkeys(first + second))


@dataclass(slots=True)
class Spooled:
    """The items of one post."""

    rank: Rank
    """Of the best one."""

    place: tuple[int, int]
    """Offset and size of the best one."""

    categories: tuple[tuple[str, ...], ...]
    """Of all of them."""

    tags: tuple[str, ...]
    """Likewise."""

    digests: list[str] = field(default_factory=list)
    """Of all of them, the best one last."""


class Spool:
    """Items by their keys; of several the best is kept. Memory grows by a line a post, not by its text."""

    def __init__(self, folder: Path | None) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(folder) if folder else None)  # noqa: SIM115 - closed by the block
        self._known: dict[str, Spooled] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._known)

    def add(self, item: ImportItem) -> bool:
        """Take an item and return whether its post is new to this run."""
        rank, digest, found = rank_item(item), item.digest(), self._known.get(item.key)
        if found is None:
            place = self._write(item)
            self._known[item.key] = Spooled(rank, place, item.categories, item.tags, [digest])
            return True
        found.categories = unite(found.categories, item.categories)
        found.tags = unite(found.tags, item.tags)
        if rank >= found.rank:
            found.rank, found.place = rank, self._write(item)
            found.digests.append(digest)
        else:
            found.digests.insert(0, digest)
        return False

    def __iter__(self) -> Iterator[tuple[ImportItem, tuple[str, ...]]]:
        """Yield the best item of every post in the order they came, and the digests of all, its own last."""
        for spooled in self._known.values():
            offset, size = spooled.place
            self._file.seek(offset)
            item = msgspec.msgpack.decode(self._file.read(size), type=ImportItem)
            united = msgspec.structs.replace(item, categories=spooled.categories, tags=spooled.tags)
            yield united, tuple(dict.fromkeys(spooled.digests))

    def _write(self, item: ImportItem) -> tuple[int, int]:
        data = msgspec.msgpack.encode(item)
        offset = self._file.seek(0, 2)
        self._file.write(data)
        return offset, len(data)
