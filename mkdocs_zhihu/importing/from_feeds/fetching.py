"""Feeds over the network, by the guarded client that fetches pictures. Imported only where a fetch was asked for."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from time import time

from mkdocs_zhihu.importing.from_feeds.feed_list import FeedRequest
from mkdocs_zhihu.importing.import_report import UnreadableSourceError
from mkdocs_zhihu.importing.items.found import Found
from mkdocs_zhihu.importing.items.item_pictures import PictureStage
from mkdocs_zhihu.importing.readers import FeedContext, read_tree
from mkdocs_zhihu.importing.settings import MAX_FILE, ImportSettings
from mkdocs_zhihu.importing.storage.history import ImportHistory
from mkdocs_zhihu.importing.storage.import_records import FeedState
from mkdocs_zhihu.importing.trees.detect import FileKind, detect_source_kind
from mkdocs_zhihu.importing.trees.memory_tree import MemoryTree
from mkdocs_zhihu.media.fetch.budget import Budget
from mkdocs_zhihu.media.fetch.download import Downloader
from mkdocs_zhihu.media.fetch.hosts import Hosts
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network import Network, open_session
from mkdocs_zhihu.media.fetch.network_addresses import AnyNetwork
from mkdocs_zhihu.media.fetch.outcomes import DESCRIPTIONS, Failed, Outcome
from mkdocs_zhihu.media.fetch.partial import Partial
from mkdocs_zhihu.media.fetch.responses import NOT_MODIFIED

LIMITS = Limits(max_bytes=MAX_FILE, per_host=2, in_flight=8, delay=0.5, tries=3)
ACCEPT = "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
PRIVATE: tuple[AnyNetwork, ...] = (
    *map(IPv4Network, ("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
    *map(IPv6Network, ("::1/128", "fc00::/7")),
)
"""Networks of one's own; link-local addresses, where clouds keep credentials, are not among them."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one request."""

    state: FeedState
    """What the server said, for the next request."""

    data: bytes | None = None
    """The feed; None if it did not change, or did not come."""

    fault: str = ""
    """Why it did not come."""


class FeedFetcher:
    """Fetches all feeds of one import at the first request for one of them."""

    def __init__(
        self,
        requests: Sequence[FeedRequest],
        settings: ImportSettings,
        *,
        allow_private: bool,
        limits: Limits = LIMITS,
    ) -> None:
        self._requests = tuple(dict.fromkeys(requests))
        self._settings = settings
        self._network = Network(allowed=PRIVATE if allow_private else ())
        self._limits = limits
        self._fetched: dict[FeedRequest, Fetched] = {}

    def read(self, request: FeedRequest, pictures: PictureStage, history: ImportHistory) -> Iterator[Found]:
        """Yield what a feed holds; UnreadableSourceError if it did not come, or is none. What it said is kept once it is read."""
        if not self._fetched:
            self._fetched = asyncio.run(self._fetch_all(history))
        fetched = self._fetched[request]
        if fetched.fault:
            history.put(fetched.state)
            raise UnreadableSourceError(f"{request.label}: {fetched.fault}")
        if fetched.data is not None:
            if detect_source_kind(fetched.data) not in (FileKind.XML, FileKind.JSON, FileKind.HTML):
                raise UnreadableSourceError(f"{request.label}: is no feed; look at it in a browser")
            tree = MemoryTree(request.label, fetched.data)
            context = FeedContext(request.address, request.file, request.categories, request.layout)
            yield from read_tree(tree, self._settings, pictures, context=context)
        history.put(fetched.state)

    async def _fetch_all(self, history: ImportHistory) -> dict[FeedRequest, Fetched]:
        lanes = asyncio.Semaphore(self._limits.in_flight)
        with tempfile.TemporaryDirectory() as folder:
            async with open_session(self._network, self._limits) as session:
                downloader = Downloader(session, Hosts(self._limits), self._limits, lanes)
                tasks = [
                    self._fetch(request, history, downloader, Path(folder)) for request in self._requests
                ]
                return dict(zip(self._requests, await asyncio.gather(*tasks), strict=True))

    async def _fetch(
        self, request: FeedRequest, history: ImportHistory, downloader: Downloader, folder: Path
    ) -> Fetched:
        state = history.find_feed(request.key)
        if state.not_before > time():
            wait = int(state.not_before - time())
            return Fetched(state, fault=f"asked to be left alone for {wait} s more; run again later")
        with Partial(folder, self._limits.max_bytes) as part:
            try:
                info = await downloader.download_with_retries(
                    request.address, part, _build_conditions(state), Budget(self._limits.deadline)
                )
            except Failed as failure:
                until = time() + failure.wait if failure.wait else 0.0
                return Fetched(replace_state(state, not_before=until), fault=_explain(failure))
            kept = FeedState(feed=request.key, etag=info.etag, modified=info.modified)
            if info.status == NOT_MODIFIED:
                return Fetched(state)
            return Fetched(kept, data=part.path.read_bytes())


def replace_state(state: FeedState, *, not_before: float) -> FeedState:
    """Return what is known of a feed with another time before which it is not asked for."""
    return FeedState(feed=state.feed, etag=state.etag, modified=state.modified, not_before=not_before)


def _build_conditions(state: FeedState) -> dict[str, str]:
    pairs = (("Accept", ACCEPT), ("If-None-Match", state.etag), ("If-Modified-Since", state.modified))
    return {name: value for name, value in pairs if value}


def _explain(failure: Failed) -> str:
    detail = f" ({failure.detail})" if failure.detail else ""
    hint = "; use --allow-private if it is your own" if failure.outcome is Outcome.FORBIDDEN else ""
    meaning = DESCRIPTIONS.get(failure.outcome, "it did not come").replace("run `mirror` again", "run again")
    return f"was not read: {meaning}{detail}{hint}"
