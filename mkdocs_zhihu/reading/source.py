"""The bytes of one file, read only if that is safe."""

import fnmatch
import os
import re
import stat
import struct
import time
from collections.abc import Callable

from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading.file_kinds import find_binary_format, is_binary

LEFTOVERS = ("*~", "*.sw[a-p]", "*.part", "*.tmp", "*.crdownload", "Thumbs.db", "desktop.ini")
"""Names of what editors, downloads and systems leave."""

LITTER = re.compile("|".join(map(fnmatch.translate, (".*", *LEFTOVERS))))

STAMP = struct.Struct("<QqqQQ")
"""Size, time of change of the text and of the file, number of the file and of its disk."""

BLANK = b"\0 \t\n\r\f\v"
"""Bytes that say nothing: blanks, and the NULs that a disk leaves of a text it lost."""

MIN_AGE_NS = 3 * 10**9
"""Nanoseconds after which a file that changes again has another time of change, on any file system."""


def is_ignored(name: str) -> bool:
    """Return whether a file of this name is litter: an editor's, a download's or a system's."""
    return LITTER.match(name) is not None


def find_real(folder: str) -> str:
    """Return a folder's place with all links followed; OSError if there is none."""
    return os.path.realpath(folder, strict=True)


def is_inside(path: str, root: str, real: Callable[[str], str]) -> bool:
    """Return whether a file's real place is inside a folder; OSError if there is no such file."""
    is_link = stat.S_ISLNK(os.lstat(path).st_mode)
    return _is_below(find_real(path) if is_link else real(os.path.dirname(path)), real(root))  # noqa: PTH120 - hot


def _is_below(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip(os.sep) + os.sep)


def read_source(
    *, path: str, root: str, uri: str, max_size: int, real: Callable[[str], str] = find_real
) -> tuple[bytes | None, Problems]:
    """Return the file's bytes, or None and the reason why it was set aside.

    `path` must be a regular file whose real place is inside `root`; `max_size` is in bytes. The file is
    opened without blocking, so that a pipe in the tree cannot hang the build. `real` may be `find_real` with
    a memory, for many files of one folder.
    """

    def refuse(message: str, hint: str) -> tuple[None, Problems]:
        return None, (Problem(uri, "file", f"{message}; set aside", hint, set_aside=True),)

    try:
        if not is_inside(path, root, real):
            return refuse("is a link to a place outside the docs folder", "copy the file into it")
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return refuse("is no regular file", "remove it from the folder")
            if status.st_size > max_size:
                size = f"has {status.st_size} bytes, more than max_size ({max_size})"
                return refuse(size, "split it, or raise max_size")
            data = file.read(max_size + 1)
    except (OSError, RuntimeError) as error:
        reason = error.strerror if isinstance(error, OSError) else None
        return refuse(
            f"cannot be read ({reason or 'a loop of links'})", "check that it exists and who may read it"
        )
    fault = _find_fault(data)
    return refuse(*fault) if fault else (data, ())


def _find_fault(data: bytes) -> tuple[str, str] | None:
    """Return why a file is not a text and what to do about it, None if it is one."""
    if not data.strip(BLANK):
        return "is empty", "restore it from a backup, or delete it"
    kind = find_binary_format(data)
    if kind or is_binary(data):
        message = f"is a {kind} file, not text" if kind else "is a binary file, not text"
        return message, "give its name the ending of what it is, or delete it"
    return None


def stamp_source(
    *, path: str, root: str, max_size: int, real: Callable[[str], str] = find_real
) -> bytes | None:
    """Return what is the same only while the file is, None where that is unknown; see `read_source`.

    Like Git it does not trust a file that changed a moment ago: it might change again at the same time. The time of
    change of the file, which no program can set, is known on POSIX only.
    """
    try:
        status = os.lstat(path)
        if stat.S_ISLNK(status.st_mode):
            status, place = os.stat(path), find_real(path)  # noqa: PTH116 - hot
        else:
            place = real(os.path.dirname(path))  # noqa: PTH120 - hot
        if os.name != "posix" or not _is_below(place, real(root)):
            return None
    except (OSError, RuntimeError):
        return None
    is_usual = stat.S_ISREG(status.st_mode) and status.st_size <= max_size
    if not is_usual or status.st_ctime_ns > time.time_ns() - MIN_AGE_NS:
        return None
    return STAMP.pack(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
