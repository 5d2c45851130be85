"""What a long build says of itself: a line on a terminal, one line in a log."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from generate import write_posts
from project import build_project, post, run_mkdocs, write_project

from mkdocs_zhihu.processes.progress import CLEAR_LINE

pytestmark = pytest.mark.site


def build_on_terminal(folder: Path, *arguments: str) -> str:
    """Return what a build writes to its terminal."""
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "mkdocs", "build", *arguments]
    with subprocess.Popen(command, cwd=folder, stdout=end, stderr=end) as process:
        os.close(end)
        said = read_all(terminal)
    assert process.returncode == 0
    return said


def read_all(terminal: int) -> str:
    said = bytearray()
    try:
        while some := os.read(terminal, 4096):
            said += some
    except OSError:  # Linux says so at the end
        pass
    os.close(terminal)
    return said.decode()


@pytest.mark.slow
def test_a_terminal_sees_how_far_a_build_is(tmp_path: Path) -> None:
    write_posts(60, tmp_path / "docs" / "posts")
    write_project(tmp_path, {})
    said = build_on_terminal(tmp_path)
    assert f"{CLEAR_LINE}zhihu: 1 posts read" in said
    assert " pages written" in said
    assert said.rindex(CLEAR_LINE) < said.rindex("Documentation built")
    assert CLEAR_LINE not in build_on_terminal(tmp_path, "-q")


def test_a_log_has_one_line_for_each_stage(tmp_path: Path) -> None:
    write_project(tmp_path, {f"posts/{number}.md": post(f"第{number}篇") for number in range(9)})
    said = run_mkdocs(tmp_path, "build").stderr
    assert said.count("9 posts in = 9 pages out") == 1
    assert said.count("taken from the last site") == 1
    assert CLEAR_LINE not in said


def test_a_build_that_is_not_on_a_terminal_shows_no_line(tmp_path: Path) -> None:
    assert not build_project(tmp_path, {"posts/a.md": post()}).says("posts read")
