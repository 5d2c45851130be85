"""`mkdocs-zhihu pack` and `verify`: a site as one file, and files against their list."""

import argparse
from pathlib import Path

from mkdocs_zhihu.cli.console import complain, say
from mkdocs_zhihu.exporting.file_list import verify, write_list
from mkdocs_zhihu.exporting.pack import LIST, PackError, pack_site
from mkdocs_zhihu.problems import format_count

SHOWN = 20
"""Files that are named one by one; the rest is counted."""


def add_pack(parser: argparse.ArgumentParser) -> None:
    """Add the options of `pack`."""
    parser.add_argument(
        "site", type=Path, help="the folder `mkdocs build` wrote, with `use_directory_urls: false`"
    )
    parser.add_argument("-o", "--output", type=Path, default=Path("archive.zip"), help="the ZIP file")
    parser.set_defaults(run=run_pack)


def add_verify(parser: argparse.ArgumentParser) -> None:
    """Add the options of `verify`."""
    parser.add_argument(
        "path", type=Path, help=f"a pack, or a folder with {LIST}: of posts, or an unpacked site"
    )
    parser.add_argument(
        "--write", action="store_true", help="write the list of a folder instead, while its files are whole"
    )
    parser.set_defaults(run=run_verify)


def run_pack(arguments: argparse.Namespace) -> int:
    """Write the ZIP file and return the exit code."""
    try:
        report = pack_site(arguments.site, arguments.output)
    except PackError as error:
        complain(str(error))
        return 2
    except OSError as error:
        complain(f"{error.filename}: cannot be written ({error.strerror}); name another file")
        return 2
    say(f"{arguments.output}: {format_count(report.files, 'file')}, {report.size / 1e6:.1f} MB")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """Say what is not as it was and return the exit code: 1 if anything is not."""
    try:
        if arguments.write:
            count = write_list(arguments.path)
            say(f"{arguments.path / LIST}: {format_count(count, 'file')}")
            return 0
        report = verify(arguments.path)
    except (PackError, OSError) as error:
        complain(str(error))
        return 2
    said = (("changed", report.changed), ("missing", report.missing), ("not in the list", report.unknown))
    for word, names in said:
        for name in names[:SHOWN]:
            say(f"{name}: {word}")
        if len(names) > SHOWN:
            say(f"… and {len(names) - SHOWN} more {word}")
    say(
        f"{report.whole} of {format_count(report.whole + len(report.changed) + len(report.missing), 'file')} whole"
    )
    return int(not report.is_whole)
