"""The newest posts, for a preview that need not show all."""

import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime

from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.reading import FileReader, read_post
from mkdocs_zhihu.reading.values.dates import parse_date

FIRST_POSTS = 100
"""Posts that the first build of a preview shows, before the build of everything."""

MIN_POSTS = 2_000
"""Fewer are all built at once."""

DATE_LINE = re.compile(rb"^(?:date|created|published)[\"']?\s*[:=][ \t]*(.+)$", re.MULTILINE)
DATE_SIZE = 2_000
"""Bytes in which a file has its date."""

LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)

Dates = dict[str, tuple[int, datetime]]
"""When a file changed and the date of its post, by path."""


def pick_newest(
    sources: Sequence[Source], count: int, settings: Settings, dates: Dates
) -> tuple[Sequence[Source], tuple[Problem, ...]]:
    """Return the sources of the newest posts, and a word on how many are left out; 0 for all.

    `dates` are those that were read before, and are kept there.
    """
    if not 0 < count < len(sources):
        return sources, ()
    paths = {one.uri: one.path for one in sources}
    reader = FileReader(paths, settings.root, settings.max_size, settings.linked)
    found = sorted(sources, key=lambda one: (_find_date(one, reader, settings, dates), one.uri), reverse=True)
    message = f"show the newest {count} of {len(sources)} in this preview"
    hint = "take `serve_newest` out to see all"
    return found[:count], (Problem("posts", "preview", message, hint, level="info"),)


def pick_first(sources: Sequence[Source], settings: Settings) -> tuple[Sequence[Source], tuple[Problem, ...]]:
    """Return the posts to show while the others are read: the newest, as far as the first lines of the files say."""
    found = sorted(sources, key=lambda one: (_guess_date(one.path, settings), one.uri), reverse=True)
    count, total = FIRST_POSTS, len(sources)
    message = f"show the newest {count} of {total} first; the others follow"
    return found[:count], (Problem("posts", "preview", message, "", level="info"),)


def _guess_date(path: str, settings: Settings) -> datetime:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - hot
            found = DATE_LINE.search(file.read(DATE_SIZE))
    except OSError:
        return LONG_AGO
    text = found[1].decode(errors="replace").strip(" '\"\r") if found else ""
    return parse_date(text, zone=settings.zone, now=settings.now)[0] or LONG_AGO


def _find_date(source: Source, reader: FileReader, settings: Settings, dates: Dates) -> datetime:
    try:
        changed = os.stat(source.path).st_mtime_ns  # noqa: PTH116 - hot
    except OSError:
        return LONG_AGO
    if dates.get(source.path, (0, LONG_AGO))[0] != changed:
        data = reader.read(source.uri)
        post = read_post(data=data, uri=source.uri, zone=settings.zone, now=settings.now)[0] if data else None
        dates[source.path] = changed, (post and post.date) or LONG_AGO
    return dates[source.path][1]
