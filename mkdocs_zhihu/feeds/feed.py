"""The newest posts of a list as data, before they are written in a format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from urllib.parse import urljoin

from mkdocs_zhihu.body.plain_text import NO_XML
from mkdocs_zhihu.feeds.absolute import make_absolute
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import find_dates, format_excerpt

SUMMARY_LENGTH = 200


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What all feeds of a site have in common."""

    site_url: str
    """Absolute address of the site, with a slash at its end."""

    site_name: str
    """Stands in for an author who is not known."""

    language: str
    """Language of the site, such as `zh`."""

    length: int = 20
    """Most posts in one feed."""

    read: Callable[[str], str] | None = None
    """Gives the HTML of a post by its uri; None for feeds that have only the beginnings."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One post in a feed; every address is absolute, every text fit for XML."""

    url: str
    """The post's page; its identity too."""

    title: str
    """Text, never HTML."""

    summary: str
    """Its beginning."""

    html: str
    """Its whole text, "" in a feed of excerpts."""

    author: str
    """Who wrote it, or the site's name."""

    tags: tuple[str, ...]
    """Its tags."""

    original: str
    """Where it came from, or ""."""

    picture: str
    """The picture on its card, or ""."""

    published: datetime | None
    """The date it stands under."""

    changed: datetime | None
    """When it last changed."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest posts of a list."""

    title: str
    """What people see in their reader."""

    home: str
    """Absolute address of the page with the same posts."""

    language: str
    """Language of the site."""

    author: str
    """The site's name."""

    items: tuple[FeedItem, ...]
    """Newest first."""


def build_feed(entries: Sequence[Entry], settings: FeedSettings, *, title: str, url: str) -> Feed:
    """Return the feed of the first posts of a list that is newest first; `url` is the list's page.

    No more posts are looked at than the feed holds, however long the list is.
    """
    return Feed(
        title=_clean(title) or settings.site_url,
        home=urljoin(settings.site_url, url),
        language=settings.language,
        author=_clean(settings.site_name),
        items=tuple(_build_item(entry, settings) for entry in islice(entries, settings.length)),
    )


def _build_item(entry: Entry, settings: FeedSettings) -> FeedItem:
    url = urljoin(settings.site_url, entry.url)
    tags = dict.fromkeys((*entry.post.tags, *entry.body.facts.tags))
    return FeedItem(
        url=url,
        title=_clean(entry.title) or url,
        summary=_clean(format_excerpt(entry, SUMMARY_LENGTH)),
        html=_clean(make_absolute(settings.read(entry.uri), url)) if settings.read else "",
        author=_clean(entry.author) or _clean(settings.site_name),
        tags=tuple(filter(None, map(_clean, tags))),
        original=_clean(entry.original),
        picture=_clean(urljoin(settings.site_url, entry.thumbnail.url)) if entry.thumbnail else "",
        published=entry.post.date,
        changed=find_dates(entry).changed,
    )


def _clean(text: str) -> str:
    """Return a text without the characters that no feed can hold."""
    return NO_XML.sub("", text)
