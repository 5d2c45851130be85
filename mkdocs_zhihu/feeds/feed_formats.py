"""Every format a feed can have, and where its file is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs_zhihu.feeds.atom import render_atom
from mkdocs_zhihu.feeds.feed import Feed
from mkdocs_zhihu.feeds.json_feed import render_json_feed


@dataclass(frozen=True, slots=True)
class Format:
    """How a feed is written."""

    suffix: str
    """What the name of its file ends in."""

    type: str
    """Its media type."""

    render: Callable[[Feed, str], bytes]
    """From a feed and the file's own address to the file's content."""


FORMATS: Mapping[str, Format] = {
    "atom": Format(".xml", "application/atom+xml", render_atom),
    "json": Format(".json", "application/feed+json", render_json_feed),
}


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One feed in one format."""

    title: str
    """Text, never HTML."""

    uri: str
    """Its path on the site."""

    format: Format
    """How it is written."""

    @property
    def url(self) -> str:
        """Its address relative to the site's root."""
        return quote(self.uri)
