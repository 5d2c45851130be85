"""A kill at any moment leaves every post whole, and the next run finishes what it began.

A copy of this process is killed at a given operation on files, which is more exact than a clock.
"""

import json
import multiprocessing
import os
import random
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from mkdocs_zhihu.cli.main import run

pytestmark = [
    pytest.mark.unit,
    pytest.mark.skipif(sys.platform != "linux", reason="a copy of this process is killed"),
]
COUNTED = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "shutil.rmtree"})
TEXT = "<p>云由水滴组成，水滴散射所有波长的光。</p>"


def write_source(path: Path, count: int, *, is_edited: bool) -> None:
    items: list[dict[str, Any]] = []
    for number in range(count):
        has_changed = is_edited and number % 3 == 0
        items.append({
            "type": "answer", "id": str(number), "question": {"id": "9", "title": f"第{number}问"},
            "content": TEXT * (number % 5 + 1) + ("<p>改</p>" if has_changed else ""),
            "created_time": 1_600_000_000, "updated_time": 1_700_000_000 + has_changed,
        })  # fmt: skip
    path.write_text(json.dumps({"data": items}), encoding="utf-8")


def import_until(source: str, last: int) -> None:
    """Import, and die at an operation on files."""
    left = iter(range(last))

    def count(event: str, _arguments: object) -> None:
        if event in COUNTED and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.addaudithook(count)
    os._exit(run(["import", source]))


def kill_import(source: str, last: int) -> bool:
    """Return whether an import was killed before its end."""
    process = multiprocessing.get_context("fork").Process(target=import_until, args=(source, last))
    process.start()
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def read_posts(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("docs/posts/*.md")}


def read_all(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("docs/posts/**/*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def check_kills(folder: Path, monkeypatch: pytest.MonkeyPatch, *, posts: int, kills: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    write_source(folder / "old.json", posts, is_edited=False)
    write_source(folder / "new.json", posts, is_edited=True)
    (folder / "calm").mkdir()
    monkeypatch.chdir(folder / "calm")
    assert run(["import", "../old.json"]) == 0
    old = read_posts(Path())
    assert run(["import", "../new.json"]) == 0
    new, calm = read_posts(Path()), read_all(Path())
    chosen = random.Random(posts)  # noqa: S311 - nothing secret
    number = done = 0
    while done < kills:
        number += 1
        place = folder / f"killed-{number}"
        place.mkdir()
        monkeypatch.chdir(place)
        for source, wanted in (("../old.json", old), ("../new.json", new)):
            last = chosen.randrange(20)
            while kill_import(source, last):
                done += 1
                last = chosen.randrange(40, 8 * posts)
                for name, data in read_posts(Path()).items():
                    assert data in (old[name], new[name]), f"{name} is neither old nor new"
            assert read_posts(Path()) == wanted
        assert read_all(Path()) == calm, "the end is that of an undisturbed run"


def test_kills(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    check_kills(tmp_path, monkeypatch, posts=12, kills=12)
    capsys.readouterr()


@pytest.mark.slow
def test_kills_of_two_thousand_posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check_kills(tmp_path, monkeypatch, posts=2_000, kills=100 if os.environ.get("ALL_KILLS") else 5)
