"""The same work by one or by many: anything that is a `concurrent.futures.Executor`."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MIN_PARALLEL_ITEMS = 100
"""Fewer pieces of work are done here: other processes take longer to start."""

CHUNK = 32
QUEUED_CHUNKS_PER_WORKER = 4
"""Chunks for each worker that wait their turn: enough to keep it busy, few enough to keep memory small."""

TIMEOUT = 120.0
"""Seconds in which some chunk is finished where anybody works at all."""


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """Who does the work."""

    open: Callable[[int], Executor] | None = None
    """Makes an executor of so many workers; None works here."""

    workers: int = 1
    """How many."""

    lost_work_errors: tuple[type[BaseException], ...] = (BrokenExecutor,)
    """What the executor raises for work it lost."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in any order; the items are taken as they are needed.

        A worker that dies costs nothing but time: its work is done here.
        """
        rest = iter(items)
        first = list(islice(rest, MIN_PARALLEL_ITEMS))
        if self.open is None or len(first) < MIN_PARALLEL_ITEMS:
            yield from map(function, chain(first, rest))
            return
        yield function(first.pop())  # what it loads, workers that are forked have
        executor = self.open(self.workers)
        try:
            yield from self._share(executor, function, chain(first, rest))
        finally:
            executor.shutdown(wait=True, cancel_futures=True)

    def _share(
        self, executor: Executor, function: Callable[[Item], Result], items: Iterator[Item]
    ) -> Iterator[Result]:
        running: dict[Future[list[Result]], Sequence[Item]] = {}
        while chunk := list(islice(items, CHUNK)):
            try:
                running[executor.submit(_do_chunk, function, chunk)] = chunk
            except (BrokenExecutor, RuntimeError):  # the second: it was shut down
                yield from map(function, chunk)
            while len(running) >= QUEUED_CHUNKS_PER_WORKER * self.workers:
                yield from self._take(running, function)
        while running:
            yield from self._take(running, function)

    def _take(
        self, running: dict[Future[list[Result]], Sequence[Item]], function: Callable[[Item], Result]
    ) -> Iterator[Result]:
        """Yield what is finished, and take it from what is running; what nobody finishes is done here."""
        lost: tuple[type[BaseException], ...] = (*self.lost_work_errors, TimeoutError)
        done, _ = wait(running, timeout=TIMEOUT, return_when=FIRST_COMPLETED)
        for future in done or (next(iter(running)),):
            chunk = running.pop(future)
            try:
                results = future.result(timeout=0)
            except lost:
                future.cancel()
                results = [function(item) for item in chunk]
            yield from results


def _do_chunk(function: Callable[[Item], Result], chunk: Sequence[Item]) -> list[Result]:
    return [function(item) for item in chunk]


def open_pool(workers: int) -> Executor:
    """Return a pool of processes; forked where that is safe, because it takes no time."""
    is_safe = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if is_safe else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare_worker)


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_local_pool() -> WorkerPool:
    """Return every core of this machine."""
    cores = count_cores()
    return WorkerPool(open_pool if cores > 1 else None, cores)


def prepare_worker() -> None:
    """Leave Ctrl-C to the process that shares out the work, and end when told and when it ends, however it does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
