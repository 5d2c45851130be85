"""A file that is still coming in."""

import os
import tempfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from mkdocs_zhihu.media.fetch.outcomes import Failed, Outcome

PACKED = {"gzip": 31, "x-gzip": 31, "deflate": 15}
STEP = 1 << 20


class Partial:
    """A temporary file that never grows beyond a limit; gone after the block unless it was taken."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        handle, name = tempfile.mkstemp(dir=folder, prefix="part-")
        self.path = Path(name)
        self._file: IO[bytes] = os.fdopen(handle, "wb")
        self._max = max_bytes
        self._inflate: zlib._Decompress | None = None
        self.size = 0
        """Bytes in the file."""
        self.received = 0
        """Bytes on the wire."""
        self.validator = ""
        """With it the rest may be asked for, should it break off."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)

    def restart(self, encoding: str) -> None:
        """Forget what came; `encoding` is what the host says it packed the rest with, against our wish."""
        if encoding and encoding not in PACKED:
            raise Failed(Outcome.ENCODED, encoding[:40])
        self._inflate = zlib.decompressobj(PACKED[encoding]) if encoding else None
        if self.size:
            self._file.seek(0)
            self._file.truncate()
        self.size = self.received = 0

    def expect(self, size: int) -> None:
        """Raise Failed if as many bytes as the host announces are too many."""
        if size > self._max:
            raise Failed(Outcome.TOO_LARGE, f"{size} bytes")

    def write(self, data: bytes) -> None:
        """Add what came; Failed if the file becomes too large, before it is written."""
        self.received += len(data)
        self.expect(self.received)
        if self._inflate is None:
            self._add(data)
            return
        while data:
            try:
                self._add(self._inflate.decompress(data, STEP))
            except zlib.error as error:
                raise Failed(Outcome.ENCODED, str(error)) from error
            data = self._inflate.unconsumed_tail

    def _add(self, data: bytes) -> None:
        self.size += len(data)
        self.expect(self.size)
        self._file.write(data)

    def finish(self) -> None:
        """Hand everything to the system."""
        self._file.flush()
