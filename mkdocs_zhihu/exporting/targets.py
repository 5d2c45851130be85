"""Where posts and pictures lie in an exported folder, and how one leads to another."""

import hashlib
import os
import posixpath
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import quote, unquote, urljoin
from xml.etree.ElementTree import Element

from mkdocs_zhihu.body import TEXT_DIRECTIVE
from mkdocs_zhihu.exporting.epub.book_links import find_key
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.exporting.markdown.hugo import write_page
from mkdocs_zhihu.exporting.markdown.inline import Target
from mkdocs_zhihu.exporting.xml_tree import has_class
from mkdocs_zhihu.model import Entry

Dialect = Literal["markdown", "obsidian", "hugo", "zensical"]

UNSAFE = re.compile(r"[\s%#?()<>\[\]\\&*_`]")
"""What would end an address in Markdown or mean something else in it; letters of any script stay readable."""

OBSIDIAN_NAMES = str.maketrans("#^[]|", "＃＾［］｜")
"""What no link of Obsidian's can lead to in the name of a note, and what looks like it."""

HUGO_NAMES = str.maketrans("#?%", "＃？％")
"""What Hugo reads as part of an address in the name of a folder, and what looks like it."""

NAMES: Mapping[Dialect, Mapping[int, int]] = {"obsidian": OBSIDIAN_NAMES, "hugo": HUGO_NAMES}

NOT_IN_URLS = re.compile(r"[^\w.+~@/-]")
"""What Hugo leaves out of the address of a folder."""

NO_HEADING = re.compile(r"[#^\[\]|]")
"""What Obsidian leaves out of the heading a link leads to."""

ASSETS = "assets"
PICTURES: Mapping[Dialect, str] = {"zensical": "docs/pictures"}  # its theme has `assets` itself
NAME_LENGTH = 16
CARD_PICTURE = "zh-link-card__thumb"


@dataclass(slots=True)
class Folder:
    """The folder an archive is exported to."""

    root: Path
    """Where it is."""

    source: ExportSource
    """What is exported."""

    paths: Mapping[str, str]
    """Paths of posts in it, by uri."""

    dialect: Dialect
    """For whom it is written."""

    has_pictures: bool = True
    """Whether pictures are copied."""

    by_url: Mapping[str, Entry] = field(init=False)
    """Posts by the path of their page on the site."""

    names: dict[Path, str] = field(default_factory=dict)
    """Names of pictures, made of their content, by file."""

    shown: set[str] = field(default_factory=set)
    """Paths of pictures in the folder that posts show."""

    def __post_init__(self) -> None:
        self.by_url = {find_key(entry.url): entry for entry in self.source.archive.entries}

    def find_link(self, href: str, entry: Entry) -> Target:
        """Return where a link of a post leads: to a post of the folder, a file of the site, or elsewhere."""
        if href.startswith(("http://", "https://", "mailto:", "#")):
            return Target(href, is_ours=False)
        target = urljoin(entry.url, href)
        path, mark, fragment = target.partition("#")
        other = self.by_url.get(find_key(path))
        if other is not None and other.uri in self.paths:
            name, directive, _ = fragment.partition(TEXT_DIRECTIVE)
            is_heading = unquote(name) in {heading.id for heading in other.body.headings}
            is_place = is_heading or (directive and not name)
            return self._link_post(other, entry, mark + fragment if is_place else "")
        file = self.source.find_file(find_key(path)) if self.has_pictures and other is None else None
        if file is not None:
            return Target(link(self._copy(file, entry), self.paths[entry.uri]), is_ours=True)
        if self.source.site.url:
            return Target(urljoin(self.source.site.url, target.lstrip("/")), is_ours=False)
        return Target(other.original if other is not None else "", is_ours=False)

    def find_image(self, tag: Element, entry: Entry) -> Target:
        """Return where a picture of a post lies; one of the site is copied when it is first shown."""
        return self.find_picture(tag.get("src", ""), entry, is_card=has_class(tag, CARD_PICTURE))

    def find_picture(self, src: str, entry: Entry, *, is_card: bool = False) -> Target:
        """Return where the picture at an address that a post's page knows lies."""
        is_far = src.startswith(("http://", "https://"))
        url = (
            src
            if is_far
            else posixpath.normpath(posixpath.join(posixpath.dirname(unquote(entry.url)), unquote(src)))
        )
        path = self.source.find_file(url)
        if path is not None and self.has_pictures:
            return Target(link(self._copy(path, entry), self.paths[entry.uri]), is_ours=True)
        if is_far:
            return Target(src, is_ours=False)
        known = [
            image.origin
            for image in entry.body.images
            if image.origin and image.kind == ("card" if is_card else image.kind)
        ]
        absolute = urljoin(self.source.site.url, quote(url)) if self.source.site.url else ""
        return Target(absolute or next(iter(known), src), is_ours=False)

    def place_picture(self, url: str, entry: Entry, file: str) -> str:
        """Return the address, from a file, of a picture at an address of the site or the web, "" for one that is lost."""
        path = self.source.find_file(url if "://" in url else unquote(url)) if self.has_pictures else None
        if path is not None:
            return link(self._copy(path, entry), file)
        return url if "://" in url else urljoin(self.source.site.url, url) if self.source.site.url else ""

    def _link_post(self, other: Entry, entry: Entry, anchor: str) -> Target:
        path = self.paths[other.uri]
        url = link(path, self.paths[entry.uri]) + anchor
        if self.dialect == "obsidian" and TEXT_DIRECTIVE not in anchor:
            headings = {heading.id: heading.text for heading in other.body.headings}
            heading = " ".join(NO_HEADING.sub(" ", headings.get(unquote(anchor[1:]), "")).split())
            return Target(
                url, is_ours=True, wiki=path.removesuffix(".md") + (f"#{heading}" if heading else "")
            )
        if self.dialect == "hugo":
            name = path.removeprefix("content").removesuffix("/index.md")
            return Target(write_page(name) + anchor, is_ours=True)
        return Target(url, is_ours=True)

    def _copy(self, path: Path, entry: Entry) -> str:
        """Return where a picture lies, after copying it there: in one place for all posts, in Hugo beside each post."""
        if path not in self.names:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:NAME_LENGTH]
            self.names[path] = digest + path.suffix.lower()
        place = (
            posixpath.dirname(self.paths[entry.uri])
            if self.dialect == "hugo"
            else PICTURES.get(self.dialect, ASSETS)
        )
        name = f"{place}/{self.names[path]}"
        if name not in self.shown:
            self.shown.add(name)
            target = self.root / name
            if not target.exists():  # another process may show it too
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        return name


