"""Archive to books: EPUB 3.3, for every reader that follows the standard."""

from mkdocs_zhihu.exporting.epub.book import REST, Book, Grouping, name_books, plan_books
from mkdocs_zhihu.exporting.epub.book_documents import format_title
from mkdocs_zhihu.exporting.epub.book_options import BookOptions, BookReport
from mkdocs_zhihu.exporting.epub.book_writer import index_originals, write_book
from mkdocs_zhihu.exporting.epub.opds import CatalogueEntry, render_catalogue
from mkdocs_zhihu.exporting.epub.package import find_identifier, find_modified
from mkdocs_zhihu.exporting.epub.volumes import BookLimits

__all__ = [
    "REST",
    "Book",
    "BookLimits",
    "BookOptions",
    "BookReport",
    "CatalogueEntry",
    "Grouping",
    "find_identifier",
    "find_modified",
    "format_title",
    "index_originals",
    "name_books",
    "plan_books",
    "render_catalogue",
    "write_book",
]
