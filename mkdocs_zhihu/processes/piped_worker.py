"""One process at the end of a pipe, which applies a function to what comes through it."""

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from mkdocs_zhihu.processes.worker import begin_worker

Item = TypeVar("Item")
Result = TypeVar("Result")

RAISED = 3
"""Exit code of a worker whose work raised an exception."""


@dataclass(slots=True)
class Worker(Generic[Item]):
    """A process and what it has to do."""

    process: BaseProcess
    """Ends with this one."""

    connection: Connection
    """Where items go and results come from; the first message says that it is ready."""

    items: deque[Item] = field(default_factory=deque)
    """What it has not answered yet, the one it works on first."""

    since: float = field(default_factory=time.monotonic)
    """When its last message came."""

    is_ready: bool = False
    """Whether it said so."""

    def give(self, items: Iterable[Item]) -> None:
        """Hand it some items; that it is dead already is seen at the next wait."""
        self.items.extend(items)
        self.since = time.monotonic()
        with suppress(OSError):
            self.connection.send(list(self.items))

    def end(self) -> None:
        """End the process, whatever it does."""
        self.connection.close()
        self.process.kill()
        self.process.join()


def run_worker(connection: Connection, function: Callable[[Item], Result]) -> None:
    """Apply a function to what comes through a pipe until it ends, or until the function raises."""
    begin_worker()
    code = 0
    try:
        for item in _iter_items(connection):
            message = (function(item),)
            with suppress(OSError):  # the parent process is gone
                connection.send(message)
    finally:
        if isinstance(sys.exc_info()[1], Exception):
            code = RAISED
        elif sys.exc_info()[1] is not None:
            code = 1  # a panic of native code is no `Exception`: a death like any other
        os._exit(code)


def _iter_items(connection: Connection) -> Iterator[Any]:
    """Say that this worker is ready, then yield what comes until the pipe ends."""
    with suppress(EOFError, OSError):
        connection.send(())
        while True:
            yield from connection.recv()
