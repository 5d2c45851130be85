"""`mkdocs-zhihu export`: an archive as a folder of files."""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from mkdocs_zhihu.cli.console import complain, say
from mkdocs_zhihu.cli.export_source import (
    SourceError,
    add_source,
    describe_failure,
    open_source,
    say_problems,
    select_posts,
)
from mkdocs_zhihu.exporting.plain_folder import write_folder
from mkdocs_zhihu.exporting.zensical import write_zensical
from mkdocs_zhihu.problems import format_count


def add_export(parser: argparse.ArgumentParser) -> None:
    """Add the options of the command."""
    parser.add_argument("to", type=Path, help="the folder that is written; it must be new or empty")
    add_source(parser)
    parser.add_argument("--as", dest="dialect", choices=("zensical", "markdown", "obsidian", "hugo"), default="markdown",
                        help="for whom the files are written")  # fmt: skip
    parser.add_argument(
        "--media", choices=("copy", "none"), default="copy", help="whether pictures are copied"
    )
    parser.set_defaults(run=run_export)


def run_export(arguments: argparse.Namespace) -> int:
    """Write the folder and return the exit code: 1 if a post had to be set aside, 2 if there is nothing to read."""
    to: Path = arguments.to
    if to.exists() and (not to.is_dir() or any(to.iterdir())):
        complain(f"{to}: is not empty; name a new folder")
        return 2
    if arguments.folder is not None and to.resolve().is_relative_to(arguments.folder.resolve()):
        complain(f"{to}: lies in the folder of posts, which would hold each twice; name a folder elsewhere")
        return 2
    try:
        with open_source(arguments) as opened:
            say_problems(opened.problems)
            entries = select_posts(opened, arguments)
            write = (
                write_zensical
                if arguments.dialect == "zensical"
                else partial(write_folder, dialect=arguments.dialect)
            )
            with _whole_or_nothing(to):
                report = write(opened.source, entries, to, has_pictures=arguments.media == "copy")
            account = opened.collection
            say(
                f"{format_count(account.found, 'post')} in = {format_count(report.posts, 'file')} out"
                f" + {len(opened.source.archive.entries) - report.posts} not selected + {account.set_aside} set aside"
                f" + {account.hidden} unpublished; {format_count(report.pictures, 'picture')}"
            )
            return int(account.set_aside > 0)
    except BrokenPipeError:  # of standard output, not of the target: see `main`
        raise
    except (SourceError, OSError) as error:
        complain(describe_failure(error))
        return 2


@contextmanager
def _whole_or_nothing(to: Path) -> Iterator[None]:
    """Leave a new or empty folder as it was if writing into it breaks off: half an export looks like a whole one."""
    was_there, is_whole = to.exists(), False
    try:
        yield
        is_whole = True
    finally:
        if not is_whole and to.is_dir():
            for path in to.iterdir():
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()
            if not was_there:
                to.rmdir()
