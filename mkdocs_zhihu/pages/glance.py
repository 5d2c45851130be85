"""What tells whether something was saved in a folder."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress

Look = tuple[int, int, int]
"""Time of change, size and number of a file."""


def look(paths: Iterable[str]) -> Iterator[tuple[str, Look]]:
    """Yield every file at and below some paths, and what tells whether it changed; links to folders are followed."""
    for path in paths:
        with suppress(OSError):
            if not os.path.isdir(path):  # noqa: PTH112 - hot, as all of this function
                yield path, _describe(os.stat(path))  # noqa: PTH116
                continue
            with os.scandir(path) as entries:
                found = list(entries)
            for entry in found:
                if entry.is_dir():
                    yield from look((entry.path,))
                else:
                    with suppress(OSError):
                        yield entry.path, _describe(entry.stat())


def find_changes(before: dict[str, Look], after: dict[str, Look]) -> set[str]:
    """Return the files that are new, changed or gone."""
    return {path for path, _ in before.items() ^ after.items()}


def _describe(found: os.stat_result) -> Look:
    return found.st_mtime_ns, found.st_size, found.st_ino
