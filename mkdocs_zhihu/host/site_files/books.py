"""The books of a site: beside its pages, linked from those with the same posts, and in a catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import write_file

from mkdocs_zhihu.archive.addressing.slugs import fold
from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.exporting import ExportSource
from mkdocs_zhihu.exporting.embedded_pictures import Read, with_embedded
from mkdocs_zhihu.exporting.epub import (
    REST,
    Book,
    BookLimits,
    BookOptions,
    CatalogueEntry,
    Grouping,
    find_identifier,
    find_modified,
    format_title,
    index_originals,
    name_books,
    plan_books,
    render_catalogue,
    write_book,
)
from mkdocs_zhihu.host.page import ArchivePage, ListingPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.exports import build_source

FOLDER = "books"
ENDING = ".epub"
CATALOGUE = f"{FOLDER}/opds.xml"
PAGES = {"all": ("home", "newest"), "category": ("category", "uncategorised"), "author": ("author",)}
"""Which listing pages lead to a book, by what its posts share; beside a home page of the user's all posts are the newest."""


@dataclass(frozen=True, slots=True)
class SiteBook:
    """A book of the site."""

    book: Book
    """What stands in it."""

    title: str
    """Its title."""

    uri: str
    """Its path on the site."""

    @property
    def url(self) -> str:
        """Return its address relative to the site."""
        return quote(self.uri)


@dataclass(frozen=True, slots=True)
class Library:
    """The books of one build."""

    source: ExportSource
    """What they are made of."""

    books: tuple[SiteBook, ...]
    """In the order of the catalogue."""

    read: Read
    """Reads the file of a post."""

    kind: Grouping
    """What the posts of each book share."""

    by_identity: Mapping[tuple[str, ...], Sequence[SiteBook]]
    """The volumes of each; see `Book.identity`."""


def find_books(page: ArchivePage, site: Site) -> list[tuple[str, str]]:
    """Return title and address of the books with the posts of a list; on the home page of the catalogue, else."""
    library: Library | None = site.library
    if library is None or not isinstance(page, ListingPage) or page.view.number > 1:
        return []
    kind, key = page.view.kind, page.view.key
    identity = REST if kind == "uncategorised" else key
    found = library.by_identity.get(identity, ()) if kind in PAGES.get(library.kind, ()) else ()
    if kind in PAGES["all"] and not found:
        return [(f"{site.translator.text('books')} · OPDS", CATALOGUE)]
    name = site.translator.text("book")
    volumes = (
        f" · {site.translator.text('volume', n=one.book.volume)}" if one.book.volumes > 1 else ""
        for one in found
    )
    return [(name + volume, one.url) for one, volume in zip(found, volumes, strict=True)]


def plan_library(site: Site, files: Files, config: MkDocsConfig, options: ZhihuConfig) -> Library | None:
    """Return the books to make, None for a site without."""
    by = cast(Literal["none"] | Grouping, options.epub.by)
    if by == "none":
        return None
    source = build_source(site, files, config, options.media)
    books = [book for book in plan_books(source, source.archive.entries, by, BookLimits()) if book.entries]
    names = name_books(books, (_find_name(file.dest_uri) for file in files))
    found = tuple(
        SiteBook(book, format_title(book, source.site, source.translator), f"{FOLDER}/{name}{ENDING}")
        for book, name in zip(books, names, strict=True)
    )
    by_identity: dict[tuple[str, ...], list[SiteBook]] = {}
    for one in found:
        by_identity.setdefault(one.book.identity, []).append(one)
    return Library(source, found, site.bodies.read, by, by_identity)


def _find_name(uri: str) -> str:
    """Return the name of the book that a file or a folder would stand in the way of, "" for none."""
    folder, _, rest = fold(uri).partition("/")
    name = rest.partition("/")[0]
    return name.removesuffix(ENDING) if folder == FOLDER and name.endswith(ENDING) else ""


def write_library(library: Library | None, config: MkDocsConfig) -> None:
    """Write every book and the catalogue."""
    if library is None:
        return
    with with_embedded(library.source, library.read) as source:
        originals = index_originals(source)
        for one in library.books:
            write_book(one.book, source, Path(config.site_dir, one.uri), BookOptions(), originals)
    facts, translator = library.source.site, library.source.translator
    entries: Sequence[CatalogueEntry] = [
        CatalogueEntry(
            identifier=find_identifier(one.book, facts),
            title=one.title,
            modified=find_modified(one.book.entries),
            url=one.url.removeprefix(f"{FOLDER}/"),
        )
        for one in library.books
    ]
    catalogue = render_catalogue(entries, facts, translator.text("books"), CATALOGUE)
    write_file(catalogue.encode(), str(Path(config.site_dir, CATALOGUE)))
