"""Work shared among processes, each at the end of a pipe of its own.

No lock and no queue is common to two of them, so that none waits for one that died: the end of its pipe tells at once
which item it was working on, and all others go on.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar, cast

from mkdocs_zhihu.processes.piped_worker import RAISED, Worker, run_worker
from mkdocs_zhihu.processes.worker import can_fork, start_process

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 32
"""Items that a worker is given at once."""

MIN_PARALLEL = 100
"""Fewer items are done by one worker: others take longer to start."""

MAX_DEATHS = 2
"""Workers that an item may cost; one can die for other reasons, as when memory runs out."""

DEADLINE = 60.0
"""Seconds for one item; the worker that needs longer is ended."""


@dataclass(slots=True)
class LocalWorkers(Generic[Item, Result]):
    """Applies a function to items in other processes."""

    function: Callable[[Item], Result]
    """Applied to each item; what it raises is raised here."""

    size: int
    """How many processes at most."""

    tame: Callable[[Item], Item | None] = lambda _item: None
    """From an item that cost its worker's life to one that asks for less, None where there is no less."""

    prepare: Callable[[], None] = lambda: None
    """Loads what the function needs, before processes are forked that all need it."""

    deadline: float = DEADLINE
    """Seconds for one item."""

    trouble: str = ""
    """Why there were fewer processes than wanted, "" if there were enough."""

    workers: list[Worker[Item]] = field(default_factory=list)
    """Those alive."""

    suspects: deque[Item] = field(default_factory=deque)
    """Items whose worker died; each is tried alone."""

    deaths: dict[int, int] = field(default_factory=dict)
    """Of suspects by `id()`: how many workers each has cost."""

    def map(self, items: Iterable[Item]) -> Iterator[Result]:
        """Yield the result of each item, in any order; the items are taken as they are needed."""
        rest = iter(items)
        chunks = iter(lambda: list(islice(rest, CHUNK)), [])
        ready = deque(islice(chunks, 1))
        try:
            self._start(min(1, len(ready)))
            self._hand_out(ready)
            ready.extend(islice(chunks, MIN_PARALLEL // CHUNK))
            if len(ready) >= MIN_PARALLEL // CHUNK:
                self.prepare()
                self._start(self.size)
            while ready or self.suspects or any(worker.items for worker in self.workers):
                if not self.workers:
                    yield from self._do_here(ready, chunks)
                self._hand_out(ready)
                ready.extend(islice(chunks, max(0, self.size - len(ready))))
                yield from self._receive()
        finally:
            for worker in self.workers:
                worker.end()
            self.workers.clear()

    def _start(self, size: int) -> None:
        """Have so many workers, or as many as the machine allows."""
        while len(self.workers) < size and not self.trouble:
            try:
                ours, theirs = Pipe()
            except OSError as error:
                self.trouble = error.strerror or str(error)
                return
            try:
                process = start_process(run_worker, theirs, self.function, is_forked=can_fork())
            except OSError as error:
                self.trouble = error.strerror or str(error)
                ours.close()
                return
            finally:
                theirs.close()
            self.workers.append(Worker(process, ours))

    def _hand_out(self, ready: deque[list[Item]]) -> None:
        for worker in self.workers:
            if worker.items:
                continue
            if self.suspects:
                worker.give([self.suspects.popleft()])
            elif ready:
                worker.give(ready.popleft())

    def _receive(self) -> Iterator[Result]:
        """Yield the results that came; look after workers that died or are late."""
        by_connection = {worker.connection: worker for worker in self.workers}
        busy = [worker.since for worker in self.workers if worker.items]
        patience = max(0.0, min(busy, default=0.0) + self.deadline - time.monotonic())
        for connection in wait(list(by_connection), patience if busy else 0):
            worker = by_connection[cast("Connection", connection)]
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                yield from self._bury(worker)
                continue
            worker.since = time.monotonic()
            if message:
                self.deaths.pop(id(worker.items.popleft()), None)
                yield from message
            worker.is_ready = True
        for worker in list(self.workers):
            if worker.items and time.monotonic() - worker.since > self.deadline:
                yield from self._bury(worker)

    def _bury(self, worker: Worker[Item]) -> Iterator[Result]:
        """Take the items of a worker that died or must; start another in its place."""
        worker.end()
        self.workers.remove(worker)
        if worker.items and worker.process.exitcode == RAISED:
            yield self.function(worker.items.popleft())  # raises here, where it can be reported
        elif worker.items and worker.is_ready:
            self._suspect(worker.items.popleft())
        self.suspects.extend(worker.items)
        if worker.is_ready:
            self._start(len(self.workers) + 1)
        else:
            self.trouble = self.trouble or "a worker process ended while it started"

    def _suspect(self, item: Item) -> None:
        """Have an item tried again, or another in its place."""
        count = self.deaths.pop(id(item), 0) + 1
        tamed = item if count < MAX_DEATHS else self.tame(item)
        if tamed is None:
            raise RuntimeError(f"the work on {item!r:.200} ended {count} processes")
        if tamed is item:
            self.deaths[id(item)] = count
        self.suspects.append(tamed)

    def _do_here(self, ready: deque[list[Item]], chunks: Iterator[list[Item]]) -> Iterator[Result]:
        """Yield all results that are left, made by this process: it can have no other."""
        while self.suspects:
            item = self.suspects.popleft()
            yield self.function((id(item) in self.deaths and self.tame(item)) or item)
        while ready:
            yield from map(self.function, ready.popleft())
        for chunk in chunks:
            yield from map(self.function, chunk)
