"""One post of a source, whatever wrote it, before it becomes a file."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from mkdocs_zhihu.importing.items.measure import squeeze
from mkdocs_zhihu.importing.items.originals import Original
from mkdocs_zhihu.model import BodyFormat


class Comment(Struct, frozen=True, omit_defaults=True):
    """What a reader wrote below a post."""

    id: str = ""
    """Its number, as text."""

    author: str = ""
    """Who wrote it."""

    html: str = ""
    """What it says; third-party HTML, never shown as it is."""

    time: str = ""
    """When, in ISO 8601."""

    likes: int = 0
    """How many liked it."""

    parent: str = ""
    """The comment it replies to."""


class ImportItem(Struct, frozen=True, kw_only=True):
    """One post of a source."""

    title: str
    """Its title, as text."""

    body: str
    """Its text as the source has it, but for pictures that are kept as files."""

    format: BodyFormat = "html"
    """How `body` is to be read."""

    original: Original = Original()
    """What it is on Zhihu."""

    source: str = ""
    """The address of the original; canonical."""

    entry: str = ""
    """What tells it from other entries of its feed where its address does not, as a hash."""

    author: str = ""
    """Who wrote it."""

    author_token: str = ""
    """The last part of the address of the author's page on Zhihu."""

    date: datetime | None = None
    """When it was published."""

    updated: datetime | None = None
    """When it was last edited."""

    archived: datetime | None = None
    """When the source was written, where it says so."""

    categories: tuple[tuple[str, ...], ...] = ()
    """Category paths from the root."""

    tags: tuple[str, ...] = ()
    """Its topics."""

    headimg: str = ""
    """The picture above it."""

    votes: int | None = None
    """How many agreed."""

    comment_count: int | None = None
    """How many comments it has."""

    licence: str = ""
    """Whether the author allows copies, in Zhihu's words."""

    own: dict[str, str | int | bool | dict[str, str | bool]] = {}
    """What else front matter of our own dialect says of the page: its address, description and place in lists."""

    is_truncated: bool = False
    """Whether the source has only its beginning."""

    reader: str = ""
    """Which reader read it, such as `json`."""

    file: str = ""
    """The file it was read from, relative to the source."""

    pictures: tuple[str, ...] = ()
    """Names of the pictures kept as files beside it."""

    place: str = ""
    """Its path in an export of ours, which it keeps; empty if it comes from elsewhere."""

    layout: str = ""
    """What decides the folder of its file; empty for what the settings say."""

    length: int = 0
    """How much text it has, blanks and markup not counted; measured once."""

    comments: tuple[Comment, ...] = ()
    """Comments, if they were asked for."""

    @property
    def key(self) -> str:
        """Return its identity: what it is on Zhihu, else its entry, else its address, else a hash of its words."""
        if self.original.id:
            return f"{self.original.kind}/{self.original.id}"
        if self.entry:
            return f"entry/{self.entry}"
        if self.source:
            return self.source
        words = squeeze(f"{self.title}\n{self.author}\n{self.body}")
        return f"text/{hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()}"

    @property
    def changed(self) -> datetime | None:
        """Return when it last changed, as far as that is known."""
        return self.updated or self.date

    def digest(self) -> str:
        """Return a hash of all that is its author's: counts that change daily and its file are not."""
        parts: list[Any] = [
            self.title, self.body, self.format, self.original, self.source, self.author, self.author_token,
            self.date, self.updated, self.headimg, self.licence, self.is_truncated, *([self.own] if self.own else []),
        ]  # fmt: skip
        return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()
