"""What tells whether a file is the one that was there before."""

import fnmatch
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from mkdocs_zhihu.reading.source import LEFTOVERS

FileStat = tuple[int, int, int]
"""Size, time of change and number of a file."""

HIDDEN_LITTER = (
    ".git", ".hg", ".svn", ".cache", ".*_cache", ".venv", ".tox", ".nox", ".ipynb_checkpoints",
    ".idea", ".vscode", ".vs", ".history", ".obsidian", ".smart-env", ".trash", ".Trash*", ".zhihu-import*",
    ".DS_Store", "._*", ".#*", ".~*", ".nfs*", ".fuse_hidden*", ".goutputstream-*", ".stfolder", ".stversions", ".*.kate-swp",
    ".sync_*.db*", ".owncloudsync.log*", ".nextcloudsync.log*", ".dropbox*", ".*.icloud", ".directory",
)  # fmt: skip
"""Hidden files and folders that no build reads; other plugins read some, such as `.nav.yml` and `.meta.yml`."""

UNWATCHED = re.compile("|".join(map(fnmatch.translate, (*HIDDEN_LITTER, *LEFTOVERS))))


def read_file_stat(path: str) -> FileStat:
    """Return what tells a file from another one in its place; OSError if there is none."""
    found = os.stat(path)  # noqa: PTH116 - hot
    return found.st_size, found.st_mtime_ns, found.st_ino


def iter_file_stats(paths: Iterable[str]) -> Iterator[tuple[str, FileStat]]:
    """Yield every file at and below some paths with its stat, but for litter."""
    for path in paths:
        for file in iter_files(path, UNWATCHED.match):
            with suppress(OSError):
                yield file, read_file_stat(file)


def iter_files(
    path: str, is_left_out: Callable[[str], object] = lambda _name: False, above: Sequence[str] = ()
) -> Iterator[str]:
    """Yield the path of every file at and below a path; links to folders are followed, but never in a circle.

    `is_left_out` is asked about each name below; `above` are the folders on the way to the path. A folder that cannot
    be read has no files.
    """
    if not os.path.isdir(path):  # noqa: PTH112 - hot, as all of this function
        yield path
        return
    try:
        with os.scandir(path) as entries:
            found = [entry for entry in entries if not is_left_out(entry.name)]
    except OSError:
        return
    folders = (*above, path)
    for entry in found:
        if not _is_folder(entry):
            yield entry.path
        elif not (entry.is_symlink() and _is_one_of(entry.path, folders)):
            yield from iter_files(entry.path, is_left_out, folders)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or to a place that cannot be read
        return False


def _is_one_of(path: str, folders: Sequence[str]) -> bool:
    try:
        return any(os.path.samefile(path, folder) for folder in folders)  # noqa: PTH121 - texts
    except OSError:
        return True


def find_changed_files(before: dict[str, FileStat], after: dict[str, FileStat]) -> set[str]:
    """Return the files that are new, changed or gone."""
    return {path for path, _ in before.items() ^ after.items()}
