"""Work shared between processes: the same results, whatever happens to a worker."""

import ctypes
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from child_processes import Children
from generate import build_post
from project import ROOT

from mkdocs_zhihu.cache import rendering
from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.processes.background import BackgroundTask, divide
from mkdocs_zhihu.processes.local_workers import LocalWorkers
from mkdocs_zhihu.processes.pool import MIN_PARALLEL_ITEMS, WorkerPool, open_local_pool
from mkdocs_zhihu.processes.worker import can_fork, count_cores

pytestmark = pytest.mark.unit

SETTINGS = RenderSettings(ZoneInfo("Asia/Shanghai"), datetime(2024, 1, 1, tzinfo=UTC))
POST = b"---\ntitle: T\n---\n<p>t</p>"
RNG = Random(1)  # noqa: S311 - nothing secret
FILES = {f"{number}.md": build_post(number, RNG).encode() for number in range(MIN_PARALLEL_ITEMS * 3)}


def make(pool: WorkerPool) -> dict[str, object]:
    bodies = RenderedPosts(SETTINGS, pool=pool, read=FILES.get)
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


def test_many_make_what_one_makes(alone: dict[str, object]) -> None:
    assert make(open_local_pool()) == alone
    assert make(WorkerPool(ThreadPoolExecutor, 2)) == alone


def test_a_cluster_is_not_asked_for_a_few() -> None:
    def refuse(_workers: int) -> Executor:
        raise AssertionError

    assert sorted(WorkerPool(refuse, 2).map(double, range(MIN_PARALLEL_ITEMS - 1))) == [
        2 * number for number in range(MIN_PARALLEL_ITEMS - 1)
    ]


def test_a_worker_that_dies_costs_no_result(tmp_path: Path) -> None:
    tasks = [(str(tmp_path / "died"), number) for number in range(MIN_PARALLEL_ITEMS * 5)]
    assert sorted(WorkerPool(workers=2).map(die_once, tasks)) == list(range(MIN_PARALLEL_ITEMS * 5))
    assert (tmp_path / "died").exists()


def die_always(number: int) -> int:
    """Kill the worker in one way or another; a tamed number is negative."""
    ways: dict[int, Callable[[], object]] = {
        7: lambda: os.kill(os.getpid(), signal.SIGKILL),
        150: lambda: os.kill(os.getpid(), signal.SIGSEGV),
        151: lambda: os._exit(0),
        299: lambda: ctypes.string_at(0),
        300: lambda: os.kill(os.getpid(), signal.SIGABRT),
    }
    ways.get(number, int)()
    return number


def tame(number: int) -> int | None:
    return -number if number > 0 else None


@pytest.mark.skipif(not can_fork(), reason="needs Linux")
@pytest.mark.parametrize("count", [8, 400])
def test_an_item_that_ends_every_worker_is_tamed_and_the_others_are_done(count: int) -> None:
    deadly = {number for number in (7, 150, 151, 299, 300) if number < count}
    wanted = sorted(-number if number in deadly else number for number in range(count))
    assert sorted(WorkerPool(workers=2).map(die_always, range(count), tame)) == wanted


def hang(number: int) -> int:
    if number == 5:
        time.sleep(3_600)
    return number


@pytest.mark.skipif(not can_fork(), reason="needs Linux")
def test_an_item_that_never_ends_is_tamed(list_new_children: Children) -> None:
    pool = LocalWorkers(hang, 2, tame, deadline=0.5)
    assert sorted(pool.map(range(10))) == [-5, 0, 1, 2, 3, 4, 6, 7, 8, 9]
    assert not list_new_children()


def fail(number: int) -> int:
    raise KeyError(number)


def test_what_the_work_raises_is_raised_here(list_new_children: Children) -> None:
    with pytest.raises(KeyError, match="0"):
        list(WorkerPool(workers=2).map(fail, range(1)))
    assert not list_new_children()


def panic(number: int) -> int:
    """Raise what native code raises where its own checks fail; `except Exception` does not see it."""
    if number == 5:
        raise BaseException("panic")  # noqa: TRY002 - as PyO3 does
    return number


@pytest.mark.skipif(not can_fork(), reason="needs Linux")
def test_a_panic_of_native_code_costs_its_item_only() -> None:
    assert sorted(WorkerPool(workers=2).map(panic, range(10), tame)) == [-5, 0, 1, 2, 3, 4, 6, 7, 8, 9]


def give_a_generator(number: int) -> object:
    return (number for _ in range(1))


@pytest.mark.skipif(not can_fork(), reason="needs Linux")
def test_what_cannot_be_sent_is_made_here() -> None:
    assert sorted(next(found) for found in WorkerPool(workers=2).map(give_a_generator, range(3))) == [0, 1, 2]  # type: ignore[call-overload]


@pytest.mark.skipif(not can_fork(), reason="needs Linux")
def test_work_that_has_no_memory_in_a_worker_is_done_here() -> None:
    own = os.getpid()

    def work(number: int) -> int:
        if os.getpid() != own and number % 3 == 0:
            raise MemoryError
        return number

    assert sorted(WorkerPool(workers=2).map(work, range(9))) == list(range(9))


LIMITED = """
import resource, sys
from mkdocs_zhihu.processes.pool import WorkerPool
def double(number):
    return 2 * number
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv[1]),) * 2)
pool = WorkerPool(workers=4)
found = sorted(pool.map(double, range(1_000)))
assert found == [2 * number for number in range(1_000)]
print(pool.troubles)
"""


@pytest.mark.slow
@pytest.mark.skipif(not can_fork(), reason="needs Linux")
def test_work_is_done_with_as_few_files_as_there_are() -> None:
    said = set()
    for files in (4, 6, 7, 8, 9, 12, 20):
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, str(files)], capture_output=True, text=True, timeout=60,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT / 'benchmarks'}"}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (files, done.stderr)
        said.add(done.stdout.strip())
    assert said == {"[]", "['Too many open files']"}


