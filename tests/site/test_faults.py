"""What a build survives: wrong options, full disks, signals, odd clocks, any environment."""

import os
import random
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from generate import write_posts
from project import build_project, post, run_mkdocs, start_mkdocs, tree, wait_for, write_project

from mkdocs_zhihu.host.writing import writer

pytestmark = pytest.mark.site

POSTS: dict[str, str | bytes] = {f"posts/{number}.md": post(f"第{number}篇") for number in range(6)}
ALL = bool(os.environ.get("ALL_FAULTS"))

WRONG: dict[str, tuple[list[Any], str]] = {
    "misspelt": ([{"zhihu": {"pagination_perpage": 3}}], "did you mean 'pagination_per_page'?"),
    "misspelt in a group": ([{"zhihu": {"feeds": {"entry": 3}}}], "did you mean 'entries'?"),
    "dotted": ([{"zhihu": {"media.mirror": True}}], "no such option; write it as `media: {mirror: …}`"),
    "fetched to nowhere": ([{"zhihu": {"media": {"store": False, "mirror": True}}}], "needs a store"),
    "no format": ([{"zhihu": {"feeds": "rss"}}], "'rss' is none of atom, json"),
    "unknown": ([{"zhihu": {"qqq": 3}}], "no such option; use enabled, posts"),
    "type": ([{"zhihu": {"feeds": 3}}], "'feeds'"),
    "negative": ([{"zhihu": {"serve_newest": -1}}], "-1 is no whole number from zero"),
    "zero": ([{"zhihu": {"max_size": 0}}], "0 is no whole number above zero"),
    "twice": (["zhihu", "zhihu"], "is listed twice in `plugins`"),
}


@pytest.mark.parametrize("name", WRONG)
def test_rows_105_106_a_wrong_option_is_named_and_the_site_left_alone(tmp_path: Path, name: str) -> None:
    before = tree(build_project(tmp_path, dict(POSTS)).site)
    plugins, said = WRONG[name]
    write_project(tmp_path, {}, plugins=plugins)
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert tree(tmp_path / "site") == before


def test_row_105_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    write_project(tmp_path, dict(POSTS), plugins=[{"zhihu": {"posts": "nowhere"}}])
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    assert "there is no folder 'nowhere'" in result.stderr
    assert "Traceback" not in result.stderr


def test_row_107_a_site_on_another_file_system_is_replaced_all_the_same(tmp_path: Path) -> None:
    other = Path("/dev/shm", tmp_path.name)  # noqa: S108 - another file system, where there is one
    if not other.parent.is_dir() or other.parent.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is one file system only")
    other.mkdir()
    try:
        (tmp_path / "site").symlink_to(other)
        for title in ("旧", "新", "更新"):
            site = build_project(tmp_path, POSTS | {"posts/0.md": post(title)})
            assert title in site.page("posts/0").title.get_text()
        (tmp_path / "site").unlink()
        assert tree(other) == tree(build_project(tmp_path, {}).site)
    finally:
        subprocess.run(["rm", "-rf", other], check=True)


@pytest.mark.parametrize("moment", [0, 1, 4_000_000_000])
def test_row_108_a_change_is_seen_whatever_the_clock_says(tmp_path: Path, moment: int) -> None:
    path = tmp_path / "docs" / "posts" / "0.md"
    build_project(tmp_path, dict(POSTS))
    os.utime(path, (moment, moment))
    build_project(tmp_path, {})
    path.write_text(post("第X篇"), encoding="utf-8")  # as long as before
    os.utime(path, (moment, moment))
    assert "第X篇" in build_project(tmp_path, {}).page("posts/0").title.get_text()


@pytest.mark.slow
def test_row_109_the_same_bytes_in_any_environment(tmp_path: Path) -> None:
    """File order too: each copy is written in another one."""
    found = set()
    for number, (seed, locale, zone) in enumerate(
        [("0", "C", "UTC"), ("1", "zh_CN.UTF-8", "Asia/Tokyo"), ("77", "POSIX", "America/New_York")]
    ):
        folder = tmp_path / str(number)
        names = list(POSTS)
        random.Random(number).shuffle(names)  # noqa: S311 - nothing secret
        write_project(
            folder, {name: POSTS[name] for name in names}, plugins=["search", {"zhihu": {"search": "zhihu"}}]
        )
        environment = {**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone}
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, env=environment, check=True
        )
        found.add(
            frozenset((name, data) for name, data in tree(folder / "site").items() if "sitemap" not in name)
        )
    assert len(found) == 1


@pytest.mark.slow
@pytest.mark.parametrize("blocks", [0, 1, 4, 16, 64, 400])
def test_a_disk_that_is_full_at_any_size_leaves_the_old_site(tmp_path: Path, blocks: int) -> None:
    before = tree(build_project(tmp_path, dict(POSTS)).site)
    write_project(tmp_path, {"posts/0.md": post("新")}, site_name="另一个")
    command = f"ulimit -f {blocks}; exec {sys.executable} -m mkdocs build -q"
    result = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert result.returncode == 1
    assert result.stderr.count("the old site was left as it is") == 1
    assert "Traceback" not in result.stderr
    assert tree(tmp_path / "site") == before
    healed = tree(build_project(tmp_path, {}, site_name="另一个").site)
    write_project(tmp_path / "clean", POSTS | {"posts/0.md": post("新")})
    assert healed == tree(build_project(tmp_path / "clean", {}, site_name="另一个").site)


MOMENTS = [number / 5 for number in range(1, 21)] if ALL else [0.4, 1.0, 1.6, 2.2]
BEGUN = 0.0
"""The moment in which the stage is there: how soon that is depends on the machine."""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["INT", "TERM"])
def test_a_build_that_is_asked_to_end_clears_up(tmp_path: Path, number: signal.Signals) -> None:
    write_posts(400, tmp_path / "docs" / "posts")
    write_project(tmp_path, {})
    codes: set[int] = set()
    for moment in (BEGUN, *MOMENTS):
        process = start_mkdocs(tmp_path, "build", "-q")
        if moment == BEGUN:
            wait_for(lambda: list(tmp_path.glob(".site.zhihu-*")))
        time.sleep(moment)
        process.send_signal(number)
        found = process.wait()
        assert found in (0, 128 + number, 1, -number)  # the last two where the plugin is not there yet
        codes.add(found)
        assert not list(tmp_path.glob(".site.zhihu-*"))
    assert 128 + number in codes


@pytest.mark.slow
def test_a_fault_while_a_page_is_written_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, write = tree(build_project(tmp_path, dict(POSTS)).site), writer.write_file
    for fault in (5, 13, 24, 28, 30):  # EIO, EACCES, EMFILE, ENOSPC, EROFS
        for at in range(1, 12, 1 if ALL else 5):
            calls = count(1)

            def fail(content: bytes, path: str, fault: int = fault, at: int = at, calls: Any = calls) -> None:
                if next(calls) == at:
                    raise OSError(fault, os.strerror(fault), path)
                write(content, path)

            with monkeypatch.context() as patch:
                patch.setattr(writer, "write_file", fail)
                with pytest.raises(Exception, match="the old site was left as it is"):
                    build_project(tmp_path, {}, site_name=f"{fault} {at}")
            assert tree(tmp_path / "site") == before
    assert tree(build_project(tmp_path, {}).site) == before
