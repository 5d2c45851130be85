"""The files of a folder, found by their address on a site."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote

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
    def index() -> tuple[dict[str, str], dict[str, str]]:
        paths: dict[str, str] = {}
        names: dict[str, str] = {}
        for path in sorted(root.rglob("*")):
            if path.suffix.lower() not in MARKDOWN and path.is_file():
                uri, name = path.relative_to(root).as_posix(), path.name.casefold()
                paths.setdefault(uri.casefold(), uri)
                names[name] = "" if name in names else uri
        return paths, names

    def locate(uri: str) -> str | None:
        paths, names = index()
        found = paths.get(uri.casefold()) or names.get(uri.rpartition("/")[2].casefold())
        return quote(found) if found else None

    return locate
