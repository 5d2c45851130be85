"""A feed of the newest posts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from feedgen.feed import FeedGenerator

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import format_excerpt

LENGTH = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What a feed says of itself."""

    site_url: str
    """Absolute address of the site."""

    title: str
    """Title of the feed."""

    language: str
    """Language of the interface, such as `zh`."""

    uri: str = "feed.xml"
    """The feed's path on the site."""


def render_feed(entries: Sequence[Entry], settings: FeedSettings) -> bytes:
    """Return an Atom feed (RFC 4287) of the newest posts, which come first.

    Its time is that of the newest post, so that the same archive gives the same bytes.
    """
    base = settings.site_url.rstrip("/") + "/"
    newest = entries[:LENGTH]
    feed = FeedGenerator()
    feed.id(base)
    feed.title(settings.title)
    feed.language(settings.language)
    feed.link(href=urljoin(base, settings.uri), rel="self")
    feed.link(href=base, rel="alternate")
    feed.updated(max((entry.post.date for entry in newest if entry.post.date), default=EPOCH))
    for entry in newest:
        item = feed.add_entry(order="append")
        url = urljoin(base, entry.url)
        item.id(url)
        item.title(entry.title)
        item.link(href=url)
        item.updated(entry.post.date or EPOCH)
        item.summary(format_excerpt(entry, 200))
        item.author(name=entry.author or settings.title)
    content: bytes = feed.atom_str(pretty=True)
    return content
