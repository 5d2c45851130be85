"""A worker that the system ends costs time, never the build; so do few files and few processes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from generate import write_posts
from project import tree, write_project

pytestmark = [
    pytest.mark.site,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

POSTS = 700 if os.environ.get("ALL_KILLS") else 200
KILLS = 50 if os.environ.get("ALL_KILLS") else 2
FILES = range(16, 65, 4) if os.environ.get("ALL_KILLS") else (16, 40)
COMMAND = (sys.executable, "-m", "mkdocs", "build")


def list_children(process: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:  # it has ended
        return []


def clear(folder: Path) -> None:
    for name in ("site", ".cache"):
        shutil.rmtree(folder / name, ignore_errors=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kills")
    write_posts(POSTS, folder / "docs" / "posts")
    write_project(folder, {})
    return folder


@pytest.fixture(scope="module")
def clean(folder: Path) -> tuple[dict[str, bytes], float]:
    """Return the site of a build that nothing disturbs, and how long it took."""
    clear(folder)
    began = time.monotonic()
    subprocess.run([*COMMAND, "-q"], cwd=folder, check=True)
    return tree(folder / "site"), time.monotonic() - began


def test_a_build_whose_workers_are_killed_makes_the_same_site(
    folder: Path, clean: tuple[dict[str, bytes], float]
) -> None:
    site, duration = clean
    rng = random.Random(os.environ.get("SEED", "1"))  # noqa: S311 - nothing secret
    killed = 0
    for _ in range(2 * KILLS):
        clear(folder)
        process = subprocess.Popen([*COMMAND, "-q"], cwd=folder)
        until = time.monotonic() + rng.uniform(0, duration)
        while process.poll() is None:
            children = list_children(process.pid)
            if children and time.monotonic() > until:
                os.kill(rng.choice(children), signal.SIGKILL)
                killed += 1
                break
            time.sleep(0.002)
        assert process.wait(timeout=600) == 0
        assert tree(folder / "site") == site
        if killed == KILLS:
            return
    pytest.fail(f"{killed} workers could be killed in {2 * KILLS} builds")


@pytest.mark.parametrize("files", FILES)
def test_few_open_files_end_in_a_clear_line_or_a_whole_site(
    folder: Path, clean: tuple[dict[str, bytes], float], files: int
) -> None:
    clear(folder)
    command = ["bash", "-c", f"ulimit -n {files}; exec {' '.join(COMMAND)}"]
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=600)
    assert "Traceback" not in done.stderr
    if done.returncode:
        assert done.stderr.count("the old site was left as it is") == 1, done.stderr
        assert not (folder / "site").exists()
    else:
        assert tree(folder / "site") == clean[0]
