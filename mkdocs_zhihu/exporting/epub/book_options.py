"""How books are made, and what became of one."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class BookOptions:
    """How books are made."""

    title: str = ""
    """A title instead of the site's name and what the posts share."""

    cover: bytes = b""
    """A picture for the cover."""

    has_pictures: bool = True
    """Whether kept pictures are in the book."""

    is_indented: bool = False
    """Whether paragraphs begin with a blank of two characters instead of standing apart."""


@dataclass(frozen=True, slots=True)
class BookReport:
    """What became of a book."""

    path: Path
    """The file."""

    title: str
    """Its title."""

    chapters: int
    """How many posts are in it."""

    missing: int
    """How many pictures are not, as they were not kept."""
