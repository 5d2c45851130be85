"""What `epub` and `export` read: the posts of a site, or of a folder alone."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.cache.rendering import load_body_stage
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.cli.argument_values import parse_day
from mkdocs_zhihu.cli.console import iter_problem_lines
from mkdocs_zhihu.cli.source_files import build_settings, describe_unread_texts, find_sources
from mkdocs_zhihu.collect import Collection, collect
from mkdocs_zhihu.exporting import ExportSource, Selection, SiteFacts, select_entries
from mkdocs_zhihu.exporting.embedded_pictures import with_embedded
from mkdocs_zhihu.exporting.folder import find_by_url
from mkdocs_zhihu.i18n.translator import build_translator
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.problems import Problems, count_set_aside
from mkdocs_zhihu.processes.gc_tuning import GcTuning
from mkdocs_zhihu.processes.pool import open_local_pool


class SourceError(Exception):
    """There is nothing to export, and why."""


@dataclass(frozen=True, slots=True)
class OpenedSource:
    """What is exported, and the account of what became of every file."""

    source: ExportSource
    """The posts and what belongs to them."""

    collection: Collection
    """The account."""

    problems: Problems
    """What was found wrong."""


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which posts are exported."""
    parser.add_argument("folder", type=Path, nargs="?", help="the folder of posts, if there is no site")
    parser.add_argument(
        "-f", "--config-file", type=Path, help="the site's mkdocs.yml: its posts, addresses and kept pictures"
    )
    parser.add_argument("--site-name", default="", help="what the whole is called, if there is no site")
    parser.add_argument("--language", default="zh", help="language of the interface, if there is no site")
    parser.add_argument(
        "--category", type=parse_category, default=(), help="only posts of this category, such as 自然/气象"
    )
    parser.add_argument("--author", default="", help="only posts of this author")
    parser.add_argument("--since", type=parse_day, help="only posts of this day or later, such as 2024-01-01")


def parse_category(text: str) -> tuple[str, ...]:
    """Return the path of a category; blanks around its slashes do not count."""
    return tuple(filter(None, (part.strip() for part in text.split("/"))))


def select_posts(opened: OpenedSource, arguments: argparse.Namespace) -> list[Entry]:
    """Return the posts that the command line asks for; SourceError if there are none."""
    posts = opened.source.archive.entries
    if not posts:
        raise SourceError("there is no post to export; name the folder that holds them")
    found = list(select_entries(posts, Selection(arguments.category, arguments.author, arguments.since)))
    if not found:
        raise SourceError(
            "no post fits `--category`, `--author` and `--since`; correct them, or leave one out"
        )
    return found


@contextmanager
def open_source(arguments: argparse.Namespace) -> Iterator[OpenedSource]:
    """Give what is exported; SourceError if there is nothing."""
    collections = GcTuning()
    collections.begin()
    try:
        if arguments.config_file is not None:
            if arguments.folder is not None:
                raise SourceError("name a folder or a config file, not both")
            yield from _open_site(arguments.config_file)
        else:
            yield from _open_folder(arguments)
    finally:
        collections.end()


def _open_site(config_file: Path) -> Iterator[OpenedSource]:
    from mkdocs_zhihu.host.unbuilt import SiteError, read_site  # noqa: PLC0415 - needs MkDocs

    try:
        site, source, problems = read_site(config_file)
    except SiteError as error:
        raise SourceError(str(error)) from error
    site.bodies.records.clear()  # only a further build needs them
    try:
        with with_embedded(source, site.bodies.read) as whole:
            yield OpenedSource(whole, site.collection, problems)
    finally:
        site.bodies.close()


def _open_folder(arguments: argparse.Namespace) -> Iterator[OpenedSource]:
    root = arguments.folder
    if root is None:
        raise SourceError(
            "nothing to export is named; name the folder of posts, or a site with `-f mkdocs.yml`"
        )
    if not root.is_dir():
        raise SourceError(f"{root}: is no folder; name the folder of posts, or a site with `-f mkdocs.yml`")
    settings = build_settings(root)
    pool = open_local_pool(load_body_stage)
    bodies = RenderedPosts(RenderSettings(settings.zone, settings.now), Store(), pool)
    sources, refused, unread = find_sources(root)
    collection, problems = collect(sources, settings, bodies)
    refused += describe_unread_texts(unread, collection.archive, bodies.records)
    bodies.records.clear()  # only a further build needs them
    count = count_set_aside(refused)
    collection = replace(collection, found=collection.found + count, set_aside=collection.set_aside + count)
    facts = SiteFacts(name=arguments.site_name or root.resolve().name, language=arguments.language)
    translator = build_translator(arguments.language, {})
    source = ExportSource(collection.archive, bodies.html, find_by_url(root), facts, translator, pool=pool)
    try:
        with with_embedded(source, bodies.read) as whole:
            yield OpenedSource(whole, collection, (*problems, *refused))
    finally:
        bodies.close()


def say_problems(problems: Problems) -> None:
    """Say what was found wrong: warnings one by one, the rest only counted."""
    for level, line in iter_problem_lines(problems):
        if level == "warning":
            sys.stderr.write(f"{line}\n")


def describe_failure(error: SourceError | OSError) -> str:
    """Return what to say of what ends a command: the source cannot be read, or the target cannot be written."""
    if isinstance(error, SourceError):
        return str(error)
    return f"{error.filename}: cannot be written ({error.strerror}); name another folder"
