"""A feed of the newest posts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urljoin

from feedgen.feed import FeedGenerator

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import format_excerpt

NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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
    feed.title(_clean(settings.title))
    feed.language(settings.language)
    feed.link(href=urljoin(base, settings.uri), rel="self")
    feed.link(href=base, rel="alternate")
    feed.updated(max((entry.post.date for entry in newest if entry.post.date), default=EPOCH))
    for entry in newest:
        item = feed.add_entry(order="append")
        url = urljoin(base, entry.url)
        item.id(url)
        item.title(_clean(entry.title))
        item.link(href=url)
        item.updated(entry.post.date or EPOCH)
        item.summary(_clean(format_excerpt(entry, 200)))
        item.author(name=_clean(entry.author or settings.title))
    content: bytes = feed.atom_str(pretty=True)
    return content


def _clean(text: str) -> str:
    """Return a text without the characters that XML 1.0 does not know."""
    return NO_XML.sub("", text)
