"""The same work by one or by many: processes of this machine, or anything that is a `concurrent.futures.Executor`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TypeVar

from mkdocs_zhihu.processes.local_workers import CHUNK, LocalWorkers
from mkdocs_zhihu.processes.worker import can_fork, count_cores

Item = TypeVar("Item")
Result = TypeVar("Result")
Tame = Callable[[Item], Item | None]
"""From an item that ended its process to one that asks for less; None where there is no less."""

MIN_PARALLEL_ITEMS = 100
"""Fewer pieces of work are no matter for a cluster."""

QUEUED_CHUNKS_PER_WORKER = 4
"""Chunks for each worker that wait their turn: enough to keep it busy, few enough to keep memory small."""

TIMEOUT = 120.0
"""Seconds in which some chunk is finished where anybody works at all."""


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """Who does the work."""

    open: Callable[[int], Executor] | None = None
    """Makes an executor of so many workers elsewhere; None works on this machine."""

    workers: int = 0
    """How many; with 0 this process does all."""

    lost_work_errors: tuple[type[BaseException], ...] = (BrokenExecutor,)
    """What the executor raises for work it lost."""

    troubles: list[str] = field(default_factory=list)
    """What kept work from being shared."""

    prepare: Callable[[], None] = lambda: None
    """Loads what all processes of this machine need."""

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], tame: Tame[Item] = lambda _item: None
    ) -> Iterator[Result]:
        """Yield the result of each item, in any order; the items are taken as they are needed.

        A worker that dies costs nothing but time. An item that ends its process again and again is replaced by what
        `tame` makes of it.
        """
        rest = iter(items)
        first = list(islice(rest, MIN_PARALLEL_ITEMS)) if self.open is not None else []
        if self.open is None or len(first) < MIN_PARALLEL_ITEMS:
            yield from self._map_here(function, chain(first, rest), tame)
            return
        executor = self.open(self.workers)
        try:
            yield from self._share(executor, function, chain(first, rest), tame)
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def _map_here(
        self, function: Callable[[Item], Result], items: Iterable[Item], tame: Tame[Item]
    ) -> Iterator[Result]:
        """Yield results made on this machine; by this process itself where others would take long to start."""
        rest = iter(items)
        first = [] if can_fork() else list(islice(rest, MIN_PARALLEL_ITEMS))
        if not self.workers or (first and len(first) < MIN_PARALLEL_ITEMS):
            yield from map(function, chain(first, rest))
            return
        pool = LocalWorkers(function, self.workers, tame, self.prepare)
        yield from pool.map(chain(first, rest))
        if pool.trouble:
            self.troubles.append(pool.trouble)

    def _share(
        self,
        executor: Executor,
        function: Callable[[Item], Result],
        items: Iterator[Item],
        tame: Tame[Item],
    ) -> Iterator[Result]:
        running: dict[Future[list[Result]], Sequence[Item]] = {}
        while chunk := list(islice(items, CHUNK)):
            try:
                running[executor.submit(_do_chunk, function, chunk)] = chunk
            except (BrokenExecutor, RuntimeError):  # the second: it was shut down
                yield from self._map_here(function, chunk, tame)
            while len(running) >= QUEUED_CHUNKS_PER_WORKER * self.workers:
                yield from self._take(running, function, tame)
        while running:
            yield from self._take(running, function, tame)

    def _take(
        self,
        running: dict[Future[list[Result]], Sequence[Item]],
        function: Callable[[Item], Result],
        tame: Tame[Item],
    ) -> Iterator[Result]:
        """Yield what is finished, and take it from what is running; what no worker finishes is done on this machine."""
        lost: tuple[type[BaseException], ...] = (*self.lost_work_errors, TimeoutError)
        done, _ = wait(running, timeout=TIMEOUT, return_when=FIRST_COMPLETED)
        for future in done or (next(iter(running)),):
            chunk = running.pop(future)
            try:
                yield from future.result(timeout=0)
            except lost:
                future.cancel()
                yield from self._map_here(function, chunk, tame)


def _do_chunk(function: Callable[[Item], Result], chunk: Sequence[Item]) -> list[Result]:
    return [function(item) for item in chunk]


def open_local_pool(prepare: Callable[[], None] = lambda: None) -> WorkerPool:
    """Return every core of this machine."""
    return WorkerPool(workers=count_cores(), prepare=prepare)
