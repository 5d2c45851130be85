"""Work shared between processes: the same results, whatever happens to a worker."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from generate import build_post

from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.processes.background import BackgroundCall, can_fork, divide
from mkdocs_zhihu.processes.pool import MIN_PARALLEL_ITEMS, WorkerPool, count_cores, open_pool

pytestmark = pytest.mark.unit

RECIPE = RenderSettings(ZoneInfo("Asia/Shanghai"), datetime(2024, 1, 1, tzinfo=UTC))
RNG = Random(1)  # noqa: S311 - nothing secret
FILES = {f"{number}.md": build_post(number, RNG).encode() for number in range(MIN_PARALLEL_ITEMS * 3)}


def make(pool: WorkerPool) -> dict[str, object]:
    bodies = RenderedPosts(RECIPE, pool=pool, read=FILES.get)
    bodies.add(FILES)
    return {uri: (bodies.records[uri], bodies.html(uri)) for uri in FILES}


def double(number: int) -> int:
    return 2 * number


def die_once(task: tuple[str, int]) -> int:
    """Kill the worker the first time; the file tells that it was."""
    path, number = task
    if number == MIN_PARALLEL_ITEMS and not Path(path).exists():
        Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.fixture(scope="module")
def alone() -> dict[str, object]:
    return make(WorkerPool())


@pytest.mark.parametrize("open_executor", [open_pool, ThreadPoolExecutor], ids=["processes", "threads"])
def test_many_make_what_one_makes(alone: dict[str, object], open_executor: Callable[[int], Executor]) -> None:
    assert make(WorkerPool(open_executor, 2)) == alone


def test_nothing_is_started_for_a_few() -> None:
    def refuse(_workers: int) -> Executor:
        raise AssertionError

    assert sorted(WorkerPool(refuse, 2).map(double, range(MIN_PARALLEL_ITEMS - 1))) == [
        2 * number for number in range(MIN_PARALLEL_ITEMS - 1)
    ]


def test_a_worker_that_dies_costs_no_result(tmp_path: Path) -> None:
    tasks = [(str(tmp_path / "died"), number) for number in range(MIN_PARALLEL_ITEMS * 5)]
    assert sorted(WorkerPool(open_pool, 2).map(die_once, tasks)) == list(range(MIN_PARALLEL_ITEMS * 5))
    assert (tmp_path / "died").exists()


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []
    results = WorkerPool(ThreadPoolExecutor, 1).map(double, (taken.append(n) or n for n in range(10_000)))
    next(results)
    assert len(taken) < 1000
    results.close()


def ask(inquiry: BackgroundCall[int]) -> int:
    inquiry.begin()
    return inquiry.end()


@pytest.mark.skipif(not can_fork() or count_cores() < 2, reason="needs Linux and two cores")
def test_an_inquiry_is_answered_by_another_process() -> None:
    assert ask(BackgroundCall(os.getpid)) != os.getpid()


def test_an_inquiry_that_was_never_begun_is_answered_here() -> None:
    assert BackgroundCall(os.getpid).end() == os.getpid()


def test_an_inquiry_whose_process_dies_is_answered_here() -> None:
    own = os.getpid()

    def find() -> int:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert ask(BackgroundCall(find)) == own


def test_an_inquiry_that_fails_fails_with_its_reason() -> None:
    def fail() -> int:
        raise KeyError("reason")

    with pytest.raises(KeyError, match="reason"):
        ask(BackgroundCall(fail))


def count_open_files() -> int:
    place = Path("/proc/self/fd")
    return len(list(place.iterdir())) if place.is_dir() else 0


def test_an_inquiry_leaves_nothing_behind() -> None:
    before = count_open_files()
    for _ in range(3):
        inquiry = BackgroundCall(os.getpid)
        inquiry.begin()
        inquiry.cancel()
        ask(BackgroundCall(os.getpid))
    assert count_open_files() == before
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("cores", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 7, 2_000, 4_001, 13_850, 100_000])
def test_parts_are_equal_and_every_core_has_one_in_each_round(count: int, cores: int) -> None:
    parts = divide(range(count), 2_000, cores)
    assert [number for part in parts for number in part] == list(range(count))
    assert max(map(len, parts), default=0) <= 2_000
    if count > 1_000:
        assert len(parts) % cores == 0
        assert max(map(len, parts)) - min(map(len, parts)) < len(parts)
