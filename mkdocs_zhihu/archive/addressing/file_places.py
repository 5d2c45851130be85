"""Where a file may lie that a post names."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

DRIVE = re.compile(r"[A-Za-z]:/")
MAX_TAIL = 4


def iter_places(path: str, uri: str) -> Iterator[str]:
    """Yield the uris a path in a post may stand for, the nearest to its words first.

    As it is written; in the post's asset folder; from a folder above the post; of a path on the author's own disk, its
    last parts in all of these.

    >>> list(iter_places("a.png", "posts/b.md"))
    ['posts/a.png', 'posts/b/a.png', 'a.png']
    """
    path = path.replace("\\", "/")
    if DRIVE.match(path.lstrip("/")):
        parts = path.lstrip("/").split("/")[1:]
        paths = ["/".join(parts[-count:]) for count in range(min(MAX_TAIL, len(parts)), 0, -1)]
    else:
        paths = [path]
    folder = posixpath.dirname(uri)
    above = folder.split("/") if folder else []
    folders = ["/".join(above[:count]) for count in range(len(above), -1, -1)]
    assets = posixpath.splitext(uri)[0]
    order = ["", *folders, assets] if path.startswith("/") else [folder, assets, *folders]
    for tail in paths:
        for place in dict.fromkeys(order):
            yield posixpath.normpath(posixpath.join(place, tail.lstrip("/")))


@dataclass(slots=True)
class LooseNames:
    """Files by another case of their path, or by a name that no other file has."""

    paths: dict[str, str] = field(default_factory=dict)
    """Uris without their case."""

    names: dict[str, str] = field(default_factory=dict)
    """Uris by the last part of them, without case; "" where there are several."""

    def add(self, uris: Iterable[str]) -> None:
        """Add files; of two that differ in case alone the first counts."""
        for uri in sorted(uris):
            self.paths.setdefault(uri.casefold(), uri)
            name = posixpath.basename(uri).casefold()
            self.names[name] = "" if name in self.names else uri

    def find(self, uri: str) -> str:
        """Return the file, "" if there is none.

        >>> known = LooseNames()
        >>> known.add(["a/B.png", "a/c.png", "b/c.png"])
        >>> known.find("A/b.png"), known.find("x/b.PNG"), known.find("c.png")
        ('a/B.png', 'a/B.png', '')
        """
        return self.paths.get(uri.casefold()) or self.names.get(posixpath.basename(uri).casefold(), "")


def iter_pages(uri: str) -> Iterator[str]:
    """Yield the uris of Markdown files that a place without or with another ending may stand for."""
    yield f"{uri}.md"
    yield f"{uri}/index.md"
    yield f"{uri}/_index.md"
    stem, ending = posixpath.splitext(uri)
    if ending in (".html", ".htm"):
        yield f"{stem}.md"
        yield f"{stem}/index.md"
