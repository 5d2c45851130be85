"""Parts of one piece of work in processes of their own that know all this one knows."""

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess
from typing import TypeVar

from mkdocs_zhihu.work.crew import start_worker

Part = TypeVar("Part")


def can_fork() -> bool:
    """Return whether this process can be copied while it runs: on Linux, with a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1


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
