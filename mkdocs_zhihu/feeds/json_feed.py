"""A feed as JSON Feed."""

import json
from datetime import datetime
from typing import Any

from mkdocs_zhihu.feeds.feed import Feed, FeedItem

VERSION = "https://jsonfeed.org/version/1.1"


def render_json_feed(feed: Feed, url: str) -> bytes:
    """Return a feed as JSON Feed 1.1; `url` is its own address."""
    content = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": url,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_build_item(item) for item in feed.items],
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def _build_item(item: FeedItem) -> dict[str, Any]:
    """Return one item; what is not known is left out."""
    content = {
        "id": item.url,
        "url": item.url,
        "external_url": item.original,
        "title": item.title,
        "summary": item.summary if item.html else "",
        "content_html": item.html,
        "image": item.picture,
        "date_published": _format_date(item.published),
        "date_modified": _format_date(item.changed),
        "authors": [{"name": item.author}],
        "tags": list(item.tags),
    }
    known = {name: value for name, value in content.items() if value}
    return known if item.html else known | {"content_text": item.summary}


def _format_date(date: datetime | None) -> str:
    return date.isoformat() if date else ""
