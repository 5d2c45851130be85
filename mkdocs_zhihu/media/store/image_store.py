"""The store and its account, opened together."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from filelock import FileLock, Timeout

from mkdocs_zhihu.media.store.blobs import Blobs, LocalBlobs, find_remote_errors, open_blobs
from mkdocs_zhihu.media.store.image_manifest import COPY, NAME, DamagedError, Manifest, read_copy
from mkdocs_zhihu.media.store.rows import Result, Row
from mkdocs_zhihu.media.store.snapshot import Snapshot, find_folder

PARTIAL = ".partial"


class StoreError(Exception):
    """The store cannot be used; the message is for people."""


@dataclass(frozen=True, slots=True)
class ImageStore:
    """An open store. Only one process at a time has it open for writing."""

    folder: Path
    """Where the manifest lies, and the files too unless they are elsewhere."""

    blobs: Blobs
    """The files."""

    manifest: Manifest
    """The account."""

    messages: tuple[str, ...] = ()
    """What was found wrong and mended while opening."""

    @property
    def partial(self) -> Path:
        """Return the folder for files that are still coming in."""
        return self.folder / PARTIAL

    def take_stock(self) -> Snapshot:
        """Return what is there now."""
        return Snapshot(self.manifest.read_rows(), self.manifest.read_pictures(), self.blobs.find_names())


@contextmanager
def open_image_store(store: str, base: Path) -> Iterator[ImageStore]:
    """Open a store for writing, mended where that is needed; StoreError if it cannot be.

    A manifest that cannot be read is set aside and built anew from its copy as text and the files.
    """
    folder = find_folder(store, base)
    if folder.exists() and not folder.is_dir():
        raise StoreError(f"{folder}: is no folder; name one for the pictures")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock", timeout=0):
            yield from _open(folder, _open_blobs(store, base))
    except Timeout as error:
        raise StoreError(f"{folder}: another run is writing to it; wait until it is done") from error
    except sqlite3.Error as error:
        raise StoreError(f"{folder / NAME}: {error}; free it, or free some space, and run again") from error
    except find_remote_errors() as error:
        raise StoreError(f"{store}: {error}; what is stored is whole") from error
    except OSError as error:
        raise StoreError(
            f"{error.filename or folder}: {error.strerror or error}; what is stored is whole"
        ) from error


def _open_blobs(store: str, base: Path) -> Blobs:
    try:
        return open_blobs(store, base)
    except (ImportError, ValueError) as error:  # fsspec does not know the URL, or lacks a package for it
        raise StoreError(f"{store}: {error}") from error


def _open(folder: Path, blobs: Blobs) -> Iterator[ImageStore]:
    rmtree(folder / PARTIAL, ignore_errors=True)  # of a run that was killed
    (folder / PARTIAL).mkdir()
    manifest, messages = _open_manifest(folder)
    try:
        count = _import_copy(manifest, folder)
        if _fetch_copy(folder, blobs):
            count += _import_copy(manifest, folder)
        if count:
            messages.append(f"{count} pictures were taken from {COPY}")
        with ExitStack() as failed:
            failed.callback(_write_copy, manifest)
            yield ImageStore(folder, blobs, manifest, tuple(messages))
            failed.pop_all()
        if _fetch_copy(folder, blobs):  # another machine wrote to it meanwhile
            _import_copy(manifest, folder)
        manifest.write_copy()
        _store_copy(folder, blobs)
    finally:
        manifest.close()
        rmtree(folder / PARTIAL, ignore_errors=True)


def _write_copy(manifest: Manifest) -> None:
    """Write the copy if that can be done: a build reads it, and should know what came before a run failed."""
    with suppress(OSError, sqlite3.Error):
        manifest.write_copy()


def _open_manifest(folder: Path) -> tuple[Manifest, list[str]]:
    try:
        return Manifest(folder), []
    except DamagedError as error:
        path = folder / NAME
        path.replace(path.with_suffix(".damaged"))
        path.with_name(f"{NAME}-journal").unlink(missing_ok=True)
        return Manifest(folder), [f"{path} could not be read ({error}); it was set aside and built anew"]


def _import_copy(manifest: Manifest, folder: Path) -> int:
    """Take over what the copy knows and the manifest does not, and what it keeps where that failed: it may come from another machine.

    Files that are not there change nothing: they may come later, and `--check` names them. A copy that cannot be read at
    all is not written over where it is all there is: it may be a pointer of Git LFS.
    """
    if manifest.knows_copy():
        return 0
    known, found, path = manifest.read_rows(), read_copy(folder), folder / COPY
    if not known and not found and path.is_file() and path.stat().st_size:
        raise StoreError(
            f"{path}: no line of it can be read; take it from a backup, or delete it to begin anew"
        )
    news = [result for result in found if _is_news(result, known.get(result.row.key))]
    manifest.record(news)
    return sum(not result.is_version for result in news)


def _is_news(result: Result, known: Row | None) -> bool:
    return known is None or (bool(result.row.digest) and not known.digest)


def _fetch_copy(folder: Path, blobs: Blobs) -> bool:
    """Fetch the copy that lies beside remote files, and return whether it is another one than is here."""
    if isinstance(blobs, LocalBlobs):
        return False
    try:
        data = blobs.read(COPY)
    except FileNotFoundError:  # a new store
        return False
    path = folder / COPY
    if path.exists() and path.read_bytes() == data:
        return False
    path.write_bytes(data)
    return True


def _store_copy(folder: Path, blobs: Blobs) -> None:
    if not isinstance(blobs, LocalBlobs):
        part = folder / PARTIAL / COPY
        part.write_bytes((folder / COPY).read_bytes())
        blobs.add(part, COPY)
