"""The files of a folder, found by their address on a site."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

from mkdocs_zhihu.archive.addressing.file_places import LooseNames
from mkdocs_zhihu.reading.file_kinds import MARKDOWN


def find_inside(root: Path) -> Callable[[str], Path | None]:
    """Return what finds the files of a folder by their path in it; links may not lead out of it."""
    real = root.resolve()

    def find(uri: str) -> Path | None:
        path = root / uri.lstrip("/")
        try:
            return path if path.is_file() and path.resolve().is_relative_to(real) else None
        except (OSError, ValueError):  # a name that no system knows
            return None

    return find


def locate_inside(root: Path) -> Callable[[str], str | None]:
    """Return what tells the address of a file of a folder; pages are none."""
    find = find_inside(root)

    def locate(uri: str) -> str | None:
        return quote(uri) if not uri.endswith(".md") and find(uri) is not None else None

    return locate


def find_by_url(root: Path) -> Callable[[str], Path | None]:
    """Return what finds a file by its address on a site that has every file where its folder has it."""
    find = find_inside(root)
    return lambda url: find(unquote(url)) if "://" not in url else None


def locate_loosely_inside(root: Path) -> Callable[[str], str | None]:
    """Return what tells the address of a file of a folder by its path in another case, or by a name that no other has."""

    @cache
    def index() -> LooseNames:
        names = LooseNames()
        files = (path for path in root.rglob("*") if path.suffix.lower() not in MARKDOWN and path.is_file())
        names.add(path.relative_to(root).as_posix() for path in files)
        return names

    def locate(uri: str) -> str | None:
        found = index().find(uri)
        return quote(found) if found else None

    return locate
