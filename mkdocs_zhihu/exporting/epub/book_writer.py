"""A book to its file, one post at a time."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_zhihu.exporting.epub.book import Book
from mkdocs_zhihu.exporting.epub.book_chapters import Chapter, ChapterRenderer
from mkdocs_zhihu.exporting.epub.book_cover import build_cover, find_hue
from mkdocs_zhihu.exporting.epub.book_documents import (
    Link,
    find_language,
    format_statistics,
    format_title,
    render_colophon,
    render_contents,
    render_document,
    render_part,
    render_title_page,
)
from mkdocs_zhihu.exporting.epub.book_images import ImageFinder, ImageSet
from mkdocs_zhihu.exporting.epub.book_links import BookLinks, find_key
from mkdocs_zhihu.exporting.epub.book_options import BookOptions, BookReport
from mkdocs_zhihu.exporting.epub.container import Container, open_container
from mkdocs_zhihu.exporting.epub.package import (
    CONTAINER,
    Item,
    Metadata,
    build_metadata,
    find_modified,
    render_ncx,
    render_package,
)
from mkdocs_zhihu.exporting.epub.volumes import Section
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.exporting.shared_work import map_posts
from mkdocs_zhihu.exporting.xml_tree import escape_text
from mkdocs_zhihu.model import Entry

STYLE = Path(__file__).with_name("book.css")
TAG = re.compile("<[^<>]*>")


@dataclass(slots=True)
class BookWriter:
    """Writes one book."""

    book: Book
    """What stands in it."""

    source: ExportSource
    """Where it comes from."""

    options: BookOptions
    """How it is made."""

    container: Container
    """Where its files go."""

    images: ImageSet
    """Its pictures."""

    chapters: Iterator[Chapter]
    """Its posts, in the order they are read."""

    files: Mapping[str, str]
    """Names of chapters by uri."""

    items: list[Item] = field(default_factory=list)
    """Its files so far."""

    contents: list[Link] = field(default_factory=list)
    """Its contents so far."""

    missing: int = 0
    """Pictures it does not have, so far."""

    is_described: bool = True
    """Whether every picture so far has a text in its place."""

    def write(self, title: str, metadata: Metadata) -> None:
        """Write every file; what lists them comes last."""
        self.container.add("META-INF/container.xml", CONTAINER)
        self._write_front(title)
        for number, section in enumerate(self.book.sections, 1):
            self._write_section(number, section)
        translator, site = self.source.translator, self.source.site
        name = translator.text("colophon")
        self._add("text/colophon.xhtml", render_colophon(site, metadata.note, translator, self.missing), name)
        self.contents.append(Link(name, "text/colophon.xhtml", 1))
        self._write_contents(title, metadata)

    def _write_front(self, title: str) -> None:
        translator, site = self.source.translator, self.source.site
        style = STYLE.read_text(encoding="utf-8") + (INDENT if self.options.is_indented else "")
        self._put(Item("book.css", "text/css"), style)
        statistics = format_statistics(self.book.entries, translator)
        cover, data = build_cover(self.options.cover, title, site.name, statistics, find_hue(self.book.key))
        self._put(Item(cover.name, cover.media_type, "cover-image"), data)
        body = f'<p class="cover"><img src="{cover.name}" alt="{escape_text(title)}"/></p>'
        page = render_document(title, body, find_language(site), folder="", kind="cover")
        self._put(Item("cover.xhtml", is_read=True), page)
        self._add("text/title.xhtml", render_title_page(title, self.book, translator), title)
        self.items.append(Item("nav.xhtml", properties="nav", is_read=True))

    def _write_section(self, number: int, section: Section) -> None:
        depth = len(section.path)
        if section.path:
            href = f"text/s{number:04}.xhtml"
            self.contents.append(Link(section.path[-1], href, depth))
            below = [other for other in self.book.sections if other.path[:depth] == section.path]
            total = [entry for other in below for entry in other.entries]
            others = [Link(e.title, self.files[e.uri], 1) for e in section.others if e.uri in self.files]
            self._add(href, render_part(section, total, others, self.source.translator), section.path[-1])
        for entry in section.entries:
            self.contents.append(Link(entry.title, self.files[entry.uri], depth + 1))
            self._write_post(entry)

    def _write_post(self, entry: Entry) -> None:
        chapter = next(self.chapters)
        for path in chapter.pictures:
            self.images.add(path)
        self.missing += chapter.missing
        self.is_described = self.is_described and not chapter.has_bare_images
        properties = "mathml" if chapter.has_formulas else ""
        self._put(Item(self.files[entry.uri], properties=properties, is_read=True), chapter.document)

    def _write_contents(self, title: str, metadata: Metadata) -> None:
        translator, site = self.source.translator, self.source.site
        name = translator.text("contents")
        first = self.contents[0].href
        labels = name, translator.text("cover"), self.contents[0].title
        nav = render_contents(title, self.contents, labels=labels, first=first)
        page = render_document(name, nav, find_language(site), folder="")
        self.container.add("OEBPS/nav.xhtml", page)
        self._put(Item("toc.ncx", "application/x-dtbncx+xml"), render_ncx(metadata, self.contents))
        images = [Item(image.name, image.media_type) for image in self.images.images.values()]
        has_formulas = any(item.properties == "mathml" for item in self.items)
        features = ["tableOfContents", "structuralNavigation", *["MathML"] * has_formulas]
        features += ["alternativeText"] * self.is_described
        package = render_package(self.book, metadata, [*self.items, *images], site, translator, features)
        self.container.add("OEBPS/content.opf", package)

    def _add(self, href: str, body: str, title: str, properties: str = "") -> None:
        """Add a document that is read."""
        page = render_document(title, body, find_language(self.source.site))
        self._put(Item(href, properties=properties, is_read=True), page)

    def _put(self, item: Item, content: str | bytes) -> None:
        self.items.append(item)
        self.container.add(f"OEBPS/{item.href}", content)


INDENT = "p{margin:0;text-indent:2em;text-align:justify}figure p,.meta,.source p,.cover{text-indent:0}\n"


def index_originals(source: ExportSource) -> Mapping[str, str]:
    """Return the addresses of all originals, for links to posts that are in other books."""
    return {find_key(entry.url): entry.original for entry in source.archive.entries}


def write_book(
    book: Book,
    source: ExportSource,
    path: Path,
    options: BookOptions,
    originals: Mapping[str, str],
) -> BookReport:
    """Write a book and return what became of it; the file appears once it is complete.

    `originals` is what `index_originals` returns, which several books have in common.
    """
    site, translator = source.site, source.translator
    title = format_title(book, site, translator, options.title)
    series = options.title or " · ".join(filter(None, (site.name, book.name)))
    note = html.unescape(TAG.sub("", site.note)).strip()
    metadata = build_metadata(book, site, (title, series), note)
    files = {entry.uri: f"text/p{number:06}.xhtml" for number, entry in enumerate(book.entries, 1)}
    keys = {find_key(entry.url): entry for entry in book.entries}
    links = BookLinks(
        files={key: files[entry.uri].partition("/")[2] for key, entry in keys.items()},
        anchors={key: frozenset(item.id for item in entry.body.headings) for key, entry in keys.items()},
        originals=originals,
        site_url=site.url,
    )
    with open_container(path, find_modified(book.entries)) as container:
        images = ImageFinder(source.find_file if options.has_pictures else lambda _url: None)
        render = ChapterRenderer(links, images, source).render
        chapters = map_posts(source, render, book.entries)
        writer = BookWriter(book, source, options, container, ImageSet(container), chapters, files)
        writer.write(title, metadata)
    return BookReport(path, title, len(files), writer.missing)
