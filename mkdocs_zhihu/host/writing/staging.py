"""The folder a site is built in before it is shown."""

import os
import secrets
import shutil
import time
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs_zhihu.host.writing.swap import publish

try:
    import fcntl
except ImportError:  # Windows: leftovers are cleared away after a day
    fcntl = None  # type: ignore[assignment]

STAGE_MARK = ".zhihu-"
OLD_SUFFIX = "-old"
DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder beside the site, of this build alone."""

    site: Path
    """Where the site is shown; the real place, if it is a link."""

    folder: Path
    """Where it is built."""

    lock: int
    """Open while this build lives, however it ends; tells others that the folder is in use."""

    @property
    def aside(self) -> Path:
        """Where the old site waits to be deleted, if it cannot change places with the new one."""
        return self.folder.with_name(f"{self.folder.name}{OLD_SUFFIX}")

    def publish(self) -> None:
        """Show what was built."""
        publish(self.folder, self.site, self.aside)
        self.close()

    def close(self) -> None:
        """Delete what was shown before, or what was not finished."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.rmtree(self.aside, ignore_errors=True)
        with suppress(OSError):
            os.close(self.lock)


def open_stage(site_dir: str) -> Stage:
    """Return an empty stage for a site, after clearing away what builds that were killed left behind.

    It is beside the site, so that the two can change places; inside a site that is a mount point of its own or
    whose parent cannot be written. OSError if neither can.
    """
    site = Path(os.path.realpath(site_dir))
    clear_leftovers(site)
    places = [site] if os.path.ismount(site) else [site.parent, site] if site.is_dir() else [site.parent]
    for place in places[:-1]:
        with suppress(OSError):
            return _make_stage(site, place)
    return _make_stage(site, places[-1])


def _make_stage(site: Path, parent: Path) -> Stage:
    while True:
        token = f"{os.getpid()}-{secrets.token_hex(4)}"
        folder = parent / (f"{STAGE_MARK}{token}" if parent == site else f".{site.name}{STAGE_MARK}{token}")
        with ExitStack() as undo:  # on a request to end too: nothing else would delete the folder
            undo.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.mkdir(parents=True)
            lock = _lock(folder)
            if lock is not None:  # else another build took it for a leftover
                undo.pop_all()
                return Stage(site, folder, lock)


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
