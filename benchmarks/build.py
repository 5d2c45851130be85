"""Print what a build costs per post, beyond MkDocs' own start, and how much of a page is chrome.

    python benchmarks/build.py --posts 1000 --runs 3

A site without posts and one with them are built in alternating runs, each in one fresh process that has one core
to itself and no cache; the cost per post is the difference of the medians. The sites lie in memory where the system
has a folder for that: how long a disk takes to make a folder is not the plugin's doing, and differs tenfold from one
minute to the next.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup
from generate import write_posts

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
CONFIG = "site_name: t\ntheme: {name: material, font: false, language: zh}\nplugins: [zhihu]\n"


def make_project(folder: Path, posts: int) -> Path:
    (folder / "docs" / "posts").mkdir(parents=True)
    (folder / "docs" / "about.md").write_text("# About\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    write_posts(posts, folder / "docs" / "posts")
    return folder


def take_one_core() -> None:
    """Keep this process to one core, and so to itself: bodies and pages are made where MkDocs runs."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def build(project: Path) -> tuple[float, float]:
    """Return CPU seconds and wall seconds of one build of everything."""
    for name in ("site", ".cache"):
        shutil.rmtree(project / name, ignore_errors=True)
    before = os.times()
    started = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    subprocess.run(
        command,
        cwd=project,
        check=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        preexec_fn=take_one_core,
    )
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return cpu, time.perf_counter() - started


def measure_chrome(project: Path) -> int:
    """Return the most bytes that any post page has besides its body."""
    sizes = []
    for path in (project / "site" / "posts").rglob("index.html"):
        html = path.read_text(encoding="utf-8")
        body = BeautifulSoup(html, "html.parser").find(class_="zh-body")
        sizes.append(len(html.encode()) - len(str(body).encode()))
    return max(sizes)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        empty = make_project(Path(name) / "empty", 0)
        full = make_project(Path(name) / "full", arguments.posts)
        build(empty)
        runs = [(build(empty), build(full)) for _ in range(arguments.runs)]
        start = statistics.median(run[0][0] for run in runs)
        total = statistics.median(run[1][0] for run in runs)
        wall = statistics.median(run[1][1] for run in runs)
        print(f"MkDocs and Material alone    {start:8.2f} s CPU")
        print(f"with {arguments.posts:6} posts           {total:8.2f} s CPU, {wall:.2f} s wall")
        print(f"per post                     {(total - start) / arguments.posts * 1000:8.2f} ms")
        print(f"chrome of a post page, most  {measure_chrome(full) / 1000:8.1f} kB")


if __name__ == "__main__":
    main()
