"""Work in processes of their own: parts of what this one knows, and a task that is sent to one."""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from mkdocs_zhihu.processes.worker import begin_worker, can_fork, count_cores, start_process

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Part = TypeVar("Part")
Job = TypeVar("Job")

WORKER_GC_THRESHOLDS = (10_000, 10, 10)
"""When garbage is collected: all that was there before is set apart, and pages leave much."""


@dataclass(slots=True)
class BackgroundTask(Generic[Job]):
    """Work in a process of its own while this one goes on, where there can be one.

    The process is made before this one knows much: whatever both have and one of them looks at, is in memory twice.
    """

    process: BaseProcess | None = None
    """The process that does it."""

    connection: "Connection | None" = None
    """The way to it."""

    def prepare(self, do: Callable[[Job], None]) -> None:
        """Start a process that will do it, if there is a core for it."""
        if can_fork() and count_cores() > 1:
            with suppress(OSError):  # no process, or no open file, is left
                theirs, self.connection = multiprocessing.Pipe(duplex=False)
                with theirs:
                    self.process = start_process(_do_received, do, theirs)

    def begin(self, job: Job) -> None:
        """Begin it: what it needs is sent, so it is plain data."""
        if self.connection is not None:
            with suppress(OSError):  # the process was ended
                self.connection.send(job)
            self._close()

    def end(self) -> bool:
        """Wait until it is done; return whether it was."""
        if self.connection is not None:  # it was never begun
            self.cancel()
        if self.process is None:
            return False
        self.process.join()
        return self.process.exitcode == 0

    def cancel(self) -> None:
        """Let it be."""
        if self.process is not None and self.process.is_alive():
            self.process.kill()
            self.process.join()
        self._close()

    def _close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def divide(items: Sequence[Part], most: int, count: int) -> list[Sequence[Part]]:
    """Return equal parts of at most so many items for `count` processes: none goes without in the last round."""
    rounds = -(-len(items) // (most * count)) or 1
    size = -(-len(items) // (rounds * count)) or 1
    return [items[start : start + size] for start in range(0, len(items), size)]


def run_parts(parts: Sequence[Part], do: Callable[[Part], None], count: int) -> Iterator[Part]:
    """Do all parts, so many at once, and yield each that is done.

    Each has a process that ends with it, and with it goes what it made and what it touched of this one's memory: the
    number of parts does not count. A part whose process fails is done again here, to fail with its reason.
    """
    gc.freeze()  # a collection writes to every value it looks at, and what is written to is shared no more
    rest = iter(parts)
    running: dict[int, tuple[Any, Part]] = {}
    try:
        while True:
            for part in islice(rest, count - len(running)):
                try:
                    process = start_process(_do, do, part)
                except OSError:  # no process is left
                    do(part)
                    yield part
                else:
                    running[process.sentinel] = process, part
            if not running:
                if (last := next(rest, None)) is None:
                    return
                do(last)
                yield last
                continue
            for sentinel in wait_for(list(running)):
                process, part = running.pop(cast(int, sentinel))
                process.join()
                if process.exitcode != 0:
                    do(part)
                yield part
    finally:
        for process, _ in running.values():
            process.kill()
            process.join()


def _do_received(do: Callable[[Job], None], connection: "Connection") -> None:
    _do(lambda _: do(connection.recv()), None)


def _do(do: Callable[[Part], None], part: Part) -> None:
    begin_worker()
    gc.set_threshold(*WORKER_GC_THRESHOLDS)
    code = 1
    try:
        do(part)
        code = 0
    finally:
        os._exit(code)  # not a word: the work is done again where the reason can be reported
