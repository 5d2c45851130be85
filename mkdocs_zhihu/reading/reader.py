"""The files of one build, each read only if that is safe."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.reading.source import find_real, read_source, stamp_source


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads files by their uri."""

    paths: Mapping[str, str]
    """Where each file is, by uri."""

    root: str
    """The docs folder; no file may lie outside it."""

    max_size: int
    """Largest file that is read, in bytes."""

    problems: list[Problem] = field(default_factory=list)
    """Why files could not be read."""

    real: Callable[[str], str] = field(default_factory=lambda: lru_cache(maxsize=None)(find_real))
    """`find_real` with a memory."""

    def read(self, uri: str) -> bytes | None:
        """Return a file's bytes, or None if it has to be set aside."""
        data, refused = read_source(
            path=self.paths[uri], root=self.root, uri=uri, max_size=self.max_size, real=self.real
        )
        self.problems.extend(refused)
        return data

    def stamp(self, uri: str) -> bytes | None:
        """Return what is the same only while the file is, None where that cannot be told."""
        return stamp_source(path=self.paths[uri], root=self.root, max_size=self.max_size, real=self.real)
