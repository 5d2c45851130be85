"""The files of posts below a folder, how they are read, and those that are none and must be named."""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mkdocs_zhihu.archive.addressing.hexo_permalinks import find_blog
from mkdocs_zhihu.cache.linked_files import find_linked_files
from mkdocs_zhihu.cache.records import Record
from mkdocs_zhihu.collect_settings import MAX_SIZE, Settings, Source
from mkdocs_zhihu.exporting.folder import locate_inside, locate_loosely_inside
from mkdocs_zhihu.model import Archive
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading import is_ignored
from mkdocs_zhihu.reading.file_kinds import describe_unread, find_file_kind, is_unicode, show_name


def build_settings(folder: Path, max_size: int = MAX_SIZE) -> Settings:
    """Return how the posts of a folder alone are read: its files are where they lie."""
    whole = folder.absolute()
    return Settings(
        root=str(folder),
        zone=ZoneInfo("Asia/Shanghai"),
        now=datetime.now(UTC),
        max_size=max_size,
        locate=locate_inside(folder),
        locate_loosely=locate_loosely_inside(folder),
        blog=find_blog(str(whole.parent), [whole.name]),
    )


def find_sources(folder: Path) -> tuple[list[Source], Problems, list[str]]:
    """Return every post below a folder, what has to be set aside for its name, and texts that are not read."""
    found, problems, unread = [], [], []
    seen = {os.path.realpath(folder)}
    for parent, folders, names in os.walk(folder, followlinks=True):  # as MkDocs does
        folders[:] = [name for name in sorted(folders) if _is_entered(parent, name, seen)]
        for name in sorted(names):
            path = Path(parent, name)
            uri, kind = path.relative_to(folder).as_posix(), find_file_kind(name)
            if is_ignored(name) or kind == "other":
                continue
            if not is_unicode(uri):
                problems.append(_refuse(uri, "has a name that is not UTF-8", "rename it"))
            elif kind == "unsupported":
                unread.append(uri)
            else:
                found.append(Source(uri, str(path)))
    return found, tuple(problems), unread


def describe_unread_texts(uris: Iterable[str], archive: Archive, records: Mapping[str, Record]) -> Problems:
    """Return what to say of texts that are not read, now that the posts are known; those posts link to are files of the site."""
    urls = {quote(uri): uri for uri in uris}
    linked = (find_linked_files(records[entry.uri], entry.url, urls) for entry in archive.entries)
    left = urls.keys() - set().union(*linked)
    return tuple(describe_unread(uri, archive.in_site) for url, uri in urls.items() if url in left)


def _is_entered(parent: str, name: str, seen: set[str]) -> bool:
    """Return whether a folder is looked into: not if it is hidden, or leads to one that was seen already."""
    if name.startswith("."):
        return False
    path = os.path.join(parent, name)  # noqa: PTH118 - as `os.walk` has it
    is_new = not os.path.islink(path) or os.path.realpath(path) not in seen  # noqa: PTH114
    seen.add(os.path.realpath(path))
    return is_new


def _refuse(uri: str, message: str, hint: str) -> Problem:
    return Problem(show_name(uri), "file", f"{message}; set aside", hint, set_aside=True)
