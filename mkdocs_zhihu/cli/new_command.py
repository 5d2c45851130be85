"""`mkdocs-zhihu new`: a site ready to publish."""

import argparse
import shlex
import sys
from pathlib import Path

from mkdocs_zhihu.cli.console import complain, say
from mkdocs_zhihu.starter import create_site


def add_new(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument(
        "folder", type=Path, help="where to make it; files that are there are never overwritten"
    )
    parser.set_defaults(run=_create)


def _create(arguments: argparse.Namespace) -> int:
    try:
        names = create_site(arguments.folder)
    except FileExistsError as error:
        complain(f"{error.filename or error}: exists already; name another folder")
        return 2
    except OSError as error:
        complain(f"{error.filename}: cannot be written ({error.strerror}); name another folder")
        return 2
    for name in names:
        sys.stdout.write(f"  {name}\n")
    say(
        f"Next: cd {shlex.quote(str(arguments.folder))}, put your posts into docs/posts/, then run\n  mkdocs serve\n"
        "For posts from feeds, name them in feeds.toml and run\n  mkdocs-zhihu import --fetch feeds.toml"
    )
    return 0
