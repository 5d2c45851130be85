"""What a template reads of a page: pages of which it reads the same come out the same."""

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_zhihu.host.page import ArchivePage

Reads = tuple[tuple[tuple[str, ...], Any], ...]
"""Names on the way from a page to a value, such as `("meta", "comments")`, and that value."""

MISSING = object()
"""The value of a key that metadata does not have."""


class PageReads:
    """Stands for a page in a template and notes what is read of it; `ignored` names are left out."""

    def __init__(self, page: ArchivePage, ignored: frozenset[str]) -> None:
        self._page, self._ignored = page, ignored
        self._noted: dict[tuple[str, ...], Any] = {}

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._page, name)
        if name == "meta":
            return MetadataReads(value, self._noted, self._ignored)
        if name == "file":
            return FileReads(value, self._noted, self._ignored)
        if name not in self._ignored:
            self._noted[name,] = value
        return value

    def list_reads(self) -> Reads:
        """Return what was read so far."""
        return tuple(self._noted.items())


class FileReads:
    """Stands for a page's file."""

    def __init__(self, file: Any, noted: dict[tuple[str, ...], Any], ignored: frozenset[str]) -> None:
        self._file, self._noted, self._ignored = file, noted, ignored

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._file, name)
        if name not in self._ignored:
            self._noted["file", name] = value
        return value


class MetadataReads(Mapping[str, Any]):
    """Stands for a page's metadata; who walks through it reads all of it."""

    def __init__(
        self, meta: Mapping[str, Any], noted: dict[tuple[str, ...], Any], ignored: frozenset[str]
    ) -> None:
        self._meta, self._noted, self._ignored = meta, noted, ignored

    def __getitem__(self, key: str) -> Any:
        if key not in self._ignored:
            self._noted["meta", key] = self._meta.get(key, MISSING)
        return self._meta[key]

    def __iter__(self) -> Iterator[str]:
        self._noted["meta",] = self._meta
        return iter(self._meta)

    def __len__(self) -> int:  # called by `{% if page.meta %}`: ours always has something
        return len(self._meta)


def holds(reads: Reads, page: ArchivePage) -> bool:
    """Return whether a template would read the same of another page."""
    return all(_read(page, path) == value for path, value in reads)


def _read(page: ArchivePage, path: tuple[str, ...]) -> Any:
    if path[:1] == ("meta",) and len(path) > 1:
        return page.meta.get(path[1], MISSING)
    value: Any = page
    for name in path:
        value = getattr(value, name)
    return value
