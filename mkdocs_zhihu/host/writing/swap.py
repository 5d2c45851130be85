"""One folder in place of another, at once: a reader sees the old site or the new one."""

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path

AT_FDCWD = -100
RENAME_EXCHANGE = 2
RENAME_SWAP = 2  # macOS
JUNCTION = 0xA0000003
"""`stat.IO_REPARSE_TAG_MOUNT_POINT`, which there is on Windows only."""


def swap_folders(one: Path, other: Path) -> None:
    """Let two paths change places in one step; OSError where the system cannot do that."""
    first, second = os.fsencode(one), os.fsencode(other)
    swap = _find_swap()
    if swap is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if swap(first, second) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code), str(other))


def _find_swap() -> Callable[[bytes, bytes], int] | None:
    if os.name != "posix":
        return None
    library = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        rename = getattr(library, "renamex_np", None)
        return rename and (lambda one, other: int(rename(one, other, RENAME_SWAP)))
    rename = getattr(library, "renameat2", None)
    return rename and (lambda one, other: int(rename(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE)))


def is_link(path: str | Path) -> bool:
    """Return whether a path leads elsewhere: as a symbolic link, or as a junction of Windows, which is a folder there."""
    with suppress(OSError):
        found = os.lstat(path)
        return stat.S_ISLNK(found.st_mode) or bool(getattr(found, "st_reparse_tag", 0) == JUNCTION)
    return False


def publish(staged: Path, site: Path, aside: Path) -> None:
    """Put a finished folder in the place of another; what was there is in one of the other two afterwards.

    Where folders cannot be exchanged in one step, two renames do it: the next build brings back a site that
    was lost between them. Where the folder itself cannot be moved, because it is a mount point or holds what
    is kept, its entries are exchanged one by one.
    """
    if _publish_first(staged, site):
        return
    if _is_fixed(site, staged):
        _publish_entries(staged, site, aside)
    else:
        shutil.copymode(site, staged)
        try:
            swap_folders(staged, site)
        except OSError:
            _publish_in_two_steps(staged, site, aside)


def _publish_first(staged: Path, site: Path) -> bool:
    """Put a finished folder where none is; return whether that was so, and no other build was quicker."""
    if site.exists():
        return False
    try:
        staged.rename(site)
    except OSError:
        if not site.exists():
            raise
        return False
    return True


def _is_fixed(site: Path, staged: Path) -> bool:
    """Return whether a folder must stay where it is: it cannot be moved, or holds what is kept."""
    new = {path.name for path in staged.iterdir()}
    kept = [path for path in site.iterdir() if _is_kept(path)]
    return os.path.ismount(site) or any(path.name not in new or is_link(path) for path in kept)


def _is_kept(place: Path) -> bool:
    """Return whether MkDocs leaves an entry of a site: hidden files, which it did not make, and links to folders."""
    return place.name.startswith(".") or (place.is_dir() and is_link(place))


def _publish_in_two_steps(staged: Path, site: Path, aside: Path) -> None:
    try:
        site.rename(aside)
    except OSError:
        _publish_entries(staged, site, aside)
        return
    try:
        staged.rename(site)
    except OSError:
        with suppress(OSError):
            aside.rename(site)
        raise


def _publish_entries(staged: Path, site: Path, aside: Path) -> None:
    """Exchange entries one by one; where one cannot be, the others are put back before the error goes on."""
    aside.mkdir(exist_ok=True)
    gone = {old.name for old in site.iterdir() if not _is_kept(old)}
    new = {entry.name for entry in staged.iterdir()}
    with ExitStack() as undo:
        for name in (*sorted(gone - new), *sorted(new)):
            paths = staged / name if name in new else None, site / name, aside / name
            undo.callback(_put_back, *paths)
            _replace(*paths)
        undo.pop_all()


def _put_back(new: Path | None, place: Path, aside: Path) -> None:
    """Undo `_replace` as far as renaming can."""
    with suppress(OSError):
        if new is not None and not new.exists() and place.exists():
            place.rename(new)
        if os.path.lexists(aside) and not place.exists():
            aside.rename(place)


def _replace(new: Path | None, place: Path, aside: Path) -> None:
    """Put one entry in its place; file by file where it cannot be renamed, as on another file system.

    Where the place is a link to a folder, files go into that folder and what else it holds stays, as with MkDocs.
    """
    if new is not None and new.is_dir() and place.is_dir() and is_link(place):
        _copy(new, place, is_merged=True)
        return
    try:
        if new is not None and place.is_file() and not new.is_dir():
            shutil.copy2(place, aside)
            new.replace(place)
            return
        if os.path.lexists(place):
            place.rename(aside)
        if new is not None:
            new.rename(place)
    except OSError:
        if new is None or new.is_dir() != place.is_dir():
            _remove(place)
        if new is not None:
            _copy(new, place)


def _copy(new: Path, place: Path, *, is_merged: bool = False) -> None:
    """Copy an entry over another, each file whole or not at all; drop what the new one does not have, if not merged."""
    if not new.is_dir():
        part = place.with_name(f".{place.name}.part")
        shutil.copy2(new, part)
        part.replace(place)
        return
    if is_link(place) and not is_merged:
        _remove(place)
    place.mkdir(exist_ok=True)
    for old in [] if is_merged else list(place.iterdir()):
        if not (new / old.name).exists() or (new / old.name).is_dir() != old.is_dir():
            _remove(old)
    for inner in new.iterdir():
        _copy(inner, place / inner.name, is_merged=is_merged)


def _remove(place: Path) -> None:
    if place.is_dir() and not is_link(place):
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
