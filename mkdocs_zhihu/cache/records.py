"""What one file comes to, as a value that can be kept and sent."""

import dataclasses
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from hashlib import blake2b
from typing import Literal

import msgspec
from msgspec.structs import force_setattr

from mkdocs_zhihu.cache.fingerprint import find_fingerprint
from mkdocs_zhihu.model import Body, BodyFormat, Dollars, Image, Post
from mkdocs_zhihu.problems import Problems

DAY = timedelta(days=1)
KEY = 20
"""Bytes of a key."""


Caution = Literal["none", "plain", "aside"]
"""A file that ended its process is shown as plain text; set aside if that ends one too."""


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one file comes to."""

    post: Post | None
    """The post without its raw text, or None if it had to be set aside."""

    body: Body
    """Its body; the HTML and all but the beginning of the text are kept apart from it."""

    problems: Problems
    """What was found wrong on reading."""

    body_problems: Problems = ()
    """What was found wrong in the body."""

    link_answers: tuple[tuple[str, str | None], ...] = ()
    """Every address in the body with its resolution: with other ones it is another body."""

    image_answers: tuple[tuple[Image, Image | None], ...] = ()
    """Every picture in the body and what is shown for it, likewise."""

    folder_format: BodyFormat | None = None
    """The format that its folder is written in, likewise."""

    original: str = ""
    """URL of the original, as far as it is known without the body."""

    has_formulas: bool = False
    """Whether its page draws formulas."""

    is_cacheable: bool = True
    """Whether a later build, with a later `now`, reads the same."""

    caution: Caution = "none"
    """How it was made."""


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What makes a record, besides the file and what its links and pictures resolve to."""

    zone: tzinfo
    """The site's time zone."""

    now: datetime
    """Later dates are no dates. Aware."""

    formulas: str = "arithmatex"
    """How pages show formulas."""

    dollars: Dollars = "auto"
    """Whether `$…$` in Markdown is a formula."""

    def key(self, uri: str, data: bytes) -> bytes:
        """Return what a record of this file is kept under."""
        return blake2b(b"\x00".join((*self._begin(uri), data)), digest_size=KEY).digest()

    def place(self, uri: str) -> bytes:
        """Return what the key of the file that is in this place is kept under."""
        return blake2b(b"\x00".join(self._begin(uri)), digest_size=KEY, person=b"place").digest()

    def _begin(self, uri: str) -> tuple[bytes, bytes]:
        head = "\x00".join((str(self.zone), self.formulas, self.dollars, uri)).encode(errors="surrogatepass")
        return find_fingerprint(), head

    def fits(self, record: Record) -> bool:
        """Return whether a kept record is what this build would read: no date of it is in the future."""
        post = record.post
        dates = (post.date, post.updated) if post is not None else ()
        return all(date is None or date <= self.now + DAY for date in dates)


@dataclass(frozen=True, slots=True)
class RenderTask:
    """One file to make a record of."""

    uri: str
    """Posix path relative to the docs folder."""

    data: bytes
    """The file."""

    settings: RenderSettings
    """How."""

    links: dict[str, str] = field(default_factory=dict)
    """Addresses that are on the site, and where; all others are on other sites."""

    pictures: dict[Image, Image] = field(default_factory=dict)
    """Pictures the site has a version of its own of, and that version; all others are shown as they are."""

    caution: Caution = "none"
    """How much of the work is left out."""

    folder_format: BodyFormat | None = None
    """What most posts of its folder are written in, None where that is not known."""


@dataclass(frozen=True, slots=True)
class RenderResult:
    """A finished record as bytes."""

    uri: str
    """Of which file."""

    record: bytes | Record
    """The record, see `decode`; as it is where no bytes can hold it, as with a name that is no Unicode."""

    html: bytes
    """The body as its page shows it."""

    text: bytes
    """Its visible text."""


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Record)


def tame(task: RenderTask) -> RenderTask | None:
    """Return a task that asks for less of the same file; None where there is no less."""
    after: dict[Caution, Caution] = {"none": "plain", "plain": "aside"}
    return dataclasses.replace(task, caution=after[task.caution]) if task.caution in after else None


def decode(data: bytes | Record, zone: tzinfo) -> Record:
    """Return the record in these bytes; ValueError if it is none."""
    record = DECODER.decode(data) if isinstance(data, bytes) else data
    post = record.post
    if post is None or (post.date is None and post.updated is None):
        return record
    for name in ("date", "updated"):
        date = getattr(post, name)
        if date is not None:  # to make a value of twenty fields anew takes longer than all the rest
            force_setattr(post, name, date.astimezone(zone))
    return record


def read_kept_record(data: bytes | None, zone: tzinfo) -> Record | None:
    """Return the record in some bytes, None if there are none or they hold no record."""
    try:
        return decode(data, zone) if data is not None else None
    except (ValueError, OverflowError, RecursionError):  # msgspec's own error is a ValueError
        return None
