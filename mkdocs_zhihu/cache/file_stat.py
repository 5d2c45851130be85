"""What tells whether a file is the one that was there before."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

from mkdocs_zhihu.reading import is_ignored

FileStat = tuple[int, int, int]
"""Size, time of change and number of a file."""


def read_file_stat(path: str) -> FileStat:
    """Return what tells a file from another one in its place; OSError if there is none."""
    found = os.stat(path)  # noqa: PTH116 - hot
    return found.st_size, found.st_mtime_ns, found.st_ino


def iter_file_stats(paths: Iterable[str]) -> Iterator[tuple[str, FileStat]]:
    """Yield every file at and below some paths with a look at it; links to folders are followed.

    What no site shows counts for nothing: names that begin with a dot, and what editors and systems leave.
    """
    for path in paths:
        with suppress(OSError):
            if not os.path.isdir(path):  # noqa: PTH112 - hot, as all of this function
                yield path, read_file_stat(path)
                continue
            with os.scandir(path) as entries:
                found = list(entries)
            for entry in found:
                if entry.name.startswith(".") or is_ignored(entry.name):
                    continue
                if entry.is_dir():
                    yield from iter_file_stats((entry.path,))
                else:
                    with suppress(OSError):
                        yield entry.path, read_file_stat(entry.path)


def find_changed_files(before: dict[str, FileStat], after: dict[str, FileStat]) -> set[str]:
    """Return the files that are new, changed or gone."""
    return {path for path, _ in before.items() ^ after.items()}
