"""The folder a site is built in before it is shown."""

import os
import secrets
import shutil
import time
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs_zhihu.host.writing.swap import is_link, publish

try:
    import fcntl
except ImportError:  # Windows: leftovers are cleared away after a day
    fcntl = None  # type: ignore[assignment]

STAGE_MARK = ".zhihu-"
FOLDERS = ".folders"
"""The name of kept folders while they are taken; what is hidden is no part of a site."""
OLD_SUFFIX = "-old"
DAY = 24 * 60 * 60


@dataclass(slots=True)
class Stage:
    """A folder beside the site, of this build alone.

    Where a build made the same folders a minute ago, some file systems (ext4) need longer for them than for all files:
    so the folders of the site that goes are kept, empty, for the next build.
    """

    site: Path
    """Where the site is shown; the real place, if it is a link."""

    folder: Path
    """Where it is built."""

    lock: int
    """Open while this build lives, however it ends; tells others that the folder is in use."""

    kept: Path | None = None
    """Where folders wait for the next build, None to keep none; of use on the same file system only."""

    has_kept: bool = False
    """Whether this build began with such folders."""

    @property
    def aside(self) -> Path:
        """Where the old site waits to be deleted, if it cannot change places with the new one."""
        return self.folder.with_name(f"{self.folder.name}{OLD_SUFFIX}")

    @property
    def leftovers(self) -> list[Path]:
        """What could not be deleted of the old site, as it belongs to another user."""
        return [folder for folder in (self.folder, self.aside) if folder.exists()]

    def take_folders(self, dests: Iterable[str]) -> None:
        """Begin with the folders that were kept, but for those that lie where a file of `dests` must be."""
        if self.kept is None:
            return
        taken = self.folder / FOLDERS
        try:
            self.kept.rename(taken)
        except OSError:
            return
        self.has_kept = True
        for folder in list(taken.iterdir()):
            with suppress(OSError):  # another plugin has written there
                folder.rename(self.folder / folder.name)
        shutil.rmtree(taken, ignore_errors=True)
        for dest in dests:
            if os.path.isdir(place := f"{self.folder}/{dest}"):  # noqa: PTH112 - hot
                shutil.rmtree(place, ignore_errors=True)

    def publish(self) -> None:
        """Show what was built, and keep the folders of what was shown before."""
        if self.has_kept:
            for entry in list(os.scandir(self.folder)):
                if _is_own_folder(entry):
                    _drop_empty(entry.path)
        publish(self.folder, self.site, self.aside)
        if self.kept is not None:
            old = self.aside if self.aside.exists() else self.folder
            with suppress(OSError):  # there are none, or others are kept already: these are deleted
                _delete_files(old)
                old.rename(self.kept)
        self.close()

    def close(self) -> None:
        """Delete what was shown before, or what was not finished."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.aside, ignore_errors=True)
        with suppress(OSError):
            os.close(self.lock)


def open_stage(site_dir: str, kept: Path | None = None) -> Stage:
    """Return an empty stage for a site, after clearing away what builds that were killed left behind.

    It is beside the site, so that the two can change places; inside a site that is a mount point of its own or
    whose parent cannot be written. OSError if neither can. `kept` is where folders wait from one build to the next.
    """
    site = Path(os.path.realpath(site_dir))
    clear_leftovers(site)
    places = [site] if os.path.ismount(site) else [site.parent, site] if site.is_dir() else [site.parent]
    for place in places[:-1]:
        with suppress(OSError):
            return _make_stage(site, place, kept)
    return _make_stage(site, places[-1], kept)


def _make_stage(site: Path, parent: Path, kept: Path | None) -> Stage:
    while True:
        token = f"{os.getpid()}-{secrets.token_hex(4)}"
        folder = parent / (f"{STAGE_MARK}{token}" if parent == site else f".{site.name}{STAGE_MARK}{token}")
        with ExitStack() as undo:  # on a request to end too: nothing else would delete the folder
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.mkdir(parents=True)
            lock = _lock(folder)
            if lock is not None:  # else another build took it for a leftover
                undo.pop_all()
                return Stage(site, folder, lock, kept)


def clear_leftovers(site: Path) -> None:
    """Delete the stages of builds that were killed; bring back a site that was lost between two renames."""
    beside = site.parent.glob(f".{_escape(site.name)}{STAGE_MARK}*")
    for folder in sorted([*beside, *site.glob(f"{STAGE_MARK}*")]):
        with suppress(OSError):
            _clear(folder, site)


def _clear(folder: Path, site: Path) -> None:
    if fcntl is None:
        if time.time() - folder.stat().st_mtime > DAY:
            shutil.rmtree(folder, ignore_errors=True)
        return
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # OSError: a living build holds it
        if folder.name.endswith(OLD_SUFFIX) and not site.exists():
            folder.rename(site)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _delete_files(folder: str | Path) -> None:
    """Leave nothing of a folder but the folders in it."""
    for entry in list(os.scandir(folder)):
        if _is_own_folder(entry):
            _delete_files(entry.path)
        else:
            os.unlink(entry)  # noqa: PTH108 - hot


def _drop_empty(folder: str) -> bool:
    """Delete a folder if there is no file below it; return whether that was so."""
    is_empty = True
    for entry in list(os.scandir(folder)):
        is_empty &= _is_own_folder(entry) and _drop_empty(entry.path)
    if is_empty:
        os.rmdir(folder)  # noqa: PTH106 - hot
    return is_empty


def _is_own_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder here, not one elsewhere."""
    return entry.is_dir(follow_symlinks=False) and not is_link(entry.path)


def _escape(name: str) -> str:
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)


def _lock(folder: Path) -> int | None:
    """Return what holds a folder while it is open, -1 where nothing can; None if the folder went before it was held."""
    if fcntl is None:
        return -1
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return None
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with suppress(OSError):
        if os.path.samestat(os.fstat(descriptor), folder.stat()):
            return descriptor
    os.close(descriptor)
    return None
