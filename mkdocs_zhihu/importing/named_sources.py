"""What the command line names, as sources that can be opened."""

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from mkdocs_zhihu.importing.from_feeds.feed_list import (
    LONGEST_LIST,
    FeedRequest,
    is_address,
    is_feed_list,
    parse_feed_list,
)
from mkdocs_zhihu.importing.import_report import UnreadableSourceError
from mkdocs_zhihu.importing.importer import Open
from mkdocs_zhihu.importing.items.found import Found
from mkdocs_zhihu.importing.items.item_pictures import PictureStage
from mkdocs_zhihu.importing.readers import read_tree
from mkdocs_zhihu.importing.settings import ImportSettings
from mkdocs_zhihu.importing.storage.history import ImportHistory
from mkdocs_zhihu.importing.trees.memory_tree import MemoryTree
from mkdocs_zhihu.importing.trees.source_tree import open_folder

STANDARD_INPUT = "-"
NEEDED = ("aiohttp", "yarl")
"""What fetching needs, of the extra `media`."""

NO_NETWORK = "is an address; save it to a file first (curl -o feed.xml …), or read it with --fetch"
NO_HOST = "is an address without a host; write it as the browser shows it"
NO_LIST = "is a list of feeds; read it with --fetch"
NO_EXTRA = "import --fetch needs aiohttp; run `pip install 'mkdocs-zhihu[media]'`"


def build_sources(
    names: Sequence[str], settings: ImportSettings, *, is_fetching: bool, allow_private: bool
) -> list[Open]:
    """Return what to open, in the order it was named; UnreadableSourceError if the extra that fetches is missing."""
    found = [_find_source(name, settings, is_fetching=is_fetching) for name in names]
    requests = [request for item in found if isinstance(item, tuple) for request in item]
    read = _build_fetcher(requests, settings, allow_private=allow_private) if requests else None
    sources: list[Open] = []
    for item in found:
        if not isinstance(item, tuple):
            sources.append(item)
        elif read is not None:
            sources += [partial(read, request) for request in item]
    return sources


def _build_fetcher(
    requests: Sequence[FeedRequest], settings: ImportSettings, *, allow_private: bool
) -> Callable[[FeedRequest, PictureStage, ImportHistory], Iterator[Found]]:
    if any(importlib.util.find_spec(name) is None for name in NEEDED):
        raise UnreadableSourceError(NO_EXTRA)
    from mkdocs_zhihu.importing.from_feeds.fetching import FeedFetcher  # noqa: PLC0415 - needs the extra

    return FeedFetcher(requests, settings, allow_private=allow_private).read


def _find_source(name: str, settings: ImportSettings, *, is_fetching: bool) -> Open | tuple[FeedRequest, ...]:
    """Return how to open a source, or the feeds it stands for."""
    if name.lower().startswith(("http://", "https://")):
        if not is_address(name):
            return _refuse(f"{name}: {NO_HOST}")
        return (FeedRequest(name),) if is_fetching else _refuse(f"{name}: {NO_NETWORK}")
    path = Path(name)
    is_short = name != STANDARD_INPUT and path.is_file() and path.stat().st_size <= LONGEST_LIST
    if is_short and is_feed_list(data := path.read_bytes()):
        if not is_fetching:
            return _refuse(f"{name}: {NO_LIST}")
        try:
            return parse_feed_list(data.decode("utf-8-sig"), os.environ)
        except ValueError as error:
            return _refuse(f"{name}: {error}")
    return partial(_read, name, settings)


def _refuse(message: str) -> Open:
    def read(_pictures: PictureStage, _history: ImportHistory) -> Iterator[Found]:
        raise UnreadableSourceError(message)

    return read


def _read(
    name: str, settings: ImportSettings, pictures: PictureStage, _history: ImportHistory
) -> Iterator[Found]:
    if name == STANDARD_INPUT:
        return read_tree(MemoryTree("standard input", sys.stdin.buffer.read()), settings, pictures)
    return read_tree(open_folder(Path(name), without=settings.into), settings, pictures)
