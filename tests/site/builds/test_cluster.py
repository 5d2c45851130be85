"""Bodies from a real Dask cluster on loopback: the same pages, whatever happens to a worker."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest
from distributed.comm.core import CommClosedError
from generate import build_post
from project import ROOT, TIMEOUT, build_project, post, run_mkdocs, tree, write_project
from test_worker_pool import die_once

from mkdocs_zhihu.cache.fingerprint import find_fingerprint
from mkdocs_zhihu.processes.cluster import ClusterError, ClusterExecutor, open_cluster_pool
from mkdocs_zhihu.processes.pool import MIN_PARALLEL_ITEMS

pytestmark = pytest.mark.site

RNG = Random(2)  # noqa: S311 - nothing secret
POSTS = {f"posts/{number}.md": build_post(number, RNG) for number in range(MIN_PARALLEL_ITEMS * 3)}
QUIET = {
    **os.environ,
    "PYTHONPATH": f"{ROOT / 'tests' / 'unit'}:{ROOT / 'tests' / 'support'}:{ROOT / 'benchmarks'}",
}


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    address: str = ""

    def start(self, command: str, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", command, *arguments],
                cwd=self.folder,
                env=QUIET,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def start_scheduler(self) -> None:
        self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        end = time.monotonic() + TIMEOUT
        while not self.address and time.monotonic() < end:
            time.sleep(0.1)
            said = (self.folder / "0.log").read_text()
            self.address = next(
                (line.split("tcp://")[1].strip() for line in said.splitlines() if "tcp://" in line), ""
            )
        assert self.address

    def start_worker(self) -> "subprocess.Popen[bytes]":
        own = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")
        return self.start("worker", self.address, *own)


@pytest.fixture
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    found = Cluster(tmp_path_factory.mktemp("dask"))
    found.start_scheduler()
    yield found
    for process in found.processes:
        process.kill()
        process.wait()


def build(folder: Path, executor: str) -> dict[str, bytes]:
    plugins = ["search", {"zhihu": {"executor": executor}}]
    return tree(build_project(folder, dict(POSTS), plugins=plugins).site)


@pytest.mark.slow
def test_a_cluster_makes_what_one_machine_makes_though_a_worker_dies(
    scheduler: Cluster, tmp_path: Path
) -> None:
    alone = build(tmp_path / "local", "local")
    workers = [scheduler.start_worker() for _ in range(2)]
    assert build(tmp_path / "dask", f"dask://{scheduler.address}") == alone
    killer = threading.Timer(0.5, workers[0].kill)
    killer.start()
    assert build(tmp_path / "again", f"dask://{scheduler.address}") == alone
    killer.join()
    assert workers[0].wait() != 0


@pytest.mark.slow
def test_work_that_dies_with_its_worker_is_done_all_the_same(scheduler: Cluster, tmp_path: Path) -> None:
    workers = [scheduler.start_worker() for _ in range(2)]
    tasks = [(str(tmp_path / "died"), number) for number in range(MIN_PARALLEL_ITEMS * 5)]
    pool = open_cluster_pool(f"dask://{scheduler.address}", find_fingerprint)
    assert sorted(pool.map(die_once, tasks)) == list(range(MIN_PARALLEL_ITEMS * 5))
    assert sum(worker.poll() is not None for worker in workers) == 1


def test_a_worker_that_dies_while_all_are_asked_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_zhihu.processes.cluster.PAUSE", 0)
    answers: list[object] = [CommClosedError(), {"b": b"1"}]

    def run(_function: object) -> object:
        answer = answers.pop(0)
        if isinstance(answer, CommClosedError):
            raise answer
        return answer

    executor = object.__new__(ClusterExecutor)
    executor.client = SimpleNamespace(run=run)
    assert executor._ask_workers("here", find_fingerprint) == {"b": b"1"}
    answers = [CommClosedError() for _ in range(99)]
    with pytest.raises(ClusterError, match="workers of here end"):
        executor._ask_workers("here", find_fingerprint)


def test_a_scheduler_that_is_not_there_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkdocs_zhihu.processes.cluster.TIMEOUT", 1)
    write_project(tmp_path, {**POSTS}, plugins=[{"zhihu": {"executor": "dask://127.0.0.1:9"}}])
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    (said,) = (
        line for line in result.stderr.splitlines() if "no Dask scheduler answers at 127.0.0.1:9" in line
    )
    assert "start `dask scheduler`" in said
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.slow
def test_a_cluster_without_workers_is_refused(scheduler: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_zhihu.processes.cluster.TIMEOUT", 1)
    with pytest.raises(ClusterError, match="has no worker"):
        ClusterExecutor(scheduler.address, find_fingerprint)


@pytest.mark.slow
def test_a_worker_with_another_version_is_refused(scheduler: Cluster) -> None:
    scheduler.start_worker()
    with pytest.raises(ClusterError, match="another mkdocs-zhihu"):
        ClusterExecutor(scheduler.address, lambda: str(os.getpid()).encode())


@pytest.mark.parametrize("value", ["dask://", "dask://a", "ray://a:1", "tcp://a:1", 3])
def test_an_address_that_is_none_is_a_config_error(tmp_path: Path, value: object) -> None:
    write_project(tmp_path, {"posts/a.md": post()}, plugins=[{"zhihu": {"executor": value}}])
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    assert "use local, or dask://host:port" in result.stderr
    assert "Traceback" not in result.stderr
