"""The folder a site is built in before it is shown."""

import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mkdocs_zhihu.cache.file_stat import FileStat
from mkdocs_zhihu.host.writing.previous_site import (
    Seen,
    drop_empty,
    has_previous_site,
    list_folders,
    populate,
    return_previous_site,
    take_previous_site,
)
from mkdocs_zhihu.host.writing.swap import publish
from mkdocs_zhihu.processes.background import BackgroundCall
from mkdocs_zhihu.processes.standby import Standby

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

    previous_site: Path
    """Where the old site is kept for the next build: making and deleting thousands of folders is slow."""

    lock: int
    """Open while this build lives, however it ends; tells others that the folder is in use."""

    survey: BackgroundCall[list[Seen]]
    """Finds what is in the previous site, while the posts are read."""

    ahead: Standby[list[str]]
    """Makes folders before they are needed."""

    emptied: list[str] = field(default_factory=list)
    """Folders of the previous site that have no file yet."""

    @property
    def aside(self) -> Path:
        """Where the old site waits to be deleted, if it cannot change places with the new one."""
        return self.folder.with_name(f"{self.folder.name}{OLD_SUFFIX}")

    def make_folders(self, dests: Iterable[str]) -> None:
        """Begin to make the folders of files that will be written; the previous site has most of them already."""
        self.ahead.tell(lambda: list(dict.fromkeys(map(os.path.dirname, dests))))

    def populate(self, is_kept: Callable[[str, FileStat], bool]) -> None:
        """Begin with the folders of the previous site, and with those of its files that stay; see `previous_site`."""
        self.emptied.extend(populate(self.folder, self.survey.end(), is_kept))

    def publish(self) -> None:
        """Show what was built."""
        self.ahead.cancel()  # whatever it has not made, nobody needs
        drop_empty(self.emptied, self.folder)
        publish(self.folder, self.site, self.aside)
        self.close()

    def close(self) -> None:
        """Keep what was shown before, or what was not finished, as the previous site."""
        self.survey.cancel()
        self.ahead.cancel()
        return_previous_site(self.folder, self.previous_site)
        shutil.rmtree(self.aside, ignore_errors=True)
        with suppress(OSError):
            os.close(self.lock)


def open_stage(site_dir: str, previous_site: Path) -> Stage:
    """Return an empty stage for a site, after clearing away what builds that were killed left behind.

    It is beside the site, so that the two can change places; inside a site that is a mount point of its own or
    whose parent cannot be written. OSError if neither can. `previous_site` is where a previous site is kept.
    """
    site = Path(os.path.realpath(site_dir))
    clear_leftovers(site)
    places = [site] if os.path.ismount(site) else [site.parent, site] if site.is_dir() else [site.parent]
    for place in places[:-1]:
        with suppress(OSError):
            return _make_stage(site, place, previous_site)
    return _make_stage(site, places[-1], previous_site)


def _make_stage(site: Path, parent: Path, previous_site: Path) -> Stage:
    while True:
        token = f"{os.getpid()}-{secrets.token_hex(4)}"
        folder = parent / (f"{STAGE_MARK}{token}" if parent == site else f".{site.name}{STAGE_MARK}{token}")
        try:
            folder.mkdir(parents=True)
            lock = _lock(folder)
            if lock is not None:  # else another build took it for a leftover
                return _begin_stage(site, folder, previous_site, lock)
        except BaseException:  # a request to end too: nobody knows of the stage yet
            return_previous_site(folder, previous_site)
            raise


def _begin_stage(site: Path, folder: Path, previous_site: Path, lock: int) -> Stage:
    take_previous_site(previous_site, folder)
    survey = BackgroundCall(partial(list_folders, folder))
    survey.begin()
    ahead = Standby(partial(_make_folders, folder))
    if not has_previous_site(folder):
        ahead.begin()
    return Stage(site, folder, previous_site, lock, survey, ahead)


def _make_folders(folder: Path, inner: Sequence[str]) -> None:
    """Make folders of a stage, the last ones first: the first are wanted first."""
    for name in reversed(inner):
        os.makedirs(f"{folder}/{name}", exist_ok=True)  # noqa: PTH103 - hot


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
