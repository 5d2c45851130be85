"""Hostile sources end in a named message with the exit code that is due; nothing is written outside of `--into`."""

import os
import time
from pathlib import Path

import pytest
import yaml
from hostile_sources import HOSTILE, Hostile, post

from mkdocs_zhihu.cli.main import run

pytestmark = pytest.mark.unit
KEYS = [
    "title", "published", "categories", "tags", "author", "date", "updated", "source", "headimg", "zhihu", "archived",
    "imported",
]  # fmt: skip
SLOWEST = 10.0
"""Seconds, on a busy machine."""

LARGE = {"zip-many"}
"""Sources that take seconds to make."""


def test_there_are_enough() -> None:
    assert len(HOSTILE) >= 60
    assert len({hostile.name for hostile in HOSTILE}) == len(HOSTILE)


def list_files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def check_posts(folder: Path) -> None:
    """See that every post has our keys in our order and nothing else, whatever the source had in its texts."""
    for path in folder.rglob("*.md"):
        opening, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.safe_load(front)
        assert not opening
        assert list(fields) == [key for key in KEYS if key in fields]
        assert body.endswith("\n")
        assert "root:" not in body


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(hostile, id=hostile.name, marks=pytest.mark.slow if hostile.name in LARGE else ())
        for hostile in HOSTILE
    ],
)
def test_hostile_source(
    hostile: Hostile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "work"
    for name, data in (hostile.files if isinstance(hostile.files, dict) else hostile.files()).items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    before = list_files(tmp_path)
    monkeypatch.chdir(folder)
    began = time.monotonic()
    code = run(["import", "source"])
    assert time.monotonic() - began < SLOWEST
    captured = capsys.readouterr()
    said = captured.err + captured.out
    assert code == hostile.code, said
    assert hostile.words in said
    assert "Traceback" not in said
    new = list_files(tmp_path) - before
    assert all(name.startswith(("work/docs", "work/docs/posts/")) for name in new), new
    check_posts(folder / "docs" / "posts")


@pytest.mark.skipif(os.name != "posix", reason="links, pipes and rights of POSIX")
def test_links_and_pipes_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (tmp_path / "secret.json").write_text(str(post()).replace("'", '"'), encoding="utf-8")
    (source / "link.json").symlink_to(tmp_path / "secret.json")
    (source / "device").symlink_to("/dev/zero")
    (source / "loop").symlink_to(source / "loop")
    (source / "round").symlink_to(source, target_is_directory=True)
    os.mkfifo(source / "pipe")
    monkeypatch.chdir(tmp_path)
    assert run(["import", "source"]) == 1
    said = capsys.readouterr().out
    assert "link.json: is a link to a place outside the source" in said
    assert "pipe: is no regular file" in said
    assert not list(Path("docs/posts").glob("*.md"))


def test_the_folder_that_is_written_to_is_no_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs/posts").mkdir(parents=True)
    assert run(["import", "docs/posts"]) == 2
    assert "is the folder that posts are written to" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("docs").write_text("a file", encoding="utf-8")
    Path("a.json").write_text("[]", encoding="utf-8")
    assert run(["import", "a.json"]) == 2
    assert "cannot be written" in capsys.readouterr().err
