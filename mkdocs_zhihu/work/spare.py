"""The site before the last one, kept for its folders: to make and delete thousands of them is slow.

Its files are mostly the very files of the site that is shown, by hard links. None may be written to; each is
either left as it is or unlinked.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

NAME = ".spare"
"""Its name inside a stage while MkDocs empties that: hidden entries stay."""


def lend(spare: Path, stage: Path) -> None:
    """Move the spare site into a stage, if there is one on the same file system."""
    with suppress(OSError):
        spare.rename(stage / NAME)


def give_back(folder: Path, spare: Path) -> None:
    """Make a folder the spare site, or delete it if there is one already or it cannot be moved there."""
    if not folder.exists():
        return
    try:
        spare.parent.mkdir(parents=True, exist_ok=True)
        unused = folder / NAME
        (unused if unused.exists() else folder).rename(spare)
    except OSError:
        pass
    shutil.rmtree(folder, ignore_errors=True)


def unfold(stage: Path, is_kept: Callable[[str], bool]) -> list[str]:
    """Put the folders of the spare site in place; return those that are empty now.

    Of its files only those stay for which `is_kept` says so, by their path on the site.
    """
    source = stage / NAME
    if not source.is_dir():
        return []
    if len(list(stage.iterdir())) > 1:  # another plugin has written something already
        shutil.rmtree(source, ignore_errors=True)
        return []
    for entry in list(source.iterdir()):
        entry.rename(stage / entry.name)
    source.rmdir()
    return list(_thin_out(str(stage), "", is_kept))


def drop_empty(folders: Iterable[str], stage: Path) -> None:
    """Remove folders that are still empty, and those above them that are empty then."""
    for folder in folders:
        parent = Path(folder)
        with suppress(OSError):
            while parent != stage:
                parent.rmdir()
                parent = parent.parent


def _thin_out(folder: str, inner: str, is_kept: Callable[[str], bool]) -> Iterator[str]:
    is_empty = True
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        name = f"{inner}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            is_empty = False
            yield from _thin_out(entry.path, f"{name}/", is_kept)
        elif is_kept(name):
            is_empty = False
        else:
            os.unlink(entry.path)  # noqa: PTH108 - hot
    if is_empty:
        yield folder
