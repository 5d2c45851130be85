"""Archive to books: EPUB 3.3, for every reader that follows the standard."""

from mkdocs_zhihu.exporting.epub.book import Book, BookLimits, Grouping, plan_books
from mkdocs_zhihu.exporting.epub.opds import render_catalogue
from mkdocs_zhihu.exporting.epub.options import BookOptions, BookReport
from mkdocs_zhihu.exporting.epub.writer import write_book

__all__ = [
    "Book",
    "BookLimits",
    "BookOptions",
    "BookReport",
    "Grouping",
    "plan_books",
    "render_catalogue",
    "write_book",
]
