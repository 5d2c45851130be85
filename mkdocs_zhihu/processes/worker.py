"""Processes that work for this one: how many there may be, how they are started, how they end."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from multiprocessing.resource_tracker import ensure_running
from typing import Any

END_SIGNALS = (signal.SIGINT, signal.SIGTERM)
"""What asks a build to end."""


def count_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def can_fork() -> bool:
    """Return whether this process can be copied while it runs: on Linux, with a single thread."""
    return sys.platform == "linux" and threading.active_count() == 1


def start_process(target: Callable[..., None], *arguments: Any, is_forked: bool = True) -> BaseProcess:
    """Start a process that ends with this one; OSError where the machine has none left.

    `target` calls `begin_worker` first.
    """
    context = multiprocessing.get_context("fork" if is_forked else "spawn")
    if not is_forked and os.name == "posix":
        ensure_running()  # a tracker that Python starts with the process would let signals through meanwhile
    process: BaseProcess = context.Process(target=target, args=arguments, daemon=True)  # type: ignore[attr-defined]
    with _defer_requests():
        process.start()
    return process


@contextmanager
def _defer_requests() -> Iterator[None]:
    """Hold requests to end back while a process is started: the new process would lose one that comes too early."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, END_SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_worker() -> None:
    """Leave Ctrl-C to the parent process, and end on request and when the parent ends, however it does."""
    gc.freeze()  # a collection writes to every value it looks at, and what is written to is shared no more
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    if parent is not None:
        with suppress(RuntimeError):  # no thread is left on this machine
            threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, END_SIGNALS)


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)
