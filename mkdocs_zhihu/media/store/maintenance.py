"""Care of a store over the years: is every file whole, what is missing and why, what is no longer needed."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime

from mkdocs_zhihu.media.fetch.outcomes import DESCRIPTIONS, Outcome
from mkdocs_zhihu.media.image_requests import ImageRequest
from mkdocs_zhihu.media.store.blobs import Blobs
from mkdocs_zhihu.media.store.image_manifest import COPY
from mkdocs_zhihu.media.store.image_store import ImageStore, StoreError
from mkdocs_zhihu.media.store.picture import Picture, is_picture_name
from mkdocs_zhihu.media.store.snapshot import Snapshot

MISSING = "is missing"


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not what the manifest says."""

    picture: Picture
    """What it should be."""

    reason: str
    """What it is."""


def find_damage(store: ImageStore, snapshot: Snapshot) -> Iterator[Damage]:
    """Yield every picture whose file is missing or changed; all of every file is read."""
    pictures = [picture for _, picture in sorted(snapshot.pictures.items())]
    with ThreadPoolExecutor(os.cpu_count(), "check") as pool:
        reasons = pool.map(lambda picture: find_fault(store.blobs, picture), pictures)
        for picture, reason in zip(pictures, reasons, strict=True):
            if reason:
                yield Damage(picture, reason)


def find_fault(blobs: Blobs, picture: Picture) -> str:
    """Return what is wrong with the file of a picture, "" if it is whole."""
    try:
        data = blobs.read(picture.name)
    except FileNotFoundError:
        return MISSING
    if len(data) != picture.size:
        return f"has {len(data)} bytes instead of {picture.size}"
    return "" if hashlib.sha256(data).hexdigest() == picture.digest else "was changed"


def set_aside(store: ImageStore, damage: Sequence[Damage]) -> None:
    """Move damaged files out of the way, so that no site shows them and the next run fetches them anew."""
    for item in damage:
        if item.reason != MISSING:
            store.blobs.set_aside(item.picture.name)


def prune(store: ImageStore, wanted: Collection[ImageRequest]) -> tuple[int, int]:
    """Remove what no post shows any more; return how many pictures and how many files that were.

    StoreError if the manifest names no file and there are some: it was lost, and every file would be removed.
    """
    snapshot = store.take_stock()
    if not snapshot.pictures and find_orphans(snapshot.names, ()):
        raise StoreError(
            f"{store.folder / COPY}: names no file, and every file would be removed; take it from a backup"
        )
    keys = {want.key for want in wanted}
    unused = [key for key in snapshot.rows if key not in keys]
    gone = set(store.manifest.forget(unused))
    used = [picture for digest, picture in snapshot.pictures.items() if digest not in gone]
    needed = [name for picture in used for name, _ in picture.iter_files()]
    orphans = find_orphans(snapshot.names, needed)
    store.blobs.remove(orphans)
    return len(unused), len(orphans)


def find_orphans(names: Iterable[str], used: Iterable[str]) -> list[str]:
    """Return the files of pictures that none needs; files of other names are not the store's own."""
    needed = frozenset(used)
    return sorted(name for name in names if is_picture_name(name) and name not in needed)


def format_status(wanted: Sequence[ImageRequest], snapshot: Snapshot) -> Iterator[str]:
    """Yield the lines of a table: what is kept, what is missing, why, and which post shows it."""
    missing = [want for want in wanted if snapshot.find(want.key) is None]
    size = sum(picture.size for picture in snapshot.pictures.values())
    yield f"{len(wanted) - len(missing)} of {len(wanted)} pictures are kept, {size / 1e6:.1f} MB"
    for want in missing:
        row = snapshot.rows.get(want.key)
        posts = ", ".join(want.uris)
        if row is None:
            yield f"never asked\t{want.urls[0]}\t{posts}"
        elif row.digest:
            yield f"damaged\t{row.url}\t{posts}\tits file is missing; run `mirror` again"
        else:
            moment = datetime.fromtimestamp(row.asked, UTC).date()
            detail = f" ({row.detail})" if row.detail else ""
            yield f"{row.outcome}\t{row.url}\t{posts}\t{DESCRIPTIONS.get(row.outcome, '')}{detail}, {moment}"


def format_outcome(outcome: Outcome, count: int) -> str:
    """Return one line of a run's account."""
    return f"{count:6} {outcome}" + (f": {DESCRIPTIONS[outcome]}" if outcome in DESCRIPTIONS else "")
