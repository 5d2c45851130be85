"""What every page of the last build was made of, and which file it became."""

import os
import struct
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from mkdocs_zhihu.cache.file_stat import read_file_stat
from mkdocs_zhihu.cache.store import Store

ROW = struct.Struct("<16sQqQ")
"""Fingerprint, size, time of change, number of the file."""


@dataclass(slots=True)
class PageManifest:
    """Finds pages that the last build made of the same things, and keeps what this one made.

    A file counts as the page it was only while its size, its time of change and its number are as they were
    noted. It is linked, not copied: the old site keeps it until it goes.
    """

    store: Store
    """Where rows are kept."""

    site: Path
    """Where the last site is shown."""

    folder: Path
    """Where this one is built."""

    can_take: bool = True
    """Whether files of the last site may be in this one."""

    known: dict[bytes, bytes] = field(default_factory=dict)
    """Rows of the last build by key."""

    noted: dict[str, bytes] = field(default_factory=dict)
    """Digests of the pages of this build that are new, by their path on the site."""

    kept: set[bytes] = field(default_factory=set)
    """Keys of the pages that are not."""

    keys: dict[str, bytes] = field(default_factory=dict)
    """By path on the site."""

    def __post_init__(self) -> None:
        self.known = self.store.get_all("page")

    def is_known(self, dest: str, fingerprint: bytes) -> bool:
        """Return whether the last build made this very page."""
        return self._knows(self._key(dest), fingerprint)

    def take(self, dest: str, fingerprint: bytes) -> bool:
        """Return whether the last build made this very page; if so, it is in place now."""
        key = self._key(dest)
        if not (self.can_take and self._knows(key, fingerprint)):
            return False
        new = f"{self.folder}/{dest}"
        try:
            self._link(f"{self.site}/{dest}", new)
        except OSError:
            return False
        if not self._is_sound(dest, key, fingerprint):
            os.unlink(new)  # noqa: PTH108 - hot
            return False
        self.kept.add(key)
        return True

    def _knows(self, key: bytes, fingerprint: bytes) -> bool:
        row = self.known.get(key, b"")
        return len(row) == ROW.size and row[:16] == fingerprint

    def _is_sound(self, dest: str, key: bytes, fingerprint: bytes) -> bool:
        try:
            return ROW.pack(fingerprint, *read_file_stat(f"{self.folder}/{dest}")) == self.known[key]
        except OSError:
            return False

    def read(self, dest: str) -> bytes:
        """Return the bytes of a page that was taken."""
        return (self.folder / dest).read_bytes()

    def drop(self, dest: str) -> None:
        """Let go of a page that was taken: it is to be made anew."""
        (self.folder / dest).unlink()
        self.kept.discard(self._key(dest))

    def note(self, dest: str, fingerprint: bytes) -> None:
        """Remember what a page of this build is made of."""
        self.noted[dest] = fingerprint

    def format_summary(self) -> str:
        """Return how much there was to do."""
        return f"{len(self.noted)} files written, {len(self.kept)} taken from the last site"

    def close(self) -> None:
        """Keep the rows of this build; its pages are written."""
        rows = []
        for dest, fingerprint in self.noted.items():
            try:
                rows.append(
                    (self._key(dest), ROW.pack(fingerprint, *read_file_stat(f"{self.folder}/{dest}")))
                )
            except OSError:  # a page that turned out empty is not written
                continue
        self.store.put("page", rows)
        self.store.keep_only({"page": self.kept | {key for key, _ in rows}})

    def _key(self, dest: str) -> bytes:
        if dest not in self.keys:
            text = f"{self.site}\x00{dest}"
            self.keys[dest] = blake2b(text.encode(errors="surrogatepass"), digest_size=16).digest()
        return self.keys[dest]

    def _link(self, old: str, new: str) -> None:
        try:
            os.link(old, new)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120 - hot
            os.link(old, new)
