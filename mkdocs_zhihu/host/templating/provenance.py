"""Where a post comes from, as its page says at the end."""

from datetime import datetime
from urllib.parse import unquote

from msgspec import Struct

from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import find_dates


class Provenance(Struct, frozen=True, gc=False):
    """What is known of a post's origin; every text but the note is text, never HTML."""

    original: str
    """Address of the original, or ""."""

    shown: str
    """The same for reading: without scheme, percent signs resolved."""

    author: str
    """Who wrote it, or ""."""

    dates: tuple[tuple[str, datetime, str], ...]
    """(text of the catalogue, date, date in words) of each known date."""

    note: str
    """HTML of the site's owner, such as a licence or whom to ask for removal."""


def build_provenance(entry: Entry, site: Site) -> Provenance | None:
    """Return where a post comes from; None without an original or a note: the head of the page says the rest."""
    info, dates = site.info, find_dates(entry)
    known = (("published", dates.published), ("updated", dates.edited), ("crawled", dates.archived))
    found = Provenance(
        original=entry.original,
        shown=unquote(entry.original, errors="replace").partition("://")[2],
        author=entry.author,
        dates=tuple((key, date, site.translator.date(date)) for key, date in known if date),
        note=info.note,
    )
    has_any = found.original or found.note
    return found if info.shows_provenance and has_any else None
