"""Other machines as an executor: the workers of a Dask cluster. Needs the extra `dask`."""

import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future
from contextlib import ExitStack, suppress
from typing import Any, TypeVar

from distributed import Client
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from mkdocs_zhihu.processes.pool import WorkerPool

SCHEME = "dask://"
TIMEOUT = 30
"""Seconds in which a scheduler that runs answers."""
WAITING = 16
"""For how many workers there is always work waiting; more are kept busy too, for the chunks are small."""

LOST_WORK_ERRORS = (CancelledError, CommClosedError, KilledWorker)
"""What the cluster says when it lost work for good; a worker that dies is no loss, others take its work over."""

ATTEMPTS = 10
PAUSE = 0.5
"""Seconds until a scheduler has noticed that a worker died."""

Result = TypeVar("Result")


class ClusterError(Exception):
    """The cluster cannot do our work; the message says why."""


def open_cluster_pool(address: str, find_fingerprint: Callable[[], bytes]) -> WorkerPool:
    """Return a worker pool of all workers of the cluster at an address such as `dask://host:8786`.

    `find_fingerprint` runs here and on every worker: equal values promise equal pages.
    """
    return WorkerPool(lambda _workers: ClusterExecutor(address, find_fingerprint), WAITING, LOST_WORK_ERRORS)


class ClusterExecutor(Executor):
    """Dask's own executor, with a client that ends with it."""

    def __init__(self, address: str, find_fingerprint: Callable[[], bytes]) -> None:
        """Look for the scheduler and for one worker; ClusterError if there is none that can do our work."""
        place = address.removeprefix(SCHEME)
        try:
            self.client = Client(f"tcp://{place}", timeout=TIMEOUT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterError(f"no Dask scheduler answers at {place}") from error
        with ExitStack() as undo:
            undo.callback(self.client.close)
            self._check_workers(place, find_fingerprint)
            undo.pop_all()
        self.executor = self.client.get_executor(pure=False)

    def _check_workers(self, place: str, find_fingerprint: Callable[[], bytes]) -> None:
        """Raise ClusterError if no worker is there, or one would make other pages than we do."""
        try:
            self.client.wait_for_workers(1, timeout=TIMEOUT)
            found = self._ask_workers(place, find_fingerprint)
        except TimeoutError as error:
            raise ClusterError(f"the Dask scheduler at {place} has no worker") from error
        except ImportError as error:
            raise ClusterError(f"a worker of {place} has no mkdocs-zhihu") from error
        others = sorted(worker for worker, one in found.items() if one != find_fingerprint())
        if others:
            raise ClusterError(f"the worker {others[0]} has another mkdocs-zhihu, or other libraries")

    def _ask_workers(self, place: str, function: Callable[[], bytes]) -> dict[str, bytes]:
        """Return what a function returns on every worker; one that died meanwhile is not asked again."""
        for _ in range(ATTEMPTS):
            with suppress(CommClosedError):
                found: dict[str, bytes] = self.client.run(function)
                return found
            time.sleep(PAUSE)
        raise ClusterError(f"workers of {place} end while they are asked for their version")

    def submit(self, function: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Hand one piece of work to the cluster."""
        future: Future[Result] = self.executor.submit(function, *args, **kwargs)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as Executor has it
        """Let go of the cluster."""
        self.executor.shutdown(wait=wait and not cancel_futures)
        self.client.close()
