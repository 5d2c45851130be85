"""Where the files of pictures lie: by content, written once, never half."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

DAMAGED = "damaged"


class Blobs(Protocol):
    """A place for files named by their content."""

    def add(self, part: Path, name: str) -> None:
        """Move a finished temporary file to its name, for good."""

    def add_derived(self, part: Path, name: str) -> None:
        """Move a file that can be made again to its name; after a power cut it may be cut short."""

    def read(self, name: str) -> bytes:
        """Return a file's bytes; OSError if it is not there."""

    def find_names(self) -> Mapping[str, int]:
        """Return the size of every file by its name."""

    def remove(self, names: Iterable[str]) -> None:
        """Delete files; those that are not there are no error."""

    def set_aside(self, name: str) -> None:
        """Move a damaged file to `damaged/`, where a person may still look at it."""


@dataclass(frozen=True, slots=True)
class LocalBlobs:
    """A folder."""

    folder: Path
    """Made when the first file comes."""

    def add(self, part: Path, name: str) -> None:
        """Move a finished temporary file to its name, for good.

        Its bytes are on the disk before it has its name, so that a name never stands for half a picture,
        and the name is on the disk before anyone writes it down.
        """
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _sync(part)
        part.replace(target)
        if os.name == "posix":  # elsewhere a folder cannot be opened
            _sync(target.parent)

    def add_derived(self, part: Path, name: str) -> None:
        """Move a file that can be made again to its name; after a power cut it may be cut short."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        part.replace(target)

    def read(self, name: str) -> bytes:
        """Return a file's bytes; OSError if it is not there."""
        return (self.folder / name).read_bytes()

    def find_names(self) -> Mapping[str, int]:
        """Return the size of every file by its name."""
        found: dict[str, int] = {}
        for first in _folders(self.folder):
            folders = _folders(first.path) if first.name == "sizes" else [first]
            prefix = "sizes/" if first.name == "sizes" else ""
            for folder in folders:
                with os.scandir(folder.path) as entries:
                    found |= {
                        f"{prefix}{folder.name}/{e.name}": e.stat().st_size for e in entries if e.is_file()
                    }
        return found

    def remove(self, names: Iterable[str]) -> None:
        """Delete files; those that are not there are no error."""
        for name in names:
            (self.folder / name).unlink(missing_ok=True)

    def set_aside(self, name: str) -> None:
        """Move a damaged file to `damaged/`, where a person may still look at it."""
        target = self.folder / DAMAGED / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).replace(target)


@dataclass(frozen=True, slots=True)
class RemoteBlobs:
    """A folder that fsspec reaches: `s3://bucket/path`, `gs://…`, `sftp://…` and so on."""

    filesystem: Any
    """Of fsspec."""

    root: str
    """Path within it."""

    def add(self, part: Path, name: str) -> None:
        """Upload a finished temporary file; object stores show it whole or not at all."""
        path = self._path(name)
        try:
            self.filesystem.put_file(str(part), path)
        except FileNotFoundError:  # object stores have no folders, but others have
            self.filesystem.makedirs(path.rpartition("/")[0], exist_ok=True)
            self.filesystem.put_file(str(part), path)
        part.unlink()

    def add_derived(self, part: Path, name: str) -> None:
        """Upload a file that can be made again."""
        self.add(part, name)

    def read(self, name: str) -> bytes:
        """Return a file's bytes; OSError if it is not there."""
        data: bytes = self.filesystem.cat_file(self._path(name))
        return data

    def find_names(self) -> Mapping[str, int]:
        """Return the size of every file by its name."""
        self.filesystem.invalidate_cache()  # others write to the store, too
        found = self.filesystem.find(self.root, detail=True)
        base = PurePosixPath(self.root.strip("/"))
        return {
            PurePosixPath(path.strip("/")).relative_to(base).as_posix(): int(entry["size"])
            for path, entry in found.items()
            if f"/{DAMAGED}/" not in path
        }

    def remove(self, names: Iterable[str]) -> None:
        """Delete files; those that are not there are no error."""
        present = self.find_names()
        paths = [self._path(name) for name in names if name in present]
        if paths:
            self.filesystem.rm(paths)

    def set_aside(self, name: str) -> None:
        """Move a damaged file to `damaged/`, where a person may still look at it."""
        self.filesystem.mv(self._path(name), self._path(f"{DAMAGED}/{name}"))

    def _path(self, name: str) -> str:
        return f"{self.root.rstrip('/')}/{name}"


def open_blobs(store: str, folder: Path) -> Blobs:
    """Return the place a store names: a folder relative to `folder`, or a URL that fsspec knows."""
    if "://" not in store:
        return LocalBlobs(folder / store)
    import fsspec  # noqa: PLC0415 - only for such stores

    filesystem, root = fsspec.core.url_to_fs(store)
    return RemoteBlobs(filesystem, root)


def find_remote_errors() -> tuple[type[Exception], ...]:
    """Return what the packages behind fsspec raise that is no OSError, as far as they are in use."""
    module = sys.modules.get("botocore.exceptions")
    return (module.BotoCoreError,) if module is not None else ()


def _folders(path: str | Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(path) as entries:
            return [entry for entry in entries if entry.is_dir() and not entry.name.startswith(".")]
    except FileNotFoundError:
        return []


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
