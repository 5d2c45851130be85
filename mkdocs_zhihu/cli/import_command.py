"""`mkdocs-zhihu import`: posts from anywhere into the folder of posts."""

import argparse
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from mkdocs_zhihu.cli.console import complain, iter_problem_lines, say
from mkdocs_zhihu.importing.import_report import ImportReport, UnreadableSourceError
from mkdocs_zhihu.importing.importer import import_posts
from mkdocs_zhihu.importing.named_sources import build_sources
from mkdocs_zhihu.importing.settings import LAYOUTS, ImportSettings
from mkdocs_zhihu.processes.progress import open_progress

INTERRUPTED = 130
UNREADABLE = 2


def add_import(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a file, a folder, a ZIP, - for standard input; with --fetch an address",
    )
    parser.add_argument("--into", type=Path, default=Path("docs/posts"), help="the folder of posts")
    parser.add_argument("--categories", default="", help="category path of every post, such as '知乎,收藏'")
    parser.add_argument("--layout", choices=LAYOUTS, default="flat", help="folders of new posts")
    parser.add_argument("--zone", type=_parse_zone, default="Asia/Shanghai", help="zone of times without one")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument("--update", action="store_true", help="write news of posts you edited to NAME.new.md")
    doing.add_argument("--no-update", action="store_true", help="add new posts only; never rewrite one")
    parser.add_argument("--comments", action="store_true", help="keep comments in NAME.comments.json")
    parser.add_argument(
        "--with-question", action="store_true", help="begin an answer with its question's text"
    )
    parser.add_argument(
        "--excerpts", choices=("yes", "no"), default="yes", help="take feeds of beginnings, too"
    )
    parser.add_argument("--all", action="store_true", help="also take Markdown notes that are not from Zhihu")
    parser.add_argument(
        "--fetch", action="store_true", help="fetch feeds named by address, or listed in a feeds.toml"
    )
    parser.add_argument(
        "--allow-private", action="store_true", help="with --fetch: also from your own network"
    )
    parser.add_argument("--json", action="store_true", help="print the account as JSON")
    parser.set_defaults(run=_import)


def _parse_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        message = f"{text!r} is not a time zone; use a name such as Asia/Shanghai"
        raise argparse.ArgumentTypeError(message) from error
    return text


def _import(arguments: argparse.Namespace) -> int:
    settings = build_settings(arguments)
    progress = open_progress("posts", is_wanted=not arguments.json)

    def notify(what: str, done: int) -> None:
        progress.what = f"posts {what}"
        progress.show(done)

    try:
        sources = build_sources(
            arguments.sources, settings, is_fetching=arguments.fetch, allow_private=arguments.allow_private
        )
        report = import_posts(sources, settings, notify)
    except UnreadableSourceError as error:
        complain(str(error))
        return UNREADABLE
    except OSError as error:
        complain(f"{error.filename or settings.into}: cannot be written ({error.strerror})")
        return UNREADABLE
    except KeyboardInterrupt:
        complain("interrupted; what was written is whole, run again to go on")
        return INTERRUPTED
    finally:
        progress.end()
    _print_report(report, as_json=arguments.json)
    return report.exit_code


def build_settings(arguments: argparse.Namespace) -> ImportSettings:
    """Return the options as what an import should do."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch.isdigit() else datetime.now(UTC)
    return ImportSettings(
        into=arguments.into,
        zone=ZoneInfo(arguments.zone),
        now=now,
        categories=tuple(filter(None, (name.strip() for name in arguments.categories.split(",")))),
        layout=arguments.layout,
        may_update=not arguments.no_update,
        keeps_drafts=arguments.update,
        is_dry_run=arguments.dry_run,
        with_comments=arguments.comments,
        with_question=arguments.with_question,
        with_excerpts=arguments.excerpts == "yes",
        takes_all=arguments.all,
    )


def _print_report(report: ImportReport, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(f"{json.dumps(report.to_json(), ensure_ascii=False, indent=1)}\n")
        return
    for _, line in iter_problem_lines(report.problems):
        sys.stdout.write(f"{line}\n")
    for message in report.unreadable:
        complain(message)
    say(report.format_summary())
