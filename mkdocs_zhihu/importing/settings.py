"""What an import should do, as plain values."""

from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Literal

Layout = Literal["flat", "question", "collection", "year"]
LAYOUTS: tuple[Layout, ...] = ("flat", "question", "collection", "year")

MEGABYTE = 1_000_000
MAX_ITEM = 5 * MEGABYTE
"""Largest text of one post, in bytes."""

MAX_FILE = 64 * MEGABYTE
"""Largest file that is read as a whole: a feed, an API page, a saved page with its pictures."""

MAX_PICTURE = 20 * MEGABYTE
"""Largest picture that is kept beside a post."""

POORER = 0.7
"""A text shorter than this part of another is poorer."""


@dataclass(frozen=True, slots=True)
class ImportSettings:
    """What an import should do."""

    into: Path
    """The folder of posts."""

    zone: tzinfo
    """The zone of times without one, and of the times that are written."""

    now: datetime
    """The time of the import."""

    categories: tuple[str, ...] = ()
    """The category path of every post; else what its source says."""

    layout: Layout = "flat"
    """What decides the folder of a new post."""

    may_update: bool = True
    """Whether stored posts are written anew."""

    keeps_drafts: bool = False
    """Whether news of a post that was edited by hand is written beside it."""

    is_dry_run: bool = False
    """Whether nothing is written."""

    with_comments: bool = False
    """Whether comments are kept, in files of their own."""

    with_question: bool = False
    """Whether the text of the question comes first in an answer."""

    with_excerpts: bool = True
    """Whether posts of which a feed has the beginning only are taken."""

    takes_all: bool = False
    """Whether notes that do not come from Zhihu are taken from a folder of Markdown."""
