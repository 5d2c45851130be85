"""The files of one build, each read only if that is safe."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.reading.source import find_real, is_inside, read_source, stamp_source


@dataclass(frozen=True, slots=True)
class FileReader:
    """Reads files by their uri."""

    paths: Mapping[str, str]
    """Where each file is, by uri."""

    root: str
    """The docs folder; no file may lie outside it."""

    max_size: int
    """Largest file that is read, in bytes."""

    linked: Mapping[str, str] = field(default_factory=dict)
    """Folders that are links the user named, by uri, and where they are: no file of theirs may lie outside those."""

    problems: list[Problem] = field(default_factory=list)
    """Why files could not be read."""

    real: Callable[[str], str] = field(default_factory=lambda: lru_cache(maxsize=None)(find_real))
    """`find_real` with a memory."""

    def read(self, uri: str) -> bytes | None:
        """Return a file's bytes, or None if it has to be set aside; a folder that leads away is said once."""
        link = self._find_link(uri)
        if link:
            self._refuse_folder(link)
            return None
        data, refused = read_source(
            path=self.paths[uri], root=self._find_root(uri), uri=uri, max_size=self.max_size, real=self.real
        )
        self.problems.extend(refused)
        return data

    def stamp(self, uri: str) -> bytes | None:
        """Return what is the same only while the file is, None where that is unknown."""
        root = self._find_root(uri)
        return stamp_source(path=self.paths[uri], root=root, max_size=self.max_size, real=self.real)

    def _find_link(self, uri: str) -> str:
        """Return the uppermost folder above a file that leads out of where it must lie, "" if none does."""
        path, root = self.paths[uri], self._find_root(uri)
        try:
            if is_inside(os.path.join(os.path.dirname(path), "."), root, self.real):  # noqa: PTH118, PTH120 - hot
                return ""
        except (OSError, RuntimeError):
            return ""  # reading the file says what is wrong
        folders = uri.split("/")[:-1]
        top = path.removesuffix(uri)
        links = ("/".join(folders[:depth]) for depth in range(1, len(folders) + 1))
        return next((link for link in links if os.path.islink(top + link)), "")  # noqa: PTH114 - hot

    def _refuse_folder(self, link: str) -> None:
        message = "is a link to a folder outside the docs folder; its files were set aside"
        hint = "name the folder in the option `posts`, or copy it"
        problem = Problem(f"{link}/", "file", message, hint, set_aside=True)
        if problem not in self.problems:
            self.problems.append(problem)

    def _find_root(self, uri: str) -> str:
        """Return the folder that a file must lie in."""
        found = (path for folder, path in self.linked.items() if uri.startswith(f"{folder}/"))
        return next(found, self.root)
