"""The same stages without MkDocs."""

import argparse
import importlib.util
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mkdocs_zhihu import __version__
from mkdocs_zhihu.archive.addressing.link_resolver import Locate
from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts, open_rendered_posts
from mkdocs_zhihu.cache.rendering import load_body_stage
from mkdocs_zhihu.cli.argument_values import parse_amount, parse_count, parse_fallback, parse_positive
from mkdocs_zhihu.cli.console import CommandParser, complain, iter_problem_lines, say
from mkdocs_zhihu.cli.epub_command import add_epub
from mkdocs_zhihu.cli.export_command import add_export
from mkdocs_zhihu.cli.import_command import add_import
from mkdocs_zhihu.cli.new_command import add_new
from mkdocs_zhihu.cli.pack_command import add_pack, add_verify
from mkdocs_zhihu.cli.source_files import build_settings, describe_unread_texts, find_sources
from mkdocs_zhihu.collect import collect
from mkdocs_zhihu.collect_settings import MAX_SIZE
from mkdocs_zhihu.exporting.folder import locate_inside
from mkdocs_zhihu.exporting.security_policy import build_policy
from mkdocs_zhihu.media import ImageRequest, find_image_requests
from mkdocs_zhihu.problems import count_set_aside, format_count
from mkdocs_zhihu.processes.gc_tuning import GcTuning
from mkdocs_zhihu.processes.pool import open_local_pool

