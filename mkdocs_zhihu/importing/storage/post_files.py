"""Files of posts: how they are called, and how they are written without ever being half there."""

import hashlib
import itertools
import os
import re
from pathlib import Path

from mkdocs_zhihu.archive.addressing.slugs import slugify
from mkdocs_zhihu.importing.items.house_dialect import render_front_matter
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.storage.history import FOLDER, STAGING
from mkdocs_zhihu.importing.storage.stored_posts import hash_text, read_digest

LONGEST_SLUG = 60
LONGEST_NAME = 240
"""Bytes of a name that leave room for a number and for every system's limit."""

NAME = r"(?!\.)[^/\\\x00-\x1f\x7f<>:\"|?*]+"
PLAIN = re.compile(NAME)
"""One name that every system can have: no path, and not hidden."""

PLACE = re.compile(rf"(?:{NAME}/){{0,20}}{NAME}(?<!\.new)\.md")
"""A path that every system can have, and that leads nowhere else."""

FENCE = re.compile(r"^---\n", re.MULTILINE)
VERSION_TIME = "%Y-%m-%dT%H%M%S"


def name_post(item: ImportItem, layout: str, into: Path) -> str:
    """Return the path of a new post, relative to the folder of posts."""
    place = item.place.removeprefix(f"{into.name}/")  # an export of a whole site has that folder at its top
    if (item.layout or layout) == "flat" and _can_have(into, place):
        return place
    name = f"{item.original.kind}-{item.original.id}"
    if not item.original.id:
        digest = hashlib.sha256(item.key.encode("utf-8", "replace")).hexdigest()[:8]
        name = "-".join(filter(None, (slugify(item.title)[:LONGEST_SLUG].strip("-. "), digest)))
    folders = filter(_is_plain, _name_folders(item, item.layout or layout))
    return "/".join((*folders, f"{name}.md"))


def _is_plain(name: str) -> bool:
    return PLAIN.fullmatch(name) is not None and len(name.encode("utf-8", "replace")) <= LONGEST_NAME


def _can_have(into: Path, place: str) -> bool:
    """Return whether a post may lie at a path that a source names."""
    names = place.split("/")
    folders = itertools.accumulate(names[:-1], "{}/{}".format)
    return (
        all(map(_is_plain, names))
        and PLACE.fullmatch(place) is not None
        and not any((into / folder).is_file() for folder in folders)
    )


def _name_folders(item: ImportItem, layout: str) -> tuple[str, ...]:
    if layout == "question" and item.original.question:
        return (f"question-{item.original.question}",)
    if layout == "year" and item.changed:
        return (f"{item.changed.year:04}",)
    if layout == "collection" and item.categories:
        return tuple(map(slugify, item.categories[0]))
    return ()


def find_free_path(into: Path, name: str) -> str:
    """Return the name, or the same with a number if a file that is none of ours has it already."""
    stem = name.removesuffix(".md")
    names = itertools.chain([name], (f"{stem}-{number}.md" for number in itertools.count(2)))
    return next(name for name in names if not os.path.lexists(f"{into}/{name}"))


def write_file(path: Path, data: bytes, into: Path) -> None:
    """Write a file in one step: whenever it is looked at, it is the old one or the new one."""
    temporary = f"{into}/{STAGING}/post.tmp"
    with open(temporary, "wb") as file:  # noqa: PTH123 - paths as objects take longer than the file
        file.write(data)
    try:
        os.replace(temporary, path)  # noqa: PTH105 - likewise
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)  # noqa: PTH105 - likewise


def keep_version(path: Path, key: str, into: Path, label: str) -> None:
    """Keep a file that is about to be written anew, unless the very same was kept before."""
    data = path.read_bytes()
    place = "/".join(slugify(part) or "-" for part in key.removeprefix("https://").split("/"))
    folder = into / FOLDER / "versions" / place
    for number in itertools.count(1):
        target = folder / (f"{label}.md" if number == 1 else f"{label}-{number}.md")
        if not target.exists():
            write_file(target, data, into)
            return
        if read_digest(target) == hash_text(data):
            return


def relabel(text: str, categories: tuple[tuple[str, ...], ...], tags: tuple[str, ...]) -> str:
    r"""Return a file of ours with other categories and tags; every value of ours is on one line.

    >>> relabel("---\ntitle: a---\nauthor: b\n---\ntags: c\n", (("d",),), ())
    '---\ntitle: a---\ncategories: [[d]]\nauthor: b\n---\ntags: c\n'
    """
    opening, front, body = FENCE.split(text, 2)
    lines = front.splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("categories:", "tags:"))]
    labels = {key: value for key, value in (("categories", categories), ("tags", tags)) if value}
    place = sum(1 for line in kept if line.startswith(("title:", "published:")))
    kept.insert(place, render_front_matter(labels))
    return f"{opening}---\n{''.join(kept)}---\n{body}"
