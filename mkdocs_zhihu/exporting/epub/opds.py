"""The books of a site as a catalogue that reading programs know: OPDS 1.2."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin

from mkdocs_zhihu.exporting.epub.package import NO_DATE
from mkdocs_zhihu.exporting.exported_archive import SiteFacts
from mkdocs_zhihu.exporting.xml_tree import escape_text

TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
BOOK = "application/epub+zip"
ACQUISITION = "http://opds-spec.org/acquisition/open-access"


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A book in the catalogue."""

    identifier: str
    """The book's own."""

    title: str
    """Text."""

    modified: datetime
    """When its newest post last changed."""

    url: str
    """Its address as seen from the catalogue."""


def render_catalogue(books: Sequence[CatalogueEntry], site: SiteFacts, title: str, uri: str) -> str:
    """Return a feed of books; `uri` is its path on the site."""
    address = urljoin(site.url, uri)
    name = f"{site.name} · {title}"
    updated = max((book.modified for book in books), default=NO_DATE)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{escape_text(address)}</id>\n<title>{escape_text(name)}</title>\n"
        f"<updated>{_format_time(updated)}</updated>\n<author><name>{escape_text(site.name)}</name></author>\n"
        f'<link rel="self" type="{TYPE}" href="{escape_text(address)}"/>\n'
        f'<link rel="start" type="{TYPE}" href="{escape_text(address)}"/>\n'
        f"{''.join(map(_render_entry, books))}</feed>\n"
    )


def _render_entry(book: CatalogueEntry) -> str:
    return (
        f"<entry><id>{book.identifier}</id><title>{escape_text(book.title)}</title>"
        f"<updated>{_format_time(book.modified)}</updated>"
        f'<link rel="{ACQUISITION}" type="{BOOK}" href="{escape_text(book.url)}"/></entry>\n'
    )


def _format_time(time: datetime) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%SZ}"
