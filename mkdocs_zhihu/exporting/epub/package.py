"""What a book says of itself to machines: its package document, and the contents for old readers."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mkdocs_zhihu.exporting.epub.book import Book, list_authors
from mkdocs_zhihu.exporting.epub.book_documents import MAX_AUTHORS, Link, find_language, format_statistics
from mkdocs_zhihu.exporting.exported_archive import SiteFacts
from mkdocs_zhihu.exporting.xml_tree import escape_text
from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import find_dates

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Of a book whose posts have none."""

CONTAINER = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>\n'
)


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book."""

    href: str
    """Its path."""

    media_type: str = "application/xhtml+xml"
    """What it is."""

    properties: str = ""
    """What a reader has to know of it."""

    is_read: bool = False
    """Whether it is in the order of reading."""

    @property
    def id(self) -> str:
        """Return its name within the package."""
        return "i-" + self.href.rpartition("/")[2].replace(".", "-")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a library shows of a book."""

    identifier: str
    """The same for every edition of a book."""

    title: str
    """Text."""

    modified: datetime
    """When its newest post last changed."""

    series: str
    """The title of the whole, for one of several volumes."""

    note: str
    """The owner's note on licence and removal; text."""


def build_metadata(book: Book, site: SiteFacts, titles: tuple[str, str], note: str) -> Metadata:
    """Return what a library shows; `titles` are that of the book and that of the whole."""
    return Metadata(
        identifier=find_identifier(book, site),
        title=titles[0],
        modified=find_modified(book.entries),
        series=titles[1] if book.volumes > 1 else "",
        note=note,
    )


def find_identifier(book: Book, site: SiteFacts) -> str:
    """Return what all editions of a book have in common."""
    name = "\x00".join((site.url or site.name, book.kind, *book.identity, str(book.volume)))
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def find_modified(entries: Iterable[Entry]) -> datetime:
    """Return when the newest of some posts last changed."""
    found = (find_dates(entry).changed or entry.post.date for entry in entries)
    return max((date.astimezone(UTC) for date in found if date), default=NO_DATE)


def render_package(  # noqa: PLR0913 - plain values, all with a name
    book: Book,
    metadata: Metadata,
    items: Sequence[Item],
    site: SiteFacts,
    translator: Translator,
    features: Sequence[str],
) -> str:
    """Return the package document; `features` are what helps readers who cannot see."""
    manifest = "".join(
        f'<item id="{item.id}" href="{item.href}" media-type="{item.media_type}"'
        + (f' properties="{item.properties}"' if item.properties else "")
        + "/>\n"
        for item in items
    )
    spine = "".join(f'<itemref idref="{item.id}"/>\n' for item in items if item.is_read)
    cover = next((item.id for item in items if "cover-image" in item.properties), "")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<package xmlns="http://www.idpf.org/2007/opf" version="3.0"'
        f' unique-identifier="id" xml:lang="{find_language(site)}" prefix="schema: http://schema.org/">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        + "".join(f"{line}\n" for line in _iter_metadata(book, metadata, site, translator, features))
        + (f'<meta name="cover" content="{cover}"/>\n' if cover else "")
        + f'</metadata>\n<manifest>\n{manifest}</manifest>\n<spine toc="i-toc-ncx">\n{spine}</spine>\n</package>\n'
    )


def _iter_metadata(
    book: Book, metadata: Metadata, site: SiteFacts, translator: Translator, features: Sequence[str]
) -> Iterable[str]:
    yield f'<dc:identifier id="id">{metadata.identifier}</dc:identifier>'
    yield f"<dc:title>{escape_text(metadata.title)}</dc:title>"
    yield f"<dc:language>{find_language(site)}</dc:language>"
    yield f'<meta property="dcterms:modified">{metadata.modified:%Y-%m-%dT%H:%M:%SZ}</meta>'
    authors = list_authors(book.entries)
    for number, author in enumerate(authors[:MAX_AUTHORS] or [site.name], 1):
        yield f'<dc:creator id="c{number}">{escape_text(author)}</dc:creator>'
        yield f'<meta refines="#c{number}" property="role" scheme="marc:relators">aut</meta>'
    if len(authors) > MAX_AUTHORS:
        yield f"<dc:contributor>{escape_text(translator.text('authors_more', n=len(authors)))}</dc:contributor>"
    yield f"<dc:publisher>{escape_text(site.name)}</dc:publisher>"
    if site.url:
        yield f"<dc:source>{escape_text(site.url)}</dc:source>"
    if book.entries:
        yield f"<dc:date>{metadata.modified:%Y-%m-%d}</dc:date>"
    subjects = dict.fromkeys(section.path[0] for section in book.sections if section.path)
    for subject in list(subjects)[:MAX_AUTHORS]:
        yield f"<dc:subject>{escape_text(subject)}</dc:subject>"
    if metadata.note:
        yield f"<dc:rights>{escape_text(metadata.note)}</dc:rights>"
    yield f"<dc:description>{escape_text(format_statistics(book.entries, translator))}</dc:description>"
    if metadata.series:
        yield f'<meta property="belongs-to-collection" id="series">{escape_text(metadata.series)}</meta>'
        yield '<meta refines="#series" property="collection-type">series</meta>'
        yield f'<meta refines="#series" property="group-position">{book.volume}</meta>'
    for mode in ("textual", "visual"):
        yield f'<meta property="schema:accessMode">{mode}</meta>'
    yield '<meta property="schema:accessModeSufficient">textual,visual</meta>'
    for feature in features:
        yield f'<meta property="schema:accessibilityFeature">{feature}</meta>'
    yield '<meta property="schema:accessibilityHazard">none</meta>'


def render_ncx(metadata: Metadata, links: Sequence[Link]) -> str:
    """Return the contents as readers of EPUB 2 know them."""
    pieces: list[str] = []
    depth = 0
    for number, link in enumerate(links, 1):
        if link.depth <= depth:
            pieces.append("</navPoint>" * (depth - link.depth + 1) + "\n")
        depth = link.depth
        pieces.append(
            f'<navPoint id="n{number}" playOrder="{number}"><navLabel><text>{escape_text(link.title)}</text></navLabel>'
            f'<content src="{link.href}"/>'
        )
    deepest = max((link.depth for link in links), default=1)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head>'
        f'<meta name="dtb:uid" content="{metadata.identifier}"/><meta name="dtb:depth" content="{deepest}"/></head>\n'
        f"<docTitle><text>{escape_text(metadata.title)}</text></docTitle>\n<navMap>\n"
        f"{''.join(pieces)}{'</navPoint>' * depth}\n</navMap></ncx>\n"
    )
