"""What a post costs does not depend on how many categories, tags, authors and years there are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from project import post, write_project

pytestmark = [
    pytest.mark.site,
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("ALL_GROWTH"), reason="takes time, and a quiet machine: ALL_GROWTH=1"
    ),
]

COUNTS = (1_000, 2_000, 4_000)
ROUNDS = 2
LIMIT = 1.1
BUILD = """
import os, subprocess, sys
subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], check=True)
print(sum(os.times()[2:4]))
"""


def measure(folder: Path) -> float:
    """Return the CPU seconds of a clean build, its child processes included."""
    for name in ("site", ".cache"):
        subprocess.run(["rm", "-rf", folder / name], check=True)
    done = subprocess.run(
        [sys.executable, "-c", BUILD], cwd=folder, check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])


def test_pages_and_seconds_for_each_post_stay_as_they_are(tmp_path: Path) -> None:
    write_project(tmp_path / "few", {"posts/a.md": post()})
    start = min(measure(tmp_path / "few") for _ in range(ROUNDS))  # to load everything, whatever there is
    sizes, seconds = [], []
    for count in COUNTS:
        folder = tmp_path / str(count)
        files: dict[str, str | bytes] = {
            f"posts/{n // 100}/{n}.md": post(
                f"题{n:04}",
                "<p>一段正文。</p>" * 20,
                categories=[f"类{n:04}"],
                tags=[f"签{n:04}"],
                author=f"人{n:04}",
                date=f"{1000 + n}-05-18 10:00:00",
            )
            for n in range(count)
        }
        write_project(folder, files)
        seconds.append((min(measure(folder) for _ in range(ROUNDS)) - start) / count)
        pages = [path.stat().st_size for path in (folder / "site").rglob("*.html")]
        sizes.append(sum(pages) / len(pages))
    print(sizes, seconds)  # noqa: T201 - the figures
    assert max(sizes) / min(sizes) < 1.1
    assert max(seconds[1:]) / seconds[0] < LIMIT, seconds  # what a build costs once makes few posts dear
