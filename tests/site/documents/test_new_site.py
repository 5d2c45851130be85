"""A new site works as it is: its files, its workflow, and three nights of it against a stand-in for RSSHub."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from feed_server import Answer, FeedServer
from picture_server import PictureServer
from project import TIMEOUT, build_project, post

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.starter import FILES

pytestmark = pytest.mark.site
BIN = Path(sys.executable).parent
TEXT = "云由水滴组成，水滴散射所有波长的光。" * 5
FEEDS = """
[[feed]]
address = "${RSSHUB_URL}/zhihu/people/answers/xl"
category = "知乎,回答"

[[feed]]
address = "${RSSHUB_URL}/zhihu/collection/1"
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "我的 收藏"
    assert run(["new", str(folder)]) == 0
    return folder


def test_every_file_is_there_and_none_is_overwritten(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert all((site / name).is_file() for name in FILES)
    assert (site / "nightly.sh").stat().st_mode & stat.S_IXUSR
    (site / "mkdocs.yml").write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert run(["new", str(site)]) == 2
    assert "mkdocs.yml: exists already" in capsys.readouterr().err
    assert (site / "mkdocs.yml").read_text(encoding="utf-8") == "mine"
    unit = (site / "systemd/mkdocs-zhihu.service").read_text(encoding="utf-8")
    assert f"WorkingDirectory={site.resolve()}" in unit


def test_the_folder_may_exist_if_the_files_do_not(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/mine.md").write_text("x", encoding="utf-8")
    assert run(["new", str(tmp_path)]) == 0
    assert (tmp_path / "docs/mine.md").read_text(encoding="utf-8") == "x"


def test_the_workflow_has_no_finding(site: Path) -> None:
    workflow = site / ".github/workflows/site.yml"
    found = subprocess.run(
        [BIN / "zizmor", "--offline", "--persona=pedantic", workflow],
        check=False,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout
    uses = re.findall(r"uses: (\S+)", workflow.read_text(encoding="utf-8"))
    assert uses
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", action) for action in uses)
    jobs = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"]
    assert jobs["deploy"]["needs"] == "build"


def test_the_workflow_passes_actionlint(site: Path) -> None:
    found = shutil.which("actionlint") or shutil.which(str(BIN / "actionlint"))
    if found is None:
        pytest.skip("actionlint is not installed")
    subprocess.run([found, site / ".github/workflows/site.yml"], check=True)


def test_the_script_is_plain_shell(site: Path) -> None:
    subprocess.run(["sh", "-n", site / "nightly.sh"], check=True)


def test_comments_that_were_kept_are_not_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/answer-1.md": post(),
        "posts/answer-1.comments.json": "[]",
        "posts/a.json": "[]",
    }
    built = build_project(tmp_path, files)
    published = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*.json")}
    assert "posts/a.json" in published
    assert not [name for name in published if "comments" in name]


def test_a_page_says_what_an_import_knew(tmp_path: Path) -> None:
    facts = {"type": "answer", "id": "2", "truncated": True}
    text = post(
        date="2024-05-06T10:19:00+08:00",
        archived="2025-12-01T12:00:00+08:00",
        zhihu=facts,
        source="https://www.zhihu.com/answer/2",
    )
    built = build_project(tmp_path, {"posts/answer-2.md": text}, strict=True)
    shown = built.page("posts/answer-2/").get_text()
    assert "存档时只有开头" in shown
    assert "2024" in shown
    assert "2025" in shown


def night(site: Path, address: str) -> "subprocess.CompletedProcess[str]":
    """Run one night as a timer would."""
    environment = os.environ | {
        "RSSHUB_URL": address,
        "PATH": f"{BIN}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
    }
    command = [site / "nightly.sh", "--allow-private"]
    return subprocess.run(command, env=environment, check=False, capture_output=True, text=True, timeout=300)


def page(site: Path, name: str) -> str:
    found = site / "site/posts" / name / "index.html"
    return BeautifulSoup(found.read_text(encoding="utf-8"), "lxml").get_text() if found.exists() else ""


PICTURE = '<img src="https://gone.invalid/a.jpg">'
LFS_POINTER = "version https://git-lfs.github.com/spec/v1\n"


def test_a_night_without_any_host_of_pictures_builds_the_site(site: Path) -> None:
    (site / "feeds.toml").write_text(FEEDS.rpartition("[[feed]]")[0], encoding="utf-8")
    feeds = {"/zhihu/people/answers/xl": [Answer(1, TEXT + PICTURE)]}
    with PictureServer(FeedServer(feeds)) as server:
        result = night(site, server.base)
    assert result.returncode == 1, result.stderr
    assert "cannot be resolved: gone.invalid; check the network" in result.stderr
    assert TEXT in page(site, "answer-1")


@pytest.mark.parametrize("damage", ["store", "build"])
def test_a_night_that_builds_no_site_is_a_failure_to_a_timer(site: Path, damage: str) -> None:
    """Its exit code is none that the service takes for success."""
    (site / "feeds.toml").write_text(FEEDS.rpartition("[[feed]]")[0], encoding="utf-8")
    if damage == "store":
        (site / "media").mkdir(exist_ok=True)
        (site / "media/manifest.jsonl").write_text(LFS_POINTER, encoding="utf-8")
    else:
        (site / "docs/posts/broken.md").write_text(
            post("甲", '<p><img src="lost.jpg"></p>'), encoding="utf-8"
        )
    with PictureServer(FeedServer({"/zhihu/people/answers/xl": [Answer(1, TEXT)]})) as server:
        result = night(site, server.base)
    assert result.returncode == 3, result.stderr
    assert ("manifest.jsonl: no line of it can be read" in result.stderr) is (damage == "store")
    assert page(site, "answer-1") == ""
    unit = (site / "systemd/mkdocs-zhihu.service").read_text(encoding="utf-8")
    assert "\nSuccessExitStatus=1 2\n" in unit


@pytest.mark.parametrize(
    ("folder", "manifest", "code"), [("posts", "", 0), ("other", "", 2), ("posts", LFS_POINTER, 3)]
)
def test_the_workflow_goes_on_without_any_host_of_pictures(
    site: Path, folder: str, manifest: str, code: int
) -> None:
    """It stops where the folder of posts is not there, or the manifest cannot be read."""
    (site / "docs/posts").rename(site / "docs" / folder)
    (site / "media").mkdir(exist_ok=True)
    (site / "media/manifest.jsonl").write_text(manifest, encoding="utf-8")
    (site / "docs" / folder / "a.md").write_text(post("甲", f"<p>字{PICTURE}</p>"), encoding="utf-8")
    workflow = yaml.safe_load((site / ".github/workflows/site.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["build"]["steps"]
    (script,) = (step["run"] for step in steps if step.get("name") == "保存图片")
    environment = os.environ | {"PATH": f"{BIN}:{os.environ['PATH']}"}
    command = ["bash", "-e", "-c", script]
    result = subprocess.run(
        command, cwd=site, env=environment, check=False, capture_output=True, text=True, timeout=TIMEOUT
    )
    assert result.returncode == code, result.stderr
    assert ("::warning::" in result.stdout) is not bool(code)


@pytest.mark.slow
def test_three_nights(site: Path) -> None:
    """An answer is edited, one vanishes, one becomes a stub, a feed fails; nothing is lost, and the site is built."""
    (site / "feeds.toml").write_text(FEEDS, encoding="utf-8")
    first, second, third = (
        Answer(1, TEXT),
        Answer(2, f"雨。{TEXT}", title="雨"),
        Answer(3, f"雪。{TEXT}", title="雪"),
    )
    behaviour = FeedServer({"/zhihu/people/answers/xl": [first, second], "/zhihu/collection/1": [third]})
    with PictureServer(behaviour) as server:
        result = night(site, server.base)
        assert result.returncode == 0, result.stderr
        assert "3 items in = 3 written" in result.stdout
        assert TEXT in page(site, "answer-1")
        assert "雪。" in page(site, "answer-3")
        behaviour.feeds["/zhihu/people/answers/xl"] = [
            Answer(1, f"修改。{TEXT}"),
            Answer(4, f"风。{TEXT}", title="风"),
        ]
        behaviour.feeds["/zhihu/collection/1"] = 403
        result = night(site, server.base)
        assert result.returncode == 2
        assert "/zhihu/collection/1: was not read" in result.stderr
        assert "2 items in = 1 written + 1 updated" in result.stdout
        assert "修改。" in page(site, "answer-1")
        assert "雨。" in page(site, "answer-2"), "what left the feed stays"
        assert "雪。" in page(site, "answer-3"), "a feed that fails takes nothing away"
        behaviour.feeds["/zhihu/people/answers/xl"] = [
            Answer(1, "该内容已被删除"),
            Answer(4, f"风。{TEXT}", title="风"),
        ]
        behaviour.feeds["/zhihu/collection/1"] = [third]
        result = night(site, server.base)
        assert result.returncode == 0, result.stderr
        assert "2 items in = 0 written + 0 updated + 1 same + 1 poorer" in result.stdout
        assert "修改。" in page(site, "answer-1"), "a notice of deletion does not take the place of the text"
    posts = site / "docs/posts"
    assert sorted(path.name for path in posts.glob("*.md")) == [f"answer-{n}.md" for n in (1, 2, 3, 4)]
    assert [path.name for path in posts.rglob("versions/**/*.md")] == ["2023-11-14T221320.md"]
    assert "categories: [[知乎, 回答]]" in (posts / "answer-1.md").read_text(encoding="utf-8")
