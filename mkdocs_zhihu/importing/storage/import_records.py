"""What is known of one imported post, and of one feed: a line of JSON each."""

import contextlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

MAX_KNOWN = 64
"""Most sources of one post that are remembered."""


class ImportRecord(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is known of one imported post."""

    key: str
    """Its identity; see `ImportItem.key`."""

    path: str
    """Its file, relative to the folder of posts."""

    source_sha256: str = ""
    """Of the item it was written from."""

    written_sha256: str = ""
    """Of the file as it was written; empty if that is not known, then it counts as edited by hand."""

    updated: datetime | None = None
    """When the text last changed, as far as the source said."""

    length: int = 0
    """How much text it has."""

    seen: str = ""
    """The day on which a source last had it."""

    has_pictures: bool = False
    """Whether it shows pictures."""

    truncated: bool = False
    """Whether it is only a beginning."""

    origin: str = ""
    """Reader and file it came from."""

    categories: tuple[tuple[str, ...], ...] = ()
    """As written."""

    tags: tuple[str, ...] = ()
    """As written."""

    known: tuple[str, ...] = ()
    """Beginnings of the hashes of the items that were taken for it or were no better, the last ones."""


class FeedState(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What the server of a feed said last."""

    feed: str
    """Its address."""

    etag: str = ""
    """For the next conditional request."""

    modified: str = ""
    """Likewise."""

    not_before: float = 0.0
    """When it may be requested again, in seconds since 1970."""


Line = ImportRecord | FeedState


def unite_known(known: tuple[str, ...], digests: tuple[str, ...]) -> tuple[str, ...]:
    """Return the hashes of a record with others, as it keeps them: their beginnings, and of many the last."""
    return tuple(dict.fromkeys((*known, *(digest[:16] for digest in digests))))[-MAX_KNOWN:]


def _is_below(path: str) -> bool:
    """Return whether a path that a record names stays in the folder of posts; records come with a clone."""
    names = path.replace("\\", "/").split("/")
    return names[0] != "" and ".." not in names and not os.path.splitdrive(path)[0]


def iter_lines(path: Path) -> Iterator[Line | None]:
    """Yield the lines of a file, None for one that is damaged or leads out of the folder of posts."""
    with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
        for line in file:
            try:
                is_feed = line.startswith(b'{"feed"')
                found: Line = msgspec.json.decode(line, type=FeedState if is_feed else ImportRecord)
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                yield None
            else:
                yield None if isinstance(found, ImportRecord) and not _is_below(found.path) else found
