"""The files of a source, whether it is a file, a folder, a ZIP or standard input."""

import os
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO

from mkdocs_zhihu.importing.import_report import UnreadableSourceError
from mkdocs_zhihu.importing.settings import MAX_FILE
from mkdocs_zhihu.reading.source import find_real, is_ignored, is_inside

FOLDERS = 1000
"""Folders of a source whose real places are remembered."""

DETECTION_SIZE = 4096
"""Bytes by which a kind is recognised."""


class RefusedFileError(Exception):
    """One file of a source that is not read, with the reason."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class SourceTree(ABC):
    """Files by their posix names, relative to the source."""

    label: str
    """What people call the source."""

    is_single: bool = False
    """Whether it is one file that was named itself."""

    is_folder: bool = False
    """Whether its files are opened by their paths, each for itself."""

    @abstractmethod
    def names(self) -> Iterator[str]:
        """Yield the name of every file, in a stable order."""

    @abstractmethod
    def open(self, name: str) -> IO[bytes]:
        """Open a file; KeyError if there is none, RefusedFileError if it is not to be read."""

    def find_path(self, name: str) -> Path | None:  # noqa: ARG002 - only files on disk have one
        """Return where a file lies on disk, None if it does not."""
        return None

    def measure(self, name: str) -> int:
        """Return how many bytes a file on disk has, 0 where the system does not say."""
        path = self.find_path(name)
        try:
            return os.stat(path).st_size if path else 0  # noqa: PTH116 - asked for each file
        except (OSError, ValueError):
            return 0

    def read(self, name: str, limit: int = MAX_FILE) -> bytes:
        """Return a file's bytes; see `open`."""
        with self.open(name) as file:
            data = file.read(limit + 1)
        if len(data) > limit:
            raise RefusedFileError(f"has more than {limit:,} bytes", "split it")
        return data

    def read_head(self, name: str) -> bytes:
        """Return the first bytes of a file."""
        with self.open(name) as file:
            return file.read(DETECTION_SIZE)

    def find(self, name: str, limit: int = MAX_FILE) -> bytes | None:
        """Return a file's bytes, None if there is none or it is not to be read."""
        try:
            return self.read(name, limit)
        except (KeyError, RefusedFileError):
            return None


class FolderTree(SourceTree):
    """A folder, or one file in it. Links are not followed out of it."""

    def __init__(self, path: Path, *, without: Path | None = None) -> None:
        self.label = path.name or str(path)
        self._root = path if path.is_dir() else path.parent
        self._only = None if path.is_dir() else path.name
        self.is_single = self._only is not None
        self.is_folder = not self.is_single
        self._real = os.path.realpath(self._root)
        self._find_real = lru_cache(maxsize=FOLDERS)(find_real)
        self._without = without and Path(os.path.realpath(without))

    def names(self) -> Iterator[str]:
        """Yield every file; litter, hidden folders and the folder that is written to are left out."""
        if self._only is not None:
            yield self._only
            return
        start = os.path.join(self._root, "")  # noqa: PTH118 - with a separator at its end
        for parent, folders, names in os.walk(self._root):
            folders[:] = sorted(name for name in folders if self._is_wanted(Path(parent, name)))
            for name in sorted(names):
                if not is_ignored(name):
                    yield os.path.join(parent, name)[len(start) :].replace(os.sep, "/")  # noqa: PTH118 - called for each file

    def _is_wanted(self, folder: Path) -> bool:
        return not folder.name.startswith(".") and Path(os.path.realpath(folder)) != self._without

    def open(self, name: str) -> IO[bytes]:
        """Open a regular file without blocking."""
        try:
            if not is_inside(f"{self._root}/{name}", self._real, self._find_real):
                raise RefusedFileError("is a link to a place outside the source", "copy the file into it")
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            file = os.fdopen(os.open(f"{self._root}/{name}", flags), "rb")
        except (FileNotFoundError, NotADirectoryError) as error:
            raise KeyError(name) from error
        except (OSError, ValueError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or "a loop of links"
            raise RefusedFileError(f"cannot be read ({reason})", "check who may read it") from error
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            file.close()
            raise RefusedFileError("is no regular file", "leave it out of the source")
        return file

    def find_path(self, name: str) -> Path:
        """Return where a file lies."""
        return self._root / name


def open_folder(path: Path, *, without: Path) -> FolderTree:
    """Return a folder or a file on disk; UnreadableSourceError if there is none."""
    if not path.exists():
        raise UnreadableSourceError(f"{path}: does not exist; name a file, a folder or a ZIP")
    if path.is_dir() and Path(os.path.realpath(path)) == Path(os.path.realpath(without)):
        raise UnreadableSourceError(
            f"{path}: is the folder that posts are written to; name another folder as source"
        )
    if not path.is_dir() and not path.is_file():
        raise UnreadableSourceError(f"{path}: is no regular file; save what it holds to a file first")
    return FolderTree(path, without=without)
