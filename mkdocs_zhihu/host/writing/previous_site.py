"""The site before the last one, kept for its folders: to make and delete thousands of them is slow.

Its files are mostly the very files of the site that is shown, by hard links. None may be written to; each is
either left as it is or unlinked.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from mkdocs_zhihu.cache.file_stat import FileStat, read_file_stat

Seen = tuple[str, bool, list[tuple[str, FileStat]]]
"""A folder's path on the site, whether it has folders, and its files."""

NAME = ".spare"
"""Its name inside a stage while MkDocs empties that: hidden entries stay."""


def take_previous_site(previous_site: Path, stage: Path) -> None:
    """Move the previous site into a stage, if there is one on the same file system."""
    with suppress(OSError):
        previous_site.rename(stage / NAME)


def return_previous_site(folder: Path, previous_site: Path) -> None:
    """Make a folder the previous site, or delete it if there is one already or it cannot be moved there."""
    if not folder.exists():
        return
    try:
        previous_site.parent.mkdir(parents=True, exist_ok=True)
        unused = folder / NAME
        (unused if unused.exists() else folder).rename(previous_site)
    except OSError:
        pass
    shutil.rmtree(folder, ignore_errors=True)


def has_previous_site(stage: Path) -> bool:
    """Return whether a previous site lies in a stage."""
    return (stage / NAME).is_dir()


def list_folders(stage: Path) -> list[Seen]:
    """Return what is in each folder of the previous site, the folders within another after it."""
    return list(_iter_folders(f"{stage / NAME}", ""))


def populate(stage: Path, seen: Iterable[Seen], is_kept: Callable[[str, FileStat], bool]) -> list[str]:
    """Put the folders of the previous site in place; return those that are empty now.

    Of its files only those stay for which `is_kept` says so, by their path on the site and how they were `seen`.
    """
    source = stage / NAME
    if not has_previous_site(stage):
        return []
    if len(list(stage.iterdir())) > 1:  # another plugin has written something already
        shutil.rmtree(source, ignore_errors=True)
        return []
    for entry in list(source.iterdir()):
        entry.rename(stage / entry.name)
    source.rmdir()
    return [
        f"{stage}/{inner}"
        for inner, has_folders, files in seen
        if _thin_out(stage, inner, files, is_kept) and not has_folders
    ]


def drop_empty(folders: Iterable[str], stage: Path) -> None:
    """Remove folders that are still empty, and those above them that are empty then."""
    for folder in folders:
        parent = Path(folder)
        with suppress(OSError):
            while parent != stage:
                parent.rmdir()
                parent = parent.parent


def _iter_folders(folder: str, inner: str) -> Iterator[Seen]:
    folders: list[str] = []
    files: list[tuple[str, FileStat]] = []
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            else:
                files.append((entry.name, _stat_or_zeros(entry.path)))
    yield inner, bool(folders), files
    for name in folders:
        yield from _iter_folders(f"{folder}/{name}", f"{inner}{name}/")


def _stat_or_zeros(path: str) -> FileStat:
    """Return what `read_file_stat` does; zeros for a link that leads nowhere."""
    try:
        return read_file_stat(path)
    except OSError:
        return 0, 0, 0


def _thin_out(
    stage: Path, inner: str, files: Iterable[tuple[str, FileStat]], is_kept: Callable[[str, FileStat], bool]
) -> bool:
    """Return whether none of these files was kept."""
    is_empty = True
    for name, seen in files:
        if is_kept(f"{inner}{name}", seen):
            is_empty = False
        else:
            os.unlink(f"{stage}/{inner}{name}")  # noqa: PTH108 - hot
    return is_empty
