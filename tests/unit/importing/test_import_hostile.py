"""Hostile sources end in a named message with the exit code that is due; nothing is written outside of `--into`."""

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import yaml
from hostile_sources import HOSTILE, Hostile, post
from project import MISTAKES

from mkdocs_zhihu import problems as problem_values
from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.importing.from_files import markdown_posts
from mkdocs_zhihu.importing.from_files.markdown_preamble import cut_preamble
from mkdocs_zhihu.importing.items.cleaning import clean_item
from mkdocs_zhihu.importing.items.import_item import Comment, ImportItem
from mkdocs_zhihu.importing.settings import ImportSettings

pytestmark = pytest.mark.unit
KEYS = [
    "title", "published", "categories", "tags", "author", "date", "updated", "source", "headimg", "zhihu", "archived",
    "imported",
]  # fmt: skip
HANG = 60.0
"""Seconds for an import that takes less than two; one that never ends takes more on any machine."""

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


def test_a_mistake_of_ours_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stumble(_text: str, _name: str) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(problem_values, "MISTAKES", MISTAKES)
    monkeypatch.setattr(markdown_posts, "read_document", stumble)
    for name in ("a.json", "b.md"):
        Path(name).write_text(json.dumps(post()) if name == "a.json" else "# 云\n水滴\n", encoding="utf-8")
    assert run(["import", "."]) == 1
    captured = capsys.readouterr()
    message = "met a mistake of ours (ZeroDivisionError: x); set aside; please report it with this file"
    assert f"b.md: {message}" in captured.out
    assert "1 written" in captured.out


@pytest.mark.parametrize("item", [f"- {' ' * 30_000}]", f"1. 甲{' ' * 30_000}]", "- [甲](#a) \t"])
@pytest.mark.parametrize("heading", [f"## 甲{' ' * 300_000}乙", "## 甲 ##  "])
def test_contents_of_many_blanks_are_compared_with_the_headings(item: str, heading: str) -> None:
    """Patterns that try every way to part the blanks would not end."""
    post = f"{heading}\n文\n\n## 甲\n"
    assert cut_preamble(f"# 目录\n- 甲\n{item}\n{post}", "") == (post, "")


def test_halves_of_pairs_in_comments_and_own_values_are_no_text() -> None:
    item = ImportItem(
        title="云",
        body="水滴",
        own={"a": "\ud83d", "b": {"c": "\ud83d"}},
        comments=(Comment(html="\ud83d", author="\ud83d"),),
    )
    clean, _ = clean_item(item, ImportSettings(Path(), UTC, datetime.now(UTC)))
    assert clean is not None
    assert msgspec.json.decode(msgspec.json.encode(clean), type=ImportItem) == clean
    assert clean.comments[0].html == "\ufffd"


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
    assert time.monotonic() - began < HANG
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
