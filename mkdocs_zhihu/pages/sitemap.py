"""What the sitemap says: when each page last changed, and which pages are for search engines."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.pages.files import Site
from mkdocs_zhihu.pages.page import ListingPage
from mkdocs_zhihu.views import find_dates


def date_pages(site: Site) -> None:
    """Date every page by the posts on it, so that the same archive gives the same sitemap on any day.

    A page without a dated post has no date. Where no post at all has one, MkDocs' own day of the build
    stays: it makes the sitemap's own time of the latest date there is.
    """
    if not site.collection.archive.years:
        return
    for entry in site.collection.archive.entries:
        site.posts[entry.uri].update_date = _format_latest([entry])
    for page in site.pages:
        page.update_date = _format_latest(_iter_entries(page))


def _iter_entries(page: ListingPage) -> Iterator[Entry]:
    """Yield the posts on a page, and the newest of each group it links: no more than the page shows."""
    yield from page.view.entries
    for link in page.view.links:
        yield from link.group.entries[:1]


def _format_latest(entries: Iterable[Entry]) -> str:
    found: list[datetime] = [date for date in (find_dates(entry).changed for entry in entries) if date]
    return max(found).date().isoformat() if found else ""