MEDIA_EXTRA = ("aiohttp", "PIL", "tqdm", "yarl")
POSTS = Path("docs/posts")
"""Where the posts of a new site are."""
MEMORY = ".cache/plugin/zhihu/mirror.sqlite3"
"""What `mirror` knows of the posts, so that the next run reads changed ones only."""


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 for success, 1 if something was found wrong."""
    parser = CommandParser(prog="mkdocs-zhihu", description="Archived Zhihu posts, without MkDocs.")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="read every post in a folder and say what is wrong")
    _add_folder(check)
    check.add_argument(
        "--max-size", type=parse_positive, default=MAX_SIZE, help="largest post that is read, in bytes"
    )
    check.add_argument("--all", action="store_true", help="show every problem, not the first five of a kind")
    check.set_defaults(run=_check)
    _add_mirror(
        commands.add_parser("mirror", help="keep every remote picture of the posts in a store of yours")
    )
    add_new(commands.add_parser("new", help="make a site that imports, builds and publishes itself"))
    add_import(commands.add_parser("import", help="write posts of feeds, tools and saved pages as files"))
    csp = commands.add_parser("csp", help="print a content security policy for a built site")
    csp.add_argument("site", type=Path, help="the folder `mkdocs build` wrote")
    csp.set_defaults(run=_print_policy)
    add_epub(commands.add_parser("epub", help="write the posts as books"))
    add_export(commands.add_parser("export", help="write the posts as a folder of Markdown"))
    add_pack(
        commands.add_parser("pack", help="write a built site as one ZIP file that opens by double click")
    )
    add_verify(
        commands.add_parser("verify", help="compare a pack, a site or a folder of posts with its list")
    )
    arguments = parser.parse_args(argv)
    code: int = arguments.run(arguments)
    return code


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, nargs="?", help="the folder of posts, docs/posts by default")


def _add_mirror(parser: argparse.ArgumentParser) -> None:
    _add_folder(parser)
    parser.add_argument("--store", default="media", help="a folder, or a URL such as s3://bucket/path")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--check", action="store_true", help="read every file of the store and compare it")
    doing.add_argument("--status", action="store_true", help="list what is missing and why; fetch nothing")
    doing.add_argument("--prune", action="store_true", help="remove what no post shows any more")
    parser.add_argument("--limit", type=parse_count, help="ask for so many pictures at most")
    parser.add_argument("--retry", action="store_true", help="ask again for what was gone or refused lately")
    parser.add_argument("--refresh", type=parse_amount, metavar="DAYS", help="ask again for what is older")
    parser.add_argument("--fallback", type=parse_fallback, action="append", default=[], metavar="URL",
                        help="tried last, such as https://web.archive.org/web/2id_/{url}; may be repeated")  # fmt: skip
    parser.add_argument("--per-host", type=parse_positive, default=4, help="requests to one host at a time")
    parser.add_argument(
        "--delay", type=parse_amount, default=0.05, help="seconds between two requests to one host"
    )
    parser.add_argument(
        "--max-size", type=parse_positive, default=MAX_SIZE, help="largest post that is read, in bytes"
    )
    parser.set_defaults(run=_mirror)


def _mirror(arguments: argparse.Namespace) -> int:
    missing = [name for name in MEDIA_EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        complain(f"mirror needs {', '.join(missing)}; run `pip install 'mkdocs-zhihu[media]'`")
        return 2
    if arguments.prune and arguments.folder is None:
        complain("`--prune` removes what no post shows; name the folder of all posts")
        return 2
    folder = arguments.folder or POSTS
    if not folder.is_dir():
        return _refuse(folder)
    from mkdocs_zhihu.cli.mirror_command import build_options, check_sources, run_mirror  # noqa: PLC0415 - needs the extra

    def find() -> tuple[ImageRequest, ...]:
        settings, collections = build_settings(folder, arguments.max_size), GcTuning()
        settings = replace(settings, shows_unpublished=arguments.prune)  # they may be published one day
        collections.begin()
        bodies = open_rendered_posts(RenderSettings(settings.zone, settings.now), MEMORY)
        sources, refused, _ = find_sources(folder)
        collection, problems = collect(sources, settings, bodies)  # `check` says what is wrong
        bodies.close()
        if arguments.prune:
            check_sources(collection.found, (*problems, *refused))
        wanted = find_image_requests(collection.archive, arguments.fallback)
        collections.end()
        return wanted

    return run_mirror(arguments, find, build_options(arguments))


def _check(arguments: argparse.Namespace) -> int:
    folder = arguments.folder or POSTS
    if not folder.is_dir():
        return _refuse(folder)
    settings = build_settings(folder, arguments.max_size)
    settings = replace(settings, locate=_locate_around(folder))
    sources, refused, unread = find_sources(folder)
    bodies = RenderedPosts(RenderSettings(settings.zone, settings.now), pool=open_local_pool(load_body_stage))
    collection, problems = collect(sources, settings, bodies)
    refused += describe_unread_texts(unread, collection.archive, bodies.records)
    bodies.close()
    for _, line in iter_problem_lines((*problems, *refused), shows_all=arguments.all):
        sys.stdout.write(f"{line}\n")
    count = count_set_aside(refused)
    posts, set_aside = format_count(collection.found + count, "post"), collection.set_aside + count
    pages = format_count(len(collection.archive.entries), "page")
    say(f"{posts} in = {pages} out + {set_aside} set aside + {collection.hidden} unpublished")
    return int(set_aside > 0)


def _locate_around(folder: Path) -> Locate:
    """Return what tells the address of a file beside the posts, or in the folder of theirs, as a rule `docs_dir`."""
    inside, around = locate_inside(folder), locate_inside(folder.absolute().parent)
    return lambda uri: inside(uri) or around(uri.removeprefix("../"))


def _refuse(folder: Path) -> int:
    complain(f"{folder}: is no folder; name the folder that holds the posts")
    return 2


def _print_policy(arguments: argparse.Namespace) -> int:
    site: Path = arguments.site
    paths = sorted(site.rglob("*.html"))
    if not paths:
        complain(f"{site}: holds no page; name the folder that `mkdocs build` wrote")
        return 2
    pages = (
        (path.relative_to(site).as_posix(), path.read_text(encoding="utf-8", errors="replace"))
        for path in paths
    )
    policy, problems = build_policy(pages)
    for _, line in iter_problem_lines(problems):
        sys.stderr.write(f"{line}\n")
    sys.stdout.write(f"{policy}\n")
    return int(bool(problems))


def main() -> None:
    """Run the command line and exit with its code; 130 on Ctrl-C, and without a word where the pipe it writes to is closed."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a file or a pipe may not know every character
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            code = run(sys.argv[1:])
        finally:  # help exits too
            sys.stdout.flush()
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # it is flushed at the end once more
        code = 1
    sys.exit(code)
