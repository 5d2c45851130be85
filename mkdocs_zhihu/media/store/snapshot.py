"""What a store holds, read without touching it."""

import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from mkdocs_zhihu.media.store.blobs import LocalBlobs
from mkdocs_zhihu.media.store.image_manifest import COPY, NAME, Manifest, read_copy
from mkdocs_zhihu.media.store.picture import Picture
from mkdocs_zhihu.media.store.rows import Row

LOCAL = "media"

Checked = dict[str, tuple[int, int]]
"""Time and size of files that were compared with their digest, by name."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a store holds at one moment."""

    rows: Mapping[str, Row]
    """Pictures by key."""

    pictures: Mapping[str, Picture]
    """Files by digest."""

    names: Mapping[str, int]
    """Sizes of the files that are there, by name."""

    def find(self, key: str) -> Picture | None:
        """Return the file of a picture if it is there, at its full length."""
        row = self.rows.get(key)
        picture = self.pictures.get(row.digest) if row is not None else None
        return picture if picture is not None and self.names.get(picture.name) == picture.size else None


def find_folder(store: str, base: Path) -> Path:
    """Return where the manifest of a store lies: in the store, beside the site's sources for one elsewhere."""
    return base / (store if "://" not in store else LOCAL)


def read_snapshot(store: str, base: Path, checked: Checked) -> Snapshot | None:
    """Return what a store holds, None if there is none yet. Nothing is written, no address is asked.

    Every file of a local store is compared with its digest, once as long as `checked` is the same: a damaged
    one counts as missing. Files of a store elsewhere are taken for whole; `mirror --check` compares them.
    """
    folder = find_folder(store, base)
    found = _read_manifest(folder)
    if found is None:
        return None
    rows, pictures = found
    if "://" in store:
        names = {name: size for picture in pictures.values() for name, size in picture.iter_files()}
        return Snapshot(rows, pictures, names)
    blobs = LocalBlobs(folder)
    names = dict(blobs.find_names())
    for name in _find_changed(folder, pictures.values(), names, checked):
        del names[name]
    return Snapshot(rows, pictures, names)


def _read_manifest(folder: Path) -> tuple[dict[str, Row], dict[str, Picture]] | None:
    """Read the copy as text, which a repository holds; the database only where there is no copy yet."""
    if (folder / COPY).is_file():
        results = read_copy(folder)
        pictures = {item.picture.digest: item.picture for item in results if item.picture is not None}
        return {item.row.key: item.row for item in results}, pictures
    if not (folder / NAME).is_file():
        return None
    manifest = Manifest(folder, is_readonly=True)
    try:
        return manifest.read_rows(), manifest.read_pictures()
    finally:
        manifest.close()


def _find_changed(
    folder: Path, pictures: Iterable[Picture], names: Mapping[str, int], checked: Checked
) -> list[str]:
    """Return the names of files that are not what they were when they were kept."""

    def is_whole(picture: Picture) -> bool:
        path = folder / picture.name
        state = path.stat()
        stamp = state.st_mtime_ns, state.st_size
        if checked.get(picture.name) != stamp:
            if hashlib.sha256(path.read_bytes()).hexdigest() != picture.digest:
                return False
            checked[picture.name] = stamp
        return True

    present = [picture for picture in pictures if picture.name in names]
    with ThreadPoolExecutor(thread_name_prefix="digest") as pool:
        verdicts = pool.map(is_whole, present)
        return [picture.name for picture, whole in zip(present, verdicts, strict=True) if not whole]
