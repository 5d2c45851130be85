"""Pictures that come with a post: recognised by their content, named by it, and kept beside the post."""

import hashlib
import re
from pathlib import Path

from mkdocs_zhihu.body.picture_formats import detect_picture_format
from mkdocs_zhihu.importing.settings import MAX_PICTURE

FOLDER = "images"
SHOWN = re.compile(r"<img\b(?![^>]*(?:equation|eeimg))|!\[|<picture\b", re.IGNORECASE)
MARKS = ("<img", "<IMG", "![", "<picture")
"""Without one of them a body has no picture, which is found faster than by a pattern."""


def shows_pictures(body: str) -> bool:
    """Return whether a body shows pictures; formulas drawn as pictures do not count."""
    return any(mark in body for mark in MARKS) and SHOWN.search(body) is not None


class PictureStage:
    """Pictures of items that may not be written in the end."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        """Where they wait; None if nothing is to be written."""

    def add(self, data: bytes) -> str:
        """Keep a picture and return its name, "" if it is none or too large."""
        extension = detect_picture_format(data) if len(data) <= MAX_PICTURE else ""
        if not extension:
            return ""
        name = f"{hashlib.sha256(data).hexdigest()[:16]}.{extension}"
        if self._folder is not None and not (self._folder / name).exists():
            (self._folder / name).write_bytes(data)
        return name

    def move(self, name: str, folder: Path) -> None:
        """Put a picture beside its post: `images/` in the post's folder."""
        target = folder / FOLDER / name
        if self._folder is None or target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        waiting = self._folder / name
        if waiting.exists():
            partial = waiting.with_suffix(".part")
            partial.write_bytes(waiting.read_bytes())
            partial.replace(target)
