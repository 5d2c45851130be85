"""What tells whether a file is the one that was there before."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

Look = tuple[int, int, int]
"""Size, time of change and number of a file."""


def look(path: str) -> Look:
    """Return what tells a file from another one in its place; OSError if there is none."""
    found = os.stat(path)  # noqa: PTH116 - hot
    return found.st_size, found.st_mtime_ns, found.st_ino


def look_below(paths: Iterable[str]) -> Iterator[tuple[str, Look]]:
    """Yield every file at and below some paths with a look at it; links to folders are followed."""
    for path in paths:
        with suppress(OSError):
            if not os.path.isdir(path):  # noqa: PTH112 - hot, as all of this function
                yield path, look(path)
                continue
            with os.scandir(path) as entries:
                found = list(entries)
            for entry in found:
                if entry.is_dir():
                    yield from look_below((entry.path,))
                else:
                    with suppress(OSError):
                        yield entry.path, look(entry.path)


def find_changes(before: dict[str, Look], after: dict[str, Look]) -> set[str]:
    """Return the files that are new, changed or gone."""
    return {path for path, _ in before.items() ^ after.items()}
