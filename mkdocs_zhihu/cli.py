"""The same stages without MkDocs."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_zhihu import __version__
from mkdocs_zhihu.collection import MAX_SIZE, Settings, Source, collect
from mkdocs_zhihu.problems import format_count, format_problems
from mkdocs_zhihu.reading import is_ignored

SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 for success, 1 if a post was set aside."""
    parser = argparse.ArgumentParser(prog="mkdocs-zhihu", description="Archived Zhihu posts, without MkDocs.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="read every post in a folder and say what is wrong")
    check.add_argument("folder", type=Path, help="the folder of posts")
    check.add_argument("--max-size", type=int, default=MAX_SIZE, help="largest post that is read, in bytes")
    check.set_defaults(run=_check)
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


def _check(arguments: argparse.Namespace) -> int:
    folder: Path = arguments.folder
    if not folder.is_dir():
        sys.stderr.write(f"{folder}: is no folder; name the folder that holds the posts\n")
        return 2
    settings = Settings(
        root=str(folder), zone=ZoneInfo("Asia/Shanghai"), now=datetime.now(UTC), max_size=arguments.max_size
    )
    collection, problems = collect(_find_sources(folder), settings)
    for level, message in format_problems(problems):
        sys.stdout.write(f"{level}: {message}\n")
    posts = format_count(collection.found, "post")
    pages = format_count(len(collection.archive.entries), "page")
    sys.stdout.write(
        f"{posts} in = {pages} out + {collection.set_aside} set aside + {collection.hidden} unpublished\n"
    )
    return int(collection.set_aside > 0)


def _find_sources(folder: Path) -> list[Source]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = Path(parent, name)
            if path.suffix.lower() in SUFFIXES and not is_ignored(name):
                found.append(Source(path.relative_to(folder).as_posix(), str(path)))
    return found


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(run(sys.argv[1:]))