def link(path: str, file: str) -> str:
    """Return the address that leads from one file of a folder to another."""
    relative = posixpath.relpath(path, posixpath.dirname(file) or ".")
    return UNSAFE.sub(
        lambda match: quote(match[0]), relative if relative.startswith(".") else f"./{relative}"
    )


def place_bundles(paths: Mapping[str, str]) -> dict[str, str]:
    """Return where Hugo has each post, by uri: in a folder of its own that no other post is below, or Hugo would leave that out.

    No two folders have one address.

    >>> place_bundles({"a.md": "a.md", "a/b.md": "a/b.md", "c.md": "c.md", "c?.md": "c？.md"})
    {'a.md': 'content/a-1/index.md', 'a/b.md': 'content/a/b/index.md', 'c.md': 'content/c/index.md', 'c?.md': 'content/c？-1/index.md'}
    """
    taken = {_find_url(str(parent)) for path in paths.values() for parent in PurePosixPath(path).parents}
    found: dict[str, str] = {}
    for uri, path in sorted(paths.items(), key=lambda item: NOT_IN_URLS.search(item[1]) is not None):
        stem, number = path.removesuffix(".md"), 0
        name = stem
        while _find_url(name) in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(_find_url(name))
        found[uri] = f"content/{name}/index.md"
    return found


def _find_url(name: str) -> str:
    """Return the address that Hugo gives a folder."""
    return NOT_IN_URLS.sub("", name.replace(" ", "-").lower()).strip("/.")


def assign_paths(entries: list[Entry], dialect: Dialect = "markdown") -> dict[str, str]:
    """Return the path of every post: as it is in the docs folder, with `.md` for its ending, each once."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for entry in sorted(entries, key=lambda one: one.uri):
        stem = os.path.splitext(entry.uri)[0]  # noqa: PTH122 - a uri
        stem = stem.translate(NAMES.get(dialect, {}))
        number, path = 1, f"{stem}.md"
        while path.lower() in taken:
            number += 1
            path = f"{stem}-{number}.md"
        taken.add(path.lower())
        paths[entry.uri] = path
    return paths
