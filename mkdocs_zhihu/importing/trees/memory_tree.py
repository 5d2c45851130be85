"""One file in memory as a source: standard input, or what was fetched."""

import io
from collections.abc import Iterator
from typing import IO

from mkdocs_zhihu.importing.trees.source_tree import SourceTree


class MemoryTree(SourceTree):
    """One file."""

    def __init__(self, label: str, data: bytes) -> None:
        self.label = label
        self.is_single = True
        self._data = data

    def names(self) -> Iterator[str]:
        """Yield its name."""
        yield self.label

    def open(self, name: str) -> IO[bytes]:
        """Open it."""
        if name != self.label:
            raise KeyError(name)
        return io.BytesIO(self._data)