def test_a_post_that_ends_its_process_is_shown_as_plain_text_and_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {
        "a.md": b"---\ntitle: A\n---\n<p>DEADLY <b>word</b></p>",
        "b.md": b"---\ntitle: B\n---\n<p>b</p>",
    }
    whole = rendering.body_stage.render_body

    def render(*, text: str, **more: object) -> object:
        if "DEADLY" in text:
            os.kill(os.getpid(), signal.SIGSEGV)
        return whole(text=text, **more)

    monkeypatch.setattr(rendering.body_stage, "render_body", render)
    bodies = RenderedPosts(SETTINGS, pool=open_local_pool(), read=files.get)
    bodies.add(files)
    bodies.resolve_links(files, lambda _uri, _url: None)
    assert bodies.html("a.md") == "<p>DEADLY</p><p>word</p>"
    assert [problem.rule for problem in bodies.records["a.md"].body_problems] == ["crash"]
    assert bodies.html("b.md") == "<p>b</p>"


@pytest.mark.skipif(not can_fork(), reason="needs Linux")
def test_a_file_that_ends_its_process_while_it_is_read_is_set_aside_and_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {f"{number}.md": POST for number in range(3)}

    def read(*, uri: str, **_: object) -> object:
        if uri == "1.md":
            os.kill(os.getpid(), signal.SIGSEGV)
        return whole(uri=uri, **_)

    whole = rendering.read_post
    monkeypatch.setattr(rendering, "read_post", read)
    bodies = RenderedPosts(SETTINGS, pool=open_local_pool(), read=files.get)
    bodies.add(files)
    assert [bodies.records[uri].post is None for uri in files] == [False, True, False]
    (problem,) = bodies.records["1.md"].problems
    assert (problem.rule, problem.set_aside) == ("crash", True)


STARTER = """
import os, signal, sys
from mkdocs_zhihu.processes.worker import start_process

def report(path):
    with open(path, "w") as file:
        file.write(str(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())))

if __name__ == "__main__":
    start_process(report, sys.argv[1], is_forked=False).join()
"""


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals are held back here")
def test_a_process_that_begins_anew_holds_back_ctrl_c_until_it_knows_what_to_do(tmp_path: Path) -> None:
    script, seen = tmp_path / "start.py", tmp_path / "seen"
    script.write_text(STARTER, encoding="utf-8")
    subprocess.run([sys.executable, str(script), str(seen)], check=True, cwd=ROOT)
    assert seen.read_text(encoding="utf-8") == "True"


def test_items_are_taken_as_they_are_needed() -> None:
    taken = []
    results = WorkerPool(ThreadPoolExecutor, 1).map(double, (taken.append(n) or n for n in range(10_000)))
    next(results)
    assert len(taken) < 1000
    results.close()


def run(do: Callable[[Path], None], folder: Path) -> bool:
    task: BackgroundTask[Path] = BackgroundTask()
    task.prepare(do)
    task.begin(folder)
    return task.end()


@pytest.mark.skipif(not can_fork() or count_cores() < 2, reason="needs Linux and two cores")
def test_a_task_is_done_by_another_process(tmp_path: Path) -> None:
    def do(folder: Path) -> None:
        (folder / str(os.getpid())).touch()

    assert run(do, tmp_path)
    (made,) = tmp_path.iterdir()
    assert int(made.name) != os.getpid()


def test_a_task_without_a_process_is_not_done(tmp_path: Path) -> None:
    task: BackgroundTask[Path] = BackgroundTask()
    task.begin(tmp_path)
    assert not task.end()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_task_whose_process_dies_is_not_done(tmp_path: Path, number: int) -> None:
    assert not run(lambda _: os.kill(os.getpid(), number), tmp_path)


def test_a_task_whose_process_died_before_it_began_is_not_done(tmp_path: Path) -> None:
    task: BackgroundTask[Path] = BackgroundTask()
    task.prepare(lambda folder: (folder / "made").touch())
    task.cancel()
    task.begin(tmp_path)
    assert not task.end()
    assert not list(tmp_path.iterdir())


def test_a_task_that_never_began_is_not_done(list_new_children: Children) -> None:
    task: BackgroundTask[Path] = BackgroundTask()
    task.prepare(lambda _: None)
    assert not task.end()
    assert not list_new_children()


def test_a_task_that_fails_is_not_done(tmp_path: Path) -> None:
    def fail(_: Path) -> None:
        raise KeyError("reason")

    assert not run(fail, tmp_path)


def count_open_files() -> int:
    """Return how many files this process has open, 0 where that cannot be seen."""
    place = Path("/proc/self/fd")
    return len(list(place.iterdir())) if place.is_dir() else 0


def test_a_task_leaves_nothing_behind(list_new_children: Children, tmp_path: Path) -> None:
    gc.collect()
    before = count_open_files()
    for _ in range(3):
        task: BackgroundTask[Path] = BackgroundTask()
        task.prepare(lambda _: None)
        task.cancel()
        run(lambda _: None, tmp_path)
    del task
    assert not list_new_children()
    gc.collect()
    assert count_open_files() == before


@pytest.mark.parametrize("cores", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 7, 2_000, 4_001, 13_850, 100_000])
def test_parts_are_equal_and_every_core_has_one_in_each_round(count: int, cores: int) -> None:
    parts = divide(range(count), 2_000, cores)
    assert [number for part in parts for number in part] == list(range(count))
    assert max(map(len, parts), default=0) <= 2_000
    if count > 1_000:
        assert len(parts) % cores == 0
        assert max(map(len, parts)) - min(map(len, parts)) < len(parts)
