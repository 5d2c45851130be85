"""Options that name folders: under `docs_dir`, and on the site.

The functions that parse raise ValueError with what is wrong and what to write instead.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PureWindowsPath

from mkdocs_zhihu.archive.addressing.addresses import make_safe
from mkdocs_zhihu.archive.addressing.slugs import fold, slugify
from mkdocs_zhihu.views import NEWEST_DIR, QUESTIONS_DIR

HOME = re.compile(r"~(?:$|[^/\\]*[/\\].)")
"""A path in a home folder, `~/posts` or `~name/posts`; `~posts` is any folder."""


def parse_folder(value: object) -> str:
    """Return the name of a folder on the site that is safe in a URL, "" for `false`: no such pages."""
    if value is False:
        return ""
    if value is True or not isinstance(value, str | int) or not str(value).strip("/ "):
        raise ValueError(
            f"{value!r} is not a folder name; write a name such as categories, or false for no such pages"
        )
    name = str(value).strip("/ ")
    plain = "/".join(filter(None, map(slugify, name.replace("\\", "/").split("/"))))
    if plain != name:
        raise ValueError(
            f"{value!r} cannot be a folder in addresses; write {plain or 'categories'!r} or another name"
        )
    if make_safe(name, "", is_post=False) != name:
        raise ValueError(
            f"{value!r} is a name that the site itself uses; write another one, such as categories"
        )
    return name


def parse_folders(value: object) -> list[str]:
    """Return one or more folders under `docs_dir` without slashes at their ends, "" for all of it."""
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        raise ValueError(
            f"{value!r} is not a folder; write one under docs_dir such as posts, or a list such as [posts, notes]"
        )
    return [_parse_source(name.strip()) for name in names]


def _parse_source(name: str) -> str:
    if _is_absolute(name):
        raise ValueError(f"{name!r} is an absolute path; write the path from docs_dir, such as posts")
    if "\\" in name:
        fixed = name.replace("\\", "/")
        raise ValueError(f"{name!r} has backslashes; write {fixed!r}")
    folder = posixpath.normpath(name.strip("/"))
    if folder.split("/")[0] == "..":
        raise ValueError(
            f"{name!r} is outside docs_dir; move the folder into it and write its path from there, such as posts"
        )
    return "" if folder == "." else folder


def _is_absolute(name: str) -> bool:
    """Return whether a path begins at a disk, a server or a home: `/posts` may mean the folder in `docs_dir`."""
    if PureWindowsPath(name).drive or HOME.match(name):
        return True
    return name.startswith(("/", "\\")) and Path(name).is_dir()


def find_same_folders(folders: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the options whose folder is that of another list too, and what to change; `folders` are by option."""
    options: dict[str, str] = {}
    for option, folder in folders.items():
        key = fold(str(folder or ""))
        if key in (NEWEST_DIR, QUESTIONS_DIR):
            yield option, f"{folder!r} is the folder of other lists; give `{option}` another folder"
        elif key in options:
            yield option, f"{folder!r} is the folder of `{options[key]}` too; give each a folder of its own"
        elif key:
            options[key] = option
