"""Books of every corpus there is, read by the standard's own checker and drawn by another reader."""

import json
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from epub import CLEAN, XHTML, EpubFile, check_epub, text_of
from project import ROOT, SHARED, post
from test_conservation import EXAMPLE_POSTS, mutate, read_bodies
from test_epub import FILES, find_lost
from test_export import read_archive

from mkdocs_zhihu.cli.main import run

pytestmark = [pytest.mark.unit, pytest.mark.slow]

Write = Callable[[Path], list[str]]


def write_cases(root: Path) -> list[str]:
    """Every input of the cases of bodies."""
    for number, path in enumerate(sorted((ROOT / "tests" / "cases" / "body").rglob("*.yml"))):
        text = yaml.safe_load(path.read_text(encoding="utf-8"))["input"]
        (root / f"{number}.md").write_text(post(f"例 {number}", str(text)), encoding="utf-8")
    return [str(root)]


def write_odd_strings(root: Path) -> list[str]:
    """Odd strings in every place that a book shows."""
    strings = json.loads((ROOT / "tests" / "data" / "odd_strings.json").read_text(encoding="utf-8"))
    for number, text in enumerate(strings):
        body = f"<h2>{text}</h2><p>{text}</p><pre><code>{text}</code></pre><p><a href='{text}'>x</a></p>"
        written = post(text, body, categories=[text, "子"], author=text, tags=[text])
        (root / f"{number}.md").write_bytes(written.encode("utf-8", "replace"))
    return [str(root)]


def write_damaged(root: Path) -> list[str]:
    """Posts of the example, damaged."""
    chosen = random.Random(1)  # noqa: S311 - repeatable, not secret
    for number in range(150):
        body = mutate(chosen, chosen.choice(read_bodies(EXAMPLE_POSTS)))
        (root / f"{number}.md").write_text(post(f"坏 {number}", body), encoding="utf-8")
    return [str(root)]


def write_one(root: Path) -> list[str]:
    (root / "a.md").write_text(FILES["甲/二.md"], encoding="utf-8")
    return [str(root)]


def copy_example(root: Path) -> list[str]:
    ignored = shutil.ignore_patterns(".cache", "site", "broken")
    shutil.copytree(ROOT / "example_site", root, dirs_exist_ok=True, ignore=ignored)
    return ["-f", str(root / "mkdocs.yml")]


def copy_failing(root: Path) -> list[str]:
    shutil.copytree(SHARED / "failing", root, dirs_exist_ok=True)
    return [str(root)]


CORPORA = [
    copy_example,
    write_cases,
    write_odd_strings,
    write_damaged,
    write_one,
    pytest.param(copy_failing, marks=pytest.mark.shared("failing")),
]


@pytest.mark.parametrize("write", CORPORA)
def test_the_checker_finds_nothing_and_no_word_is_lost(write: Write, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    arguments = write(tmp_path / "in")
    for name in ("books", "again"):
        # One volume: a link to another volume is no link to a chapter.
        command = ["epub", *arguments, "--to", str(tmp_path / name), "--max-posts", "2000"]
        assert run(command) in (0, 1)
    (path,) = (tmp_path / "books").iterdir()
    assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
    book = EpubFile(path)
    assert check_epub(path) == CLEAN
    assert list(book.find_broken_links()) == []
    folder = tmp_path / "in" / "docs" / "posts" if "-f" in arguments else tmp_path / "in"
    entries = [] if "--category" in arguments else list(read_archive(folder).values())
    chapters = list(book.chapters().values())
    titles = Counter(text_of(page.find(f".//{XHTML}h1")) for page in chapters)
    assert len(chapters) == sum(titles.values()) >= (1 if entries else 0)
    if write in (copy_example, write_damaged, write_one):
        assert len(chapters) == len(entries)
        for page in chapters:
            title = text_of(page.find(f".//{XHTML}h1"))
            lost = [find_lost(entry, page) for entry in entries if entry.title == title]
            assert Counter() in lost, f"{title}: {lost}"


@pytest.mark.skipif(shutil.which("mutool") is None, reason="needs mutool; install mupdf-tools")
def test_another_reader_opens_every_page(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert run(["epub", *copy_example(tmp_path / "in"), "--to", str(tmp_path / "books")]) == 0
    (path,) = (tmp_path / "books").iterdir()
    done = subprocess.run(
        ["mutool", "draw", "-F", "txt", "-o", "-", str(path)], check=True, capture_output=True, timeout=300
    )
    shown = "".join(done.stdout.decode(errors="replace").split())
    for page in EpubFile(path).chapters().values():
        assert "".join(text_of(page.find(f".//{XHTML}h1")).split()) in shown
