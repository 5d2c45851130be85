"""How commands end that are not let finish, and what they print where not every character is known."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from project import TIMEOUT, post

pytestmark = pytest.mark.unit

COMMAND = (sys.executable, "-m", "mkdocs_zhihu")
CLOSED = {
    "what is written at the end": ("", "check", "posts"),
    "what is written on the way": ("", "check", "--all", "posts"),
    "help": ("", "--help"),
    "each line of books": ("1", "epub", "posts", "--to", "books"),
    "each line of a folder": ("1", "export", "folder", "posts"),
}
"""Commands whose output cannot be written, and whether Python writes each line at once."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "posts").mkdir()
    pictures = "".join(f'<p><img src="{number}.jpg"></p>' for number in range(700))
    (tmp_path / "posts" / "a.md").write_text(post("甲", pictures), encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="named pipes, and how a process begins there")
def test_ctrl_c_ends_a_command_without_a_traceback(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    os.mkfifo(page)
    process = subprocess.Popen(
        [*COMMAND, "csp", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - in the background it would ignore Ctrl-C
    )
    with page.open("wb"):  # once the command reads it
        process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=TIMEOUT) == (b"", b"")
    assert process.returncode == 130


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_pipe_ends_a_command_without_a_word(folder: Path, name: str) -> None:
    unbuffered, *arguments = CLOSED[name]
    reader, writer = os.pipe()
    os.close(reader)
    result = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        check=False,
        stdout=writer,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": unbuffered},
        text=True,
        timeout=TIMEOUT,
    )
    os.close(writer)
    assert [
        line for line in result.stderr.splitlines() if not line.startswith(("warning: ", "  a.md:"))
    ] == []
    assert result.returncode == 1


def test_what_a_terminal_does_not_know_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(post("甲", '<p><img src="lost.jpg"></p>'), encoding="utf-8")
    result = subprocess.run(
        [*COMMAND, "check", str(tmp_path)],
        check=True,
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        timeout=TIMEOUT,
    )
    assert b"\\u7532.md:" in result.stdout


def test_the_source_of_a_file_that_became_no_page_is_set_aside(tmp_path: Path) -> None:
    texts = {"甲.md": post("甲"), "甲.org": "文", "乙.md": "", "乙.org": "文"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = subprocess.run(
        [*COMMAND, "check", str(tmp_path)],
        check=False,
        capture_output=True,
        env=os.environ | {"PYTHONUTF8": "1", "LC_ALL": "C"},
        timeout=TIMEOUT,
    )
    said = result.stdout.decode()
    assert "乙.org: is not a kind of file that is read" in said
    assert "甲.org: is what a post of the same name was made of" in said
