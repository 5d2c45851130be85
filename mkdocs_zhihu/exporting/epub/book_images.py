"""The pictures of a book: each file once, under a name made of its content."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import imagesize

from mkdocs_zhihu.exporting.epub.container import Container
from mkdocs_zhihu.exporting.svg import clean_svg

FOLDER = "img"
NAME_LENGTH = 16
SIGNATURES = (
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"GIF87a", "gif", "image/gif"),
    (b"GIF89a", "gif", "image/gif"),
)
"""The formats that every reader draws; WebP and SVG are recognised by more than their first bytes."""


@dataclass(frozen=True, slots=True)
class BookImage:
    """A picture in a book."""

    name: str
    """Its path in the book."""

    media_type: str
    """What the manifest says of it."""

    width: int
    """Pixels; 0 where they are not known."""

    height: int
    """Likewise."""


@dataclass(slots=True)
class ImageFinder:
    """Finds the pictures that posts show; a file is read when it is first shown."""

    find_file: Callable[[str], Path | None]
    """See `ExportSource`."""

    known: dict[Path, BookImage | None] = field(default_factory=dict)
    """By file; None for one that no reader could draw."""

    shown: set[Path] = field(default_factory=set)
    """The files that a post shows."""

    def embed(self, url: str) -> BookImage | None:
        """Return the picture at an address of the site, or None if the site has none there that a book may hold."""
        path = self.find_file(url)
        if path is None:
            return None
        if path not in self.known:
            self.known[path] = read_image_file(path)[0]
        if self.known[path] is not None:
            self.shown.add(path)
        return self.known[path]


@dataclass(slots=True)
class ImageSet:
    """The pictures of one book."""

    container: Container
    """Where they are put."""

    added: set[Path] = field(default_factory=set)
    """Their files."""

    images: dict[str, BookImage] = field(default_factory=dict)
    """By name."""

    def add(self, path: Path) -> None:
        """Put a file into the book, once."""
        if path in self.added:
            return
        self.added.add(path)
        image, data = read_image_file(path)
        if image is not None and image.name not in self.images:
            self.images[image.name] = image
            self.container.add(f"OEBPS/{image.name}", data, is_compressed=image.media_type != "image/svg+xml")


def read_image_file(path: Path) -> tuple[BookImage | None, bytes]:
    """Return the picture in a file, see `read_image`."""
    try:
        return read_image(path.read_bytes())
    except OSError:
        return None, b""


def read_image(data: bytes) -> tuple[BookImage | None, bytes]:
    """Return a picture and what is stored of it; None for a format that books may not hold, and for broken files."""
    ending, media_type = find_image_format(data)
    if ending == "svg":
        data = clean_svg(data)
    if not ending or not data:
        return None, b""
    width, height = _measure(data) if ending != "svg" else (0, 0)
    if ending != "svg" and min(width, height) <= 0:
        return None, b""
    name = f"{FOLDER}/{hashlib.sha256(data).hexdigest()[:NAME_LENGTH]}.{ending}"
    return BookImage(name, media_type, width, height), data


def find_image_format(data: bytes) -> tuple[str, str]:
    """Return the ending and the media type of a picture by its first bytes, "" for what is none."""
    for signature, ending, media_type in SIGNATURES:
        if data.startswith(signature):
            return ending, media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp", "image/webp"
    return ("svg", "image/svg+xml") if b"<svg" in data[:1000] else ("", "")


def _measure(data: bytes) -> tuple[int, int]:
    try:
        width, height = imagesize.get(BytesIO(data))
    except (ValueError, IndexError, OSError):
        return -1, -1
    return int(width), int(height)
