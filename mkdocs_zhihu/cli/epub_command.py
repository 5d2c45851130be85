"""`mkdocs-zhihu epub`: an archive as books."""

import argparse
from pathlib import Path

from mkdocs_zhihu.cli.argument_values import parse_positive
from mkdocs_zhihu.cli.console import complain, say
from mkdocs_zhihu.cli.export_source import (
    SourceError,
    add_source,
    describe_failure,
    open_source,
    say_problems,
    select_posts,
)
from mkdocs_zhihu.exporting.epub import (
    BookLimits,
    BookOptions,
    index_originals,
    name_books,
    plan_books,
    write_book,
)
from mkdocs_zhihu.exporting.epub.book_images import read_image
from mkdocs_zhihu.problems import format_count


def add_epub(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    add_source(parser)
    parser.add_argument("--to", type=Path, default=Path("books"), help="the folder the books are written to")
    parser.add_argument("--by", choices=("all", "category", "author", "question", "year"), default="all",
                        help="what the posts of one book share")  # fmt: skip
    parser.add_argument(
        "--max-posts", type=parse_positive, default=BookLimits().posts, help="most posts in one volume"
    )
    parser.add_argument(
        "--max-mb",
        type=parse_positive,
        default=BookLimits().megabytes,
        help="about how large a volume may be",
    )
    parser.add_argument(
        "--pictures", choices=("kept", "none"), default="kept", help="which pictures are in the books"
    )
    parser.add_argument("--title", default="", help="a title of yours")
    parser.add_argument("--cover", type=Path, help="a picture for the cover")
    parser.add_argument(
        "--indent", action="store_true", help="begin paragraphs with a blank, as Chinese books do"
    )
    parser.set_defaults(run=run_epub)


def run_epub(arguments: argparse.Namespace) -> int:
    """Write the books and return the exit code: 1 if a post had to be set aside, 2 if there is nothing to read."""
    try:
        with open_source(arguments) as opened:
            say_problems(opened.problems)
            entries = select_posts(opened, arguments)
            limits = BookLimits(arguments.max_posts, arguments.max_mb)
            books = plan_books(opened.source, entries, arguments.by, limits, root=arguments.category)
            options = _build_options(arguments)
            originals = index_originals(opened.source)
            for book, name in zip(books, name_books(books), strict=True):
                report = write_book(book, opened.source, arguments.to / f"{name}.epub", options, originals)
                size = report.path.stat().st_size / 1e6
                say(f"{report.path}: {format_count(report.chapters, 'post')}, {size:.1f} MB")
            posts = len({entry.uri for book in books for entry in book.entries})  # some are in two
            left, account = len(opened.source.archive.entries) - posts, opened.collection
            say(
                f"{format_count(account.found, 'post')} in = {format_count(posts, 'post')} in {format_count(len(books), 'book')}"
                f" + {left} not selected + {account.set_aside} set aside + {account.hidden} unpublished"
            )
            return int(account.set_aside > 0)
    except BrokenPipeError:  # of standard output, not of the target: see `main`
        raise
    except (SourceError, OSError) as error:
        complain(describe_failure(error))
        return 2


def _build_options(arguments: argparse.Namespace) -> BookOptions:
    try:
        cover = arguments.cover.read_bytes() if arguments.cover else b""
    except OSError as error:
        raise SourceError(f"{arguments.cover}: cannot be read ({error.strerror}); name a picture") from error
    if arguments.cover and read_image(cover)[0] is None:
        raise SourceError(
            f"{arguments.cover}: is no picture that a book can show; name a JPEG, PNG, GIF, WebP or SVG"
        )
    return BookOptions(arguments.title, cover, arguments.pictures == "kept", arguments.indent)
