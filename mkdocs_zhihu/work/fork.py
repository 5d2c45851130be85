"""Parts of one piece of work in processes of their own that know all this one knows."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from typing import TypeVar

from mkdocs_zhihu.work.crew import count_cores, start_worker

Part = TypeVar("Part")


def can_fork() -> bool:
    """Return whether this process can be copied while it runs: on Linux, with a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1


@dataclass(slots=True)
class Errand:
    """Work in a process of its own while this one goes on; here, at the end, where that cannot be."""

    do: Callable[[], None] = lambda: None
    """The work."""

    process: BaseProcess | None = None
    """Who does it."""

    def begin(self) -> None:
        """Start, if there is a core for it."""
        if can_fork() and count_cores() > 1:
            self.process = multiprocessing.get_context("fork").Process(
                target=_do, args=(lambda _: self.do(), None), daemon=True
            )
            self.process.start()

    def end(self) -> None:
        """Wait until it is done; do it here if nobody did, to fail with its reason if it fails."""
        if self.process is not None:
            self.process.join()
        if self.process is None or self.process.exitcode != 0:
            self.do()

    def cancel(self) -> None:
        """Let it be."""
        if self.process is not None and self.process.is_alive():
            self.process.kill()
            self.process.join()


def share(parts: Sequence[Part], do: Callable[[Part], None]) -> None:
    """Do all parts, the first of them here. One whose process fails is done again here, to fail with its reason."""
    context = multiprocessing.get_context("fork")
    processes: list[BaseProcess] = [
        context.Process(target=_do, args=(do, part), daemon=True) for part in parts[1:]
    ]
    try:
        for process in processes:
            process.start()
        do(parts[0])
        for process in processes:
            process.join()
    finally:
        for process in processes:
            if process.is_alive():
                process.kill()
                process.join()
    for process, part in zip(processes, parts[1:], strict=True):
        if process.exitcode != 0:
            do(part)


def _do(do: Callable[[Part], None], part: Part) -> None:
    start_worker()
    code = 1
    try:
        do(part)
        code = 0
    finally:
        os._exit(code)  # not a word: the work is done again where the reason can be told
