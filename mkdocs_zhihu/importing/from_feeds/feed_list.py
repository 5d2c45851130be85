"""`feeds.toml`: the feeds to fetch, each with its address, its category and its layout."""

import tomllib
from collections.abc import Mapping
from hashlib import sha256
from string import Template
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from mkdocs_zhihu.importing.settings import LAYOUTS

KEYS = ("address", "category", "layout")
LONGEST_LIST = 1_000_000


class FeedRequest(Struct, frozen=True):
    """One feed to fetch."""

    address: str
    """Where it is."""

    categories: tuple[str, ...] = ()
    """The category path of its posts; empty for the feed's title."""

    layout: str = ""
    """What decides the folder of its new posts; empty for what the command line says."""

    @property
    def label(self) -> str:
        """Return what people call it: without its query, which may hold a key."""
        parts = urlsplit(self.address)
        return f"{parts.netloc.rpartition('@')[2]}{parts.path}"

    @property
    def file(self) -> str:
        """Return what a post says it was read from: without the host, which may be at home."""
        parts = urlsplit(self.address)
        return parts.path.strip("/") or str(parts.hostname)

    @property
    def key(self) -> str:
        """Return what it is known by, which holds no secret either."""
        return f"{self.label}#{sha256(self.address.encode()).hexdigest()[:12]}"


def is_address(text: str) -> bool:
    """Return whether an address names a host.

    >>> is_address("https://a.example/b"), is_address("https://[my host]/b"), is_address("https://")
    (True, False, False)
    """
    try:
        return bool(urlsplit(text).hostname)
    except ValueError:
        return False


def is_feed_list(data: bytes) -> bool:
    """Return whether a file is a list of feeds."""
    return len(data) <= LONGEST_LIST and b"[[feed]]" in data.replace(b" ", b"")


def parse_feed_list(text: str, environment: Mapping[str, str]) -> tuple[FeedRequest, ...]:
    """Return the feeds of a list; ValueError with what is wrong and what to write instead.

    `${NAME}` in an address stands for a variable of the environment, so that keys need not be in the file.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f'is no TOML ({error}); write [[feed]] and address = "https://…"') from error
    except RecursionError as error:
        raise ValueError('is nested too deeply; write [[feed]] and address = "https://…"') from error
    feeds = found.get("feed")
    if not isinstance(feeds, list) or not feeds:
        raise ValueError('names no feed; write [[feed]] and address = "https://…"')
    return tuple(_parse_feed(feed, number, environment) for number, feed in enumerate(feeds, 1))


def _parse_feed(feed: Any, number: int, environment: Mapping[str, str]) -> FeedRequest:
    if not isinstance(feed, dict) or not isinstance(feed.get("address"), str):
        raise ValueError(f'feed {number} has no address; write address = "https://…"')  # noqa: TRY004 - one error
    unknown = next((key for key in feed if key not in KEYS), None)
    if unknown is not None:
        raise ValueError(f"feed {number}: {unknown!r} is no key; use {', '.join(KEYS)}")
    try:
        address = Template(feed["address"]).substitute(environment).strip()
    except (KeyError, ValueError) as error:
        raise ValueError(f"feed {number}: {error} is no variable of the environment; set it") from error
    if not address.lower().startswith(("http://", "https://")):
        raise ValueError(f"feed {number}: its address must begin with https:// or http://")
    if not is_address(address):
        raise ValueError(f"feed {number}: its address names no host; write it as the browser shows it")
    layout = feed.get("layout", "")
    if layout not in ("", *LAYOUTS):
        raise ValueError(f"feed {number}: {layout!r} is no layout; use {', '.join(LAYOUTS)}")
    return FeedRequest(address, _parse_path(feed.get("category", ""), number), layout)


def _parse_path(value: Any, number: int) -> tuple[str, ...]:
    names = value.split(",") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError(f'feed {number}: its category must be a text such as "知乎,收藏"')
    return tuple(filter(None, (name.strip() for name in names)))
