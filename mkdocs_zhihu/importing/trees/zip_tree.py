"""A ZIP as a source: nothing is unpacked to disk, and nothing that only a trick would do is read."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from mkdocs_zhihu.importing.import_report import UnreadableSourceError
from mkdocs_zhihu.importing.settings import MAX_FILE
from mkdocs_zhihu.importing.trees.source_tree import RefusedFileError, SourceTree
from mkdocs_zhihu.reading.source import is_ignored

MAX_ENTRIES = 100_000
MAX_RATIO = 200
FREE_RATIO = 1_000_000
"""Bytes up to which a member may be packed as well as it can: a page of blanks is no bomb."""

OUTSIDE = re.compile(r"(?:^|/)\.\.(?:/|$)|^/|^[A-Za-z]:|\x00")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What reading a broken or protected member may raise."""


class ZipTree(SourceTree):
    """The members of a ZIP by their names."""

    def __init__(self, file: IO[bytes], label: str) -> None:
        self.label = label
        try:
            self._zip = zipfile.ZipFile(file)
        except DAMAGE as error:
            raise UnreadableSourceError(f"{label}: is a damaged ZIP ({error}); get it again") from error
        members = self._zip.infolist()
        if len(members) > MAX_ENTRIES:
            message = f"has {len(members):,} entries, more than {MAX_ENTRIES:,}"
            raise UnreadableSourceError(f"{label}: {message}; unpack it and import the folder")
        self._members = {_read_name(member): member for member in members if not member.is_dir()}

    def names(self) -> Iterator[str]:
        """Yield every member, also those that will be refused: none disappears."""
        for name in sorted(self._members):
            parts = name.split("/")
            if not is_ignored(parts[-1]) and not any(
                part.startswith((".", "__MACOSX")) and part != ".." for part in parts[:-1]
            ):
                yield name

    def open(self, name: str) -> IO[bytes]:
        """Open a member."""
        member = self._members[name]
        if OUTSIDE.search(name):
            raise RefusedFileError("has a name that leads out of the ZIP", "pack it again without such names")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise RefusedFileError("is a link", "pack the file itself")
        if member.file_size > max(FREE_RATIO, MAX_RATIO * member.compress_size):
            message = f"unpacks to {member.file_size:,} bytes from {member.compress_size:,}"
            raise RefusedFileError(message, "unpack it and look at it")
        try:
            return self._zip.open(member)
        except DAMAGE as error:
            raise RefusedFileError(
                f"cannot be unpacked ({error})", "pack it again without a password"
            ) from error

    def read(self, name: str, limit: int = MAX_FILE) -> bytes:
        """Return a member's bytes; see `open`."""
        try:
            return super().read(name, limit)
        except DAMAGE as error:
            raise RefusedFileError(f"is damaged ({error})", "get the ZIP again") from error

    def read_head(self, name: str) -> bytes:
        """Return the first bytes of a member."""
        try:
            return super().read_head(name)
        except DAMAGE as error:
            raise RefusedFileError(f"is damaged ({error})", "get the ZIP again") from error


def _read_name(member: zipfile.ZipInfo) -> str:
    """Return a member's name; one that is not marked as UTF-8 is GBK, as Chinese Windows writes it, if it can be."""
    name = member.filename
    if not member.flag_bits & 0x800 and not name.isascii():
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")
