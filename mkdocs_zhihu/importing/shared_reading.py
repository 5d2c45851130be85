"""The files of a folder, read on every core."""

from collections.abc import Callable, Iterator
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


class _File(NamedTuple):
    """A file to read."""

    name: str
    """Its name."""

    is_here: bool = False
    """Whether this process reads it: another one did not come back from it."""


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

    def work(file: _File) -> tuple[str, list[Found] | None]:
        is_shared = not file.is_here and tree.measure(file.name) <= MAX_ITEM
        return file.name, list(read(file.name)) if is_shared else None

    files = map(_File, names)
    for name, found in map_in_order(
        open_local_pool(), work, files, lambda file: _File(file.name, is_here=True)
    ):
        yield from read(name) if found is None else found
