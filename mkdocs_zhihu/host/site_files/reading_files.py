"""Files that our scripts load when a reader asks for them: words, a random post, this day in other years, other characters.

They are scripts, for a page opened from disk may load nothing else. None grows with the number of posts.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from mkdocs.utils import write_file

from mkdocs_zhihu import i18n
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.model import Entry

FOLDER = "zhihu/reading"
POSTS_PER_FILE = 64
"""Addresses in one file, of which one is chosen."""

POSTS_PER_DAY = 24
"""Most posts that a day names, from as many years as there are."""

TABLES = ("hans", "hant")
"""Simplified and traditional characters."""

Row = tuple[str, str, int]
"""Address, title and year of a post."""


def write_reading_files(site: Site, folder: Path, *, has_characters: bool) -> None:
    """Write them all below the folder of a site."""
    urls = [entry.url for entry in site.collection.archive.entries]
    days = group_by_day(site.collection.archive.entries)
    for name, content in chain(
        _iter_shards(urls),
        days.items(),
        _iter_tables() if has_characters else (),
        [("settings", describe_settings(site, len(urls), sorted(days), has_characters=has_characters))],
    ):
        write_file(format_file(name, content).encode(), str(folder / FOLDER / f"{name}.js"))


def format_file(name: str, content: object) -> str:
    r"""Return a script that hands over some data.

    >>> format_file("p0", ["posts/a/"])
    'zhihuReading.files["p0"]=["posts/a/"];\n'
    """
    target = "window.zhihuReading" if name == "settings" else f"zhihuReading.files[{json.dumps(name)}]"
    return f"{target}={json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n"


def describe_settings(
    site: Site, count: int, days: Sequence[str], *, has_characters: bool
) -> Mapping[str, Any]:
    """Return what the scripts know of the site."""
    texts = {
        key.removeprefix("reading_"): text
        for key, text in site.translator.texts.items()
        if key.startswith("reading_")
    }
    texts["close"] = site.translator.text("close")
    settings = {"posts": count, "perFile": POSTS_PER_FILE, "days": " ".join(days), "files": {}}
    return settings | {"texts": texts, "hasCharacters": has_characters}


def group_by_day(entries: Sequence[Entry]) -> dict[str, list[Row]]:
    """Return some posts of every day of the year, newest first, by the dates they stand under."""
    by_day: dict[str, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        date = entry.post.date
        if date:
            by_day[f"{date:%m-%d}"][date.year].append((entry.url, entry.title, date.year))
    return {day: _pick_rows(list(years.values())) for day, years in by_day.items()}


def _pick_rows(years: Sequence[Sequence[Row]]) -> list[Row]:
    """Return the first posts of all years, then the second ones, as many as a day names."""
    rounds = chain.from_iterable(zip_longest(*years))
    rows = [row for row in rounds if row is not None][:POSTS_PER_DAY]
    return sorted(rows, key=lambda row: -row[2])


def _iter_shards(urls: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    for start in range(0, len(urls), POSTS_PER_FILE):
        yield f"p{start // POSTS_PER_FILE}", urls[start : start + POSTS_PER_FILE]


def _iter_tables() -> Iterator[tuple[str, Sequence[str]]]:
    for name in TABLES:
        text = (files(i18n) / f"{name}.txt").read_text(encoding="utf-8")
        yield name, [line for line in text.splitlines() if not line.startswith("#")]
