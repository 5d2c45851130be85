"""The files of a folder, read on every core."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import NamedTuple

from mkdocs_zhihu.importing.items.found import Found
from mkdocs_zhihu.importing.settings import MAX_ITEM
from mkdocs_zhihu.importing.trees.source_tree import SourceTree
from mkdocs_zhihu.processes.ordered_work import map_in_order
from mkdocs_zhihu.processes.pool import open_local_pool
from mkdocs_zhihu.processes.worker import can_fork

MIN_SHARED_FILES = 200
"""Fewer files are read sooner than processes are started."""


MAX_FILES = 16
MAX_BYTES = 1_000_000
"""What one process is given at once: small files cost more to hand over than to read."""


class _Batch(NamedTuple):
    """Files to read."""

    names: tuple[str, ...]
    """Their names."""

    is_here: bool = False
    """Whether this process reads them: another one did not come back from them, or they are too large."""


def read_files(tree: SourceTree, read: Callable[[str], Iterator[Found]]) -> Iterator[Found]:
    """Yield what the files of a source hold, in their order.

    Processes are forked, which only the files of a folder bear; one that may hold much is read here, an item at a time.
    """
    names = tree.names()
    first = list(islice(names, MIN_SHARED_FILES)) if tree.is_folder and can_fork() else []
    names = chain(first, names)
    if len(first) < MIN_SHARED_FILES:
        for name in names:
            yield from read(name)
        return

    def work(batch: _Batch) -> tuple[_Batch, list[Found]]:
        found = [] if batch.is_here else [item for name in batch.names for item in read(name)]
        return batch, found

    for batch, found in map_in_order(
        open_local_pool(), work, _group(tree, names), lambda batch: batch._replace(is_here=True)
    ):
        yield from found
        if batch.is_here:
            for name in batch.names:
                yield from read(name)


def _group(tree: SourceTree, names: Iterable[str]) -> Iterator[_Batch]:
    """Yield the files of a folder in their order, small ones together."""
    some: list[str] = []
    size = 0
    for name in names:
        bytes_of_file = tree.measure(name)
        is_large = bytes_of_file > MAX_ITEM
        if some and (is_large or len(some) == MAX_FILES or size + bytes_of_file > MAX_BYTES):
            yield _Batch(tuple(some))
            some, size = [], 0
        if is_large:
            yield _Batch((name,), is_here=True)
        else:
            some.append(name)
            size += bytes_of_file
    if some:
        yield _Batch(tuple(some))
