"""Dates that a page of Zhihu showed, for a post whose file has none or only that of its archiving."""

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from mkdocs_zhihu.model import Facts, Post

PAGE_ZONE = ZoneInfo("Asia/Shanghai")
"""Zhihu's pages show dates in it."""


def with_page_dates(post: Post, facts: Facts, *, zone: tzinfo, now: datetime) -> Post:
    """Return the post with the dates its page showed, where the front matter has none or only the crawl's; one after `now` is none."""
    if not facts.published and not facts.edited:
        return post
    published, edited = (_parse_page_date(text, zone, now) for text in (facts.published, facts.edited))
    shown = published or edited
    if shown is not None and (post.date is None or not post.has_zone):
        post = replace(post, date=shown, has_zone=True, archived=post.date, is_dated_by_page=True)
    return replace(post, updated=edited) if edited and post.updated is None else post


def _parse_page_date(text: str, zone: tzinfo, now: datetime) -> datetime | None:
    try:
        date = datetime.fromisoformat(text).replace(tzinfo=PAGE_ZONE) if text else None
        return date.astimezone(zone) if date is not None and date <= now + timedelta(days=1) else None
    except (ValueError, OverflowError):
        return None
