"""Parts of one piece of work in processes of their own that know all this one knows."""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

from mkdocs_zhihu.processes.worker import begin_worker, can_fork, count_cores, start_process

Part = TypeVar("Part")

WORKER_GC_THRESHOLDS = (10_000, 10, 10)
"""When garbage is collected: all that was there before is set apart, and pages leave much."""


@dataclass(slots=True)
class BackgroundTask:
    """Work in a process of its own while this one goes on; here, at the end, where that cannot be."""

    do: Callable[[], None] = lambda: None
    """The work."""

    process: BaseProcess | None = None
    """The process that does it."""

    def begin(self) -> None:
        """Start, if there is a core for it."""
        if can_fork() and count_cores() > 1:
            with suppress(OSError):  # no process is left
                self.process = start_process(_do, lambda _: self.do(), None)

    def end(self) -> None:
        """Wait until it is done; do it here if the process failed, to fail with its reason if it fails."""
        if self.process is not None:
            self.process.join()
        if self.process is None or self.process.exitcode != 0:
            self.do()

    def cancel(self) -> None:
        """Let it be."""
        if self.process is not None and self.process.is_alive():
            self.process.kill()
            self.process.join()


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


def _do(do: Callable[[Part], None], part: Part) -> None:
    begin_worker()
    gc.set_threshold(*WORKER_GC_THRESHOLDS)
    code = 1
    try:
        do(part)
        code = 0
    finally:
        os._exit(code)  # not a word: the work is done again where the reason can be reported
