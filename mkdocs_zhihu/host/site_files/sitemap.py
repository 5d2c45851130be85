"""What the sitemap says: when each page last changed, and which pages are for search engines."""

from collections.abc import Iterable, Iterator

from markupsafe import escape
from mkdocs.structure.files import File

from mkdocs_zhihu.host.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import find_dates


def date_pages(site: Site) -> None:
    """Date every page by the posts on it, so that the same archive gives the same sitemap on any day.

    A page without a dated post has no date. Where no post at all has one, MkDocs' own day of the build
    stays: it makes the sitemap's own time of the latest date there is.
    """
    if not site.collection.archive.years:
        return
    dates = {entry.uri: _format_date(entry) for entry in site.collection.archive.entries}
    for uri, page in site.posts.items():
        page.update_date = dates[uri]
    for listing in site.pages:
        listing.update_date = max((dates[entry.uri] for entry in _iter_entries(listing)), default="")
    # MkDocs makes the sitemap's own time of this page's where all others are written directly.
    if site.pages and not site.pages[0].update_date:
        site.pages[0].update_date = max(dates.values())


def point_to_sources(site: Site) -> None:
    """Let every post's page name its original as the address to keep, where one is known."""
    for page in site.posts.values():
        if page.entry.original:
            page.canonical_url = str(escape(page.entry.original))


def select_listed(files: Iterable[File], site: Site) -> list[File]:
    """Return the pages for the sitemap: without those that search engines are asked to leave out.

    Those are all pages of the archive under `noindex`, and the posts that name another address as theirs.
    """
    return [
        file for file in files if not (isinstance(file.page, ArchivePage) and _is_left_out(file.page, site))
    ]


def _is_left_out(page: ArchivePage, site: Site) -> bool:
    info = site.info
    return info.is_hidden or (info.names_source and isinstance(page, PostPage) and bool(page.entry.original))


def _iter_entries(page: ListingPage) -> Iterator[Entry]:
    """Yield the posts on a page, and the newest of each group it links: no more than the page shows."""
    yield from page.view.entries
    for link in page.view.links:
        yield from link.group.entries[:1]


def _format_date(entry: Entry) -> str:
    changed = find_dates(entry).changed
    return changed.date().isoformat() if changed else ""
