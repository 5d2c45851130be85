"""The entries of a feed to items."""

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape, unescape

from mkdocs_zhihu.importing.from_feeds.feed_addresses import find_addresses, join_address, join_addresses
from mkdocs_zhihu.importing.from_feeds.feed_routes import (
    TimeMeaning,
    clean_title,
    find_route,
    format_category,
)
from mkdocs_zhihu.importing.from_feeds.source_feed import FeedEntry, FeedError, SourceFeed
from mkdocs_zhihu.importing.items.found import Found
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.times import parse_time
from mkdocs_zhihu.importing.settings import ImportSettings
from mkdocs_zhihu.problems import Problem

MARKUP = re.compile(r"<(?:p|br|div|figure|img)\b", re.IGNORECASE)
ESCAPED = re.compile(r"&lt;(?:p|br|div|figure|img)\b", re.IGNORECASE)
CODE = re.compile(r"(<code\b.*?</code>)", re.IGNORECASE | re.DOTALL)
Time = datetime | None
VERB = re.compile(r"[A-Z_]+")
PIN_AUTHOR = re.compile(r"^(?P<name>[^：]{1,60})：")
TAG = re.compile(r"<[^<>]{0,4000}>")


def iter_feed_items(
    feed: SourceFeed, *, name: str, settings: ImportSettings, url: str = "", path: tuple[str, ...] = ()
) -> Iterator[Found]:
    """Yield an item for every entry; FeedError if there is none. `url` is where the feed was fetched from."""
    if not feed.entries:
        raise FeedError("is a feed without entries; look at it in a browser, its source may have failed")
    route = find_route(feed, url)
    if route.is_excerpt and not settings.with_excerpts:
        raise FeedError("has only the beginnings of texts, which were not wanted")
    label = format_category(feed) if route.has_own_title else ""
    categories = (path,) if path else ((label,),) if label else ()
    for entry, address in zip(feed.entries, find_addresses(feed, url), strict=True):
        html, was_twice = unescape_twice(entry.html)
        if was_twice:
            yield Problem(
                name, "import.escaped", f"{entry.title[:40]}: was escaped twice; unescaped", level="info"
            )
        title, answerer = clean_title(entry.title, feed, route)
        if address.original.kind == "pin":
            title = _strip_author(title, entry)
        moments = _read_times(entry, route.time, settings)
        yield ImportItem(
            title=title,
            body=_wrap_text(html) if entry.is_text else join_addresses(html, address.base),
            original=address.original,
            source=address.url,
            entry=address.identity,
            author=answerer or (entry.author if route.has_author else ""),
            date=moments[0],
            updated=moments[1],
            archived=moments[2],
            categories=categories,
            tags=tuple(tag for tag in entry.tags if tag and not VERB.fullmatch(tag)),
            headimg=join_address(address.base, entry.picture),
            own={"published": False} if entry.is_draft else {},
            is_truncated=route.is_excerpt,
            reader="feed",
            file=name,
        )


def unescape_twice(html: str) -> tuple[str, bool]:
    """Return a body that was escaped once too often as it was meant, and whether it was; code stays as it is.

    >>> unescape_twice("&lt;p&gt;a")
    ('<p>a', True)
    """
    if MARKUP.search(html) or not ESCAPED.search(html):
        return html, False
    parts = CODE.split(html)
    return "".join(part if CODE.fullmatch(part) else unescape(part) for part in parts), True


def _strip_author(title: str, entry: FeedEntry) -> str:
    """Return the title of a thought without its author, whom the feed names elsewhere too."""
    match = PIN_AUTHOR.match(title)
    if match is None:
        return title
    is_author = match["name"] == entry.author or TAG.sub("", entry.html).strip().startswith(match["name"])
    return title[match.end() :] if is_author else title


def _read_times(entry: FeedEntry, meaning: TimeMeaning, settings: ImportSettings) -> tuple[Time, Time, Time]:
    """Return when it was published, edited and archived, each None where the feed does not say."""
    published = parse_time(entry.published, settings.zone, settings.now)
    updated = parse_time(entry.updated, settings.zone, settings.now)
    if meaning is TimeMeaning.ACTION:
        return None, None, published or updated
    if meaning is TimeMeaning.UPDATED:
        return None, updated or published, None
    return published, updated if updated != published else None, None


def _wrap_text(text: str) -> str:
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in paragraphs if part)
