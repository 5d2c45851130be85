"""One clear line for what ends a build from outside it: the disk, rights, memory, processes."""

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from mkdocs.exceptions import PluginError

from mkdocs_zhihu.host.writing.staging import Stage
from mkdocs_zhihu.i18n.messages import Translate

DISK_FULL_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
RIGHTS_ERRORS = (errno.EACCES, errno.EPERM, errno.EROFS)
OTHER_ERRORS = {
    errno.EMFILE: "close other programs, or allow more open files (`ulimit -n`)",
    errno.ENFILE: "close other programs, or allow more open files",
    errno.EAGAIN: "close other programs, or allow more processes (`ulimit -u`)",
    errno.ENOMEM: "close other programs, or give the build more memory",
    errno.EIO: "check the disk",
    errno.ENOTDIR: "a file is where a folder must be: remove it",
    errno.EISDIR: "a folder is where a file must be: remove it",
    errno.ELOOP: "a link leads to itself: remove it",
    errno.ENAMETOOLONG: "choose a shorter name or a shorter `site_dir`",
    errno.EBUSY: "another program uses it: end it",
}
KEPT = "the old site was left as it is"
MEGABYTE = 1_000_000


def explain_error(error: Exception, stage: Stage | None, translate: Translate) -> str:
    """Return what to tell the user of an error in their language; "" where MkDocs says it as well."""
    if isinstance(error, PluginError):
        said = translate(str(error))
        return said if said != str(error) else ""
    return translate(explain_system_error(error, stage))


def explain_system_error(error: Exception, stage: Stage | None) -> str:
    """Return what to tell the user of a fault of the machine; "" for other errors, which are MkDocs' own business."""
    if isinstance(error, MemoryError):
        return f"zhihu: no memory is left; {KEPT}; {OTHER_ERRORS[errno.ENOMEM]}"
    if not isinstance(error, OSError) or error.errno is None:
        return ""
    named = error.filename2 or error.filename  # of a copy the second, which is where it goes
    place = stage.site if stage else None
    if isinstance(named, str | bytes):
        place = Path(os.fsdecode(named))
    if error.errno in DISK_FULL_ERRORS:
        hint = "free some space" + _measure(place, stage)
    elif error.errno in RIGHTS_ERRORS:
        hint = f"check the folder and who may write it{_name_owner(place)}"
    elif error.errno in OTHER_ERRORS:
        hint = OTHER_ERRORS[error.errno]
    else:
        return ""
    return f"zhihu: {place or 'the site'}: {error.strerror}; {KEPT}; {hint}"


def _measure(place: Path | None, stage: Stage | None) -> str:
    """Return how much is free where a file had no room, and how much a site takes."""
    if stage is None:
        return ""
    free = shutil.disk_usage(_find_existing(place or stage.folder)).free
    written, before = map(_count_bytes, (stage.folder, stage.site))
    said = f": {_format_size(free)} MB are free, this build has written {_format_size(written)} MB"
    return said + (f", and the old site takes {_format_size(before)} MB beside it" if before else "")


def _name_owner(place: Path | None) -> str:
    """Return to whom a place belongs, where that is known."""
    with suppress(OSError, KeyError, NotImplementedError):
        found = _find_existing(place) if place is not None else None
        return f" ({found} belongs to {found.owner()})" if found is not None else ""
    return ""


def _find_existing(place: Path) -> Path:
    """Return a place, or the nearest folder above it that is there and can be seen."""
    while not os.path.lexists(place) and place != place.parent:
        place = place.parent
    return place


def _count_bytes(folder: Path) -> int:
    """Return how many bytes the files below a folder have; those of a file that goes meanwhile are not counted."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                total += os.lstat(os.path.join(path, name)).st_size  # noqa: PTH118 - as many as there are pages
    return total


def _format_size(size: int) -> str:
    return f"{size / MEGABYTE:,.1f}"
