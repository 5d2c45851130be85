"""JSON Feed to a feed."""

from collections.abc import Mapping
from typing import Any

from mkdocs_zhihu.importing.from_feeds.source_feed import FeedEntry, FeedError, SourceFeed

VERSION = "https://jsonfeed.org/version/"


def is_json_feed(value: Any) -> bool:
    """Return whether a value of a JSON file is a feed."""
    return isinstance(value, dict) and str(value.get("version", "")).startswith(VERSION)


def parse_json_feed(value: Mapping[str, Any]) -> SourceFeed:
    """Return the feed; FeedError if its entries are no list."""
    entries = value.get("items", [])
    if not isinstance(entries, list):
        raise FeedError("is a JSON Feed whose items are no list; get it again")
    links = tuple(filter(None, (_text(value, key) for key in ("home_page_url", "feed_url"))))
    read = tuple(_read_entry(entry) for entry in entries if isinstance(entry, dict))
    return SourceFeed(title=_text(value, "title"), links=links, base=next(iter(links), ""), entries=read)


def _read_entry(entry: Mapping[str, Any]) -> FeedEntry:
    html = _text(entry, "content_html")
    authors = entry.get("authors")
    people = authors if isinstance(authors, list) else [entry.get("author")]
    names = [_text(person, "name") for person in people if isinstance(person, dict)]
    tags = entry.get("tags")
    return FeedEntry(
        id=_text(entry, "id"),
        url=_text(entry, "url") or _text(entry, "external_url"),
        title=_text(entry, "title"),
        html=html or _text(entry, "content_text") or _text(entry, "summary"),
        is_text=not html,
        published=_text(entry, "date_published"),
        updated=_text(entry, "date_modified"),
        author="、".join(filter(None, names)),
        tags=tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
        picture=_text(entry, "image") or _text(entry, "banner_image"),
    )


def _text(value: Mapping[str, Any], key: str) -> str:
    found = value.get(key)
    return found.strip() if isinstance(found, str) else ""
