"""The books of a site as a catalogue that reading programs know: OPDS 1.2."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote, urljoin

from mkdocs_zhihu.exporting.epub.package import NO_DATE
from mkdocs_zhihu.exporting.source import SiteFacts
from mkdocs_zhihu.exporting.tree import escape_text

TYPE = "application/atom+xml;profile=opds-catalog;kind=acquisition"


def render_catalogue(
    books: Sequence[tuple[str, str, datetime, str]], site: SiteFacts, title: str, folder: str
) -> str:
    """Return a feed of books, each given as (identifier, title, time of its last change, path on the site)."""
    base = urljoin(site.url, quote(folder) + "/")
    updated = max((time for _, _, time, _ in books), default=NO_DATE)
    entries = "".join(
        f"<entry><id>{escape_text(name)}</id><title>{escape_text(text)}</title><updated>{time:%Y-%m-%dT%H:%M:%SZ}</updated>"
        f'<link rel="http://opds-spec.org/acquisition/open-access" type="application/epub+zip"'
        f' href="{escape_text(quote(path))}"/></entry>\n'
        for name, text, time, path in books
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
        f"<id>{escape_text(base or site.name)}</id><title>{escape_text(title)}</title>"
        f"<updated>{updated:%Y-%m-%dT%H:%M:%SZ}</updated><author><name>{escape_text(site.name)}</name></author>"
        f'<link rel="self" type="{TYPE}" href="opds.xml"/><link rel="start" type="{TYPE}" href="opds.xml"/>\n'
        f"{entries}</feed>\n"
    )
