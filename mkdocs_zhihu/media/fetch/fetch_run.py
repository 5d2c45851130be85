"""A whole run: what is missing, fetched many at a time, and written down as it comes."""

import asyncio
import os
import sqlite3
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic, time

from mkdocs_zhihu.media.fetch.download import Downloader
from mkdocs_zhihu.media.fetch.fetcher import Fetcher
from mkdocs_zhihu.media.fetch.hosts import Hosts
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network import Network, open_session
from mkdocs_zhihu.media.fetch.outcomes import TRANSIENT, Outcome
from mkdocs_zhihu.media.fetch.verify import ignore_pillow_warnings
from mkdocs_zhihu.media.image_requests import ImageRequest
from mkdocs_zhihu.media.store.blobs import find_remote_errors
from mkdocs_zhihu.media.store.image_store import ImageStore
from mkdocs_zhihu.media.store.rows import Result
from mkdocs_zhihu.media.store.snapshot import Snapshot

BATCH, INTERVAL = 64, 0.2
WRITERS = 16  # the disk orders what many wait for at once better than one after another
QUEUED = 3  # per slot of a host: while one picture is decoded the next is fetched

Note = Callable[[Result], None]


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a run brought."""

    outcomes: Mapping[Outcome, int]
    """How many pictures came to what."""

    is_any_reached: bool
    """Whether a connection to any host was made."""


def select_missing(
    wanted: Iterable[ImageRequest],
    snapshot: Snapshot,
    *,
    limits: Limits,
    is_patient: bool = True,
    refresh_age: float | None = None,
) -> tuple[list[ImageRequest], int, int]:
    """Return what to ask for, how many pictures are kept, and how many are not asked for yet.

    With `refresh_age` pictures that were asked for longer ago are asked for again, and changed ones kept
    beside the first.
    """
    missing: list[ImageRequest] = []
    known = waiting = 0
    now = time()
    for want in wanted:
        row = snapshot.rows.get(want.key)
        if row is not None and snapshot.find(want.key) is not None:
            known += 1
            if refresh_age is not None and row.asked < now - refresh_age:
                missing.append(want)
        elif (
            row is not None and not row.digest and is_patient and now < row.asked + _age(row.outcome, limits)
        ):
            waiting += 1
        else:
            missing.append(want)
    return missing, known, waiting


def _age(outcome: Outcome, limits: Limits) -> float:
    if outcome in TRANSIENT:
        return 0.0
    return limits.gone_age if outcome is Outcome.GONE else limits.refused_age


async def fetch_all(
    missing: Sequence[ImageRequest],
    store: ImageStore,
    *,
    limits: Limits,
    network: Network,
    note: Note = lambda _result: None,
) -> FetchReport:
    """Ask for pictures and keep what comes."""
    recorder = Recorder(store, note)
    stopping: tuple[type[Exception], ...] = (OSError, sqlite3.Error, *find_remote_errors())
    snapshot = store.take_stock()
    hosts, lanes = Hosts(limits), asyncio.Semaphore(limits.in_flight)
    with (
        ignore_pillow_warnings(),
        ThreadPoolExecutor(os.cpu_count(), "judge") as judges,
        ThreadPoolExecutor(WRITERS, "writer") as writers,
    ):
        async with open_session(network, limits, hosts.note_connection) as session:
            downloader = Downloader(session, hosts, limits, lanes)
            fetcher = Fetcher(downloader, store.blobs, store.partial, limits, judges, writers)
            try:
                async with asyncio.TaskGroup() as group:
                    for queue in _queue_by_host(missing):
                        for _ in range(min(len(queue), limits.per_host * QUEUED)):
                            group.create_task(_work(queue, snapshot, fetcher, recorder))
            except* stopping as errors:
                raise _first(errors) from None
            finally:
                await recorder.flush()
    return FetchReport(recorder.outcomes, hosts.is_any_reached)


async def _work(
    queue: deque[ImageRequest], snapshot: Snapshot, fetcher: Fetcher, recorder: "Recorder"
) -> None:
    while queue:
        want = queue.popleft()
        is_there = snapshot.find(want.key) is not None
        known = snapshot.rows.get(want.key)
        await recorder.add(await fetcher.fetch(want, known, is_there=is_there))


def _queue_by_host(missing: Sequence[ImageRequest]) -> list[deque[ImageRequest]]:
    queues: dict[str, deque[ImageRequest]] = {}
    for want in missing:
        queues.setdefault(want.urls[0].split("/", 3)[2], deque()).append(want)
    return list(queues.values())


def _first(errors: BaseExceptionGroup[Exception]) -> Exception:
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, Exception)  # noqa: S101 - only such were caught
    return error


class Recorder:
    """Writes results down a few at a time: one transaction for each would be one wait for the disk each."""

    def __init__(self, store: ImageStore, note: Note) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self._store = store
        self._note = note
        self._batch: list[Result] = []
        self._written = monotonic()
        self._lock = asyncio.Lock()

    async def add(self, result: Result) -> None:
        """Take one result."""
        self._batch.append(result)
        self.outcomes[result.outcome] += 1
        self._note(result)
        if len(self._batch) >= BATCH or monotonic() - self._written > INTERVAL:
            await self.flush()

    async def flush(self) -> None:
        """Write everything that was taken."""
        async with self._lock:
            batch, self._batch = self._batch, []
            self._written = monotonic()
            if batch:
                await asyncio.to_thread(self._store.manifest.record, batch)
