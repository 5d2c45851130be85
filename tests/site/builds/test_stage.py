"""The site is the old one or the new one, whenever a build ends and however."""

import errno
import os
import shutil
import subprocess
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from project import build_project, post, run_mkdocs, start_mkdocs, tree, write_project

from mkdocs_zhihu.host.writing import staging as stage_module
from mkdocs_zhihu.host.writing import swap as exchange_module
from mkdocs_zhihu.host.writing.staging import open_stage
from mkdocs_zhihu.host.writing.swap import publish

pytestmark = pytest.mark.site

POSTS: dict[str, str | bytes] = {f"posts/{number}.md": post(f"第{number}篇") for number in range(5)}
KILLS = 100 if os.environ.get("ALL_KILLS") else 3


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*zhihu-*") if ".cache" not in path.parts]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


OLD = {
    "index.html": "old",
    "gone/index.html": "old",
    "same/a.html": "old",
    "was-file": "x",
    "was-folder/a": "x",
}
NEW = {
    "index.html": "new",
    "new/index.html": "new",
    "same/a.html": "new",
    "was-folder": "x",
    "was-file/a": "x",
}


def no_exchange(*_paths: object, **_options: object) -> None:
    raise OSError(errno.EINVAL, "none here")


@pytest.mark.parametrize("has_exchange", [True, False])
@pytest.mark.parametrize("hidden", [{}, {".git/HEAD": "kept", ".nojekyll": ""}], ids=["plain", "hidden"])
def test_a_site_is_replaced_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hidden: dict[str, str], *, has_exchange: bool
) -> None:
    if not has_exchange:
        monkeypatch.setattr(exchange_module, "swap_folders", no_exchange)
    write(tmp_path / "site", OLD | hidden)
    stage = open_stage(str(tmp_path / "site"))
    write(stage.folder, NEW)
    stage.publish()
    assert {name: data.decode() for name, data in tree(tmp_path / "site").items()} == NEW | hidden
    assert set(names(tmp_path)) <= {"site"}


def test_entries_are_copied_where_they_cannot_be_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(errno.EXDEV, "another file system")

    write(tmp_path / "site", OLD)
    write(tmp_path / "new", NEW)
    monkeypatch.setattr(exchange_module, "swap_folders", no_exchange)
    monkeypatch.setattr(Path, "rename", refuse)
    publish(tmp_path / "new", tmp_path / "site", tmp_path / "aside")
    assert {name: data.decode() for name, data in tree(tmp_path / "site").items()} == NEW


@pytest.mark.parametrize("has_exchange", [True, False])
def test_a_link_to_a_folder_in_a_site_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_exchange: bool
) -> None:
    if not has_exchange:
        monkeypatch.setattr(exchange_module, "swap_folders", no_exchange)
    write(tmp_path, {"far/picture.jpg": "mine", "site/a/b.html": "old"})
    for name in ("media", "a/below", "dangling"):
        (tmp_path / "site" / name).symlink_to(tmp_path / ("far" if name != "dangling" else "none"))
    for _ in range(2):
        stage = open_stage(str(tmp_path / "site"), tmp_path / "folders")
        stage.take_folders([])
        write(stage.folder, NEW)
        stage.publish()
        assert (tmp_path / "site" / "media").is_symlink()
        assert names(tmp_path / "site") == sorted({*(name.partition("/")[0] for name in NEW), "media"})
        assert tree(tmp_path / "far") == {"picture.jpg": b"mine"}


def test_a_page_in_a_linked_folder_of_a_site_is_written_there(tmp_path: Path) -> None:
    build_project(tmp_path, dict(POSTS))
    posts = tmp_path / "site" / "posts"
    shutil.copytree(posts, tmp_path / "far")
    shutil.rmtree(posts)
    posts.symlink_to(tmp_path / "far")
    write(tmp_path, {"far/mine.txt": "mine"})
    for title in ("第3篇", "另一篇", "另一篇"):
        site = build_project(tmp_path, {"posts/3.md": post(title)})
        assert posts.is_symlink()
        assert title in site.page("posts/3/").title.text
        assert len(names(tmp_path / "far")) == len(POSTS) + 1


def test_entries_are_not_copied_through_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError(errno.EXDEV, "another file system")

    write(tmp_path, {"far/a": "mine", "site/same/x": "old", "site/other/x": "old"})
    (tmp_path / "site" / "same" / "inner").symlink_to(tmp_path / "far")
    (tmp_path / "site" / "other" / "gone").symlink_to(tmp_path / "far")
    write(tmp_path / "new", {"same/inner/b": "new", "other/y": "new"})
    monkeypatch.setattr(exchange_module, "swap_folders", no_exchange)
    monkeypatch.setattr(Path, "rename", refuse)
    publish(tmp_path / "new", tmp_path / "site", tmp_path / "aside")
    assert tree(tmp_path / "site") == {"same/inner/b": b"new", "other/y": b"new"}
    assert tree(tmp_path / "far") == {"a": b"mine"}


def test_a_junction_is_not_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A junction of Windows is a folder with a mark; here folders of one name have it."""
    lstat = os.lstat

    def mark(path: Path | str) -> object:
        found = lstat(path)
        return SimpleNamespace(
            st_mode=found.st_mode, st_reparse_tag=exchange_module.JUNCTION * ("far" in str(path))
        )

    unlinked: list[str] = []
    write(tmp_path, {"site/a/far/b": "mine", "site/a/c": "old", "site/a/near/d": "old"})
    monkeypatch.setattr(os, "lstat", mark)
    monkeypatch.setattr(os, "unlink", lambda entry: unlinked.append(Path(entry).name))
    stage_module._delete_files(tmp_path / "site")
    assert sorted(unlinked) == ["c", "d", "far"]


def test_entries_are_put_back_where_one_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == tmp_path / "site" / "was-file":
            raise PermissionError(errno.EACCES, "not yours")
        return rename(self, target)

    def refuse_all(*_: object) -> None:
        raise PermissionError(errno.EACCES, "not yours")

    write(tmp_path / "site", OLD | {".git/HEAD": "kept"})
    stage = open_stage(str(tmp_path / "site"))
    write(stage.folder, NEW)
    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(exchange_module, "_remove", refuse_all)
    monkeypatch.setattr(exchange_module, "_copy", refuse_all)
    before = tree(tmp_path / "site")
    with pytest.raises(PermissionError):
        stage.publish()
    stage.close()
    assert tree(tmp_path / "site") == before


def test_a_linked_site_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    site = build_project(tmp_path, dict(POSTS))
    assert (tmp_path / "site").is_symlink()
    assert len(site.post_pages()) == 5
    assert leftovers(tmp_path) == []


def test_a_site_that_is_a_mount_point_is_replaced_from_inside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "site", {"old.html": "old"})
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == tmp_path / "site")
    inode = (tmp_path / "site").stat().st_ino
    site = build_project(tmp_path, dict(POSTS))
    assert len(site.post_pages()) == 5
    assert not (tmp_path / "site" / "old.html").exists()
    assert (tmp_path / "site").stat().st_ino == inode
    assert leftovers(tmp_path) == []


def test_what_a_killed_build_left_goes_and_what_another_uses_stays(tmp_path: Path) -> None:
    dead = tmp_path / ".site.zhihu-1-dead"
    dead.mkdir()
    other = open_stage(str(tmp_path / "site"))
    mine = open_stage(str(tmp_path / "site"))
    assert not dead.exists()
    assert other.folder.exists()
    assert mine.folder != other.folder
    for stage in (other, mine):
        stage.publish()
    assert set(names(tmp_path)) <= {"site"}


def number_folders(site: Path) -> dict[str, int]:
    return {
        path.relative_to(site).as_posix(): path.stat().st_ino for path in site.rglob("*") if path.is_dir()
    }


def list_empty_folders(site: Path) -> list[Path]:
    return [path for path in site.rglob("*") if path.is_dir() and not any(path.iterdir())]


def test_folders_of_a_site_are_those_of_the_build_after_the_next(tmp_path: Path) -> None:
    first = number_folders(build_project(tmp_path, dict(POSTS)).site)
    (tmp_path / "docs" / "posts" / "4.md").unlink()
    build_project(tmp_path, {})
    kept = tmp_path / ".cache" / "plugin" / "zhihu" / "folders"
    assert kept.is_dir()
    assert tree(kept) == {}
    third = build_project(tmp_path, {"posts/5.md": post("新")}).site
    numbers = number_folders(third)
    assert {name: number for name, number in first.items() if name in numbers} == {
        name: number for name, number in numbers.items() if name != "posts/5"
    }
    assert list_empty_folders(third) == []
    assert "posts/4" not in numbers
    shutil.copytree(tmp_path / "docs", tmp_path / "clean" / "docs")
    assert tree(third) == tree(build_project(tmp_path / "clean", {}).site)


def test_a_file_in_place_of_a_kept_folder_is_written(tmp_path: Path) -> None:
    for _ in range(2):
        build_project(tmp_path, dict(POSTS))
    (tmp_path / "docs" / "posts" / "4.md").unlink()
    site = build_project(tmp_path, {"posts/4": b"no page"}).site
    assert (site / "posts" / "4").read_bytes() == b"no page"


def test_a_page_in_place_of_a_kept_folder_is_written(tmp_path: Path) -> None:
    for _ in range(2):
        build_project(tmp_path, {**POSTS, "old.html.md": "# a"})
    (tmp_path / "docs" / "old.html.md").rename(tmp_path / "docs" / "old.md")
    site = build_project(tmp_path, {}, use_directory_urls=False).site
    assert (site / "old.html").is_file()


def test_a_build_that_fails_keeps_no_folders(tmp_path: Path) -> None:
    """If they were the reason, the next build does without."""
    for _ in range(2):
        build_project(tmp_path, dict(POSTS))
    (tmp_path / "hook.py").write_text(FAILING["late"])
    with pytest.raises(ValueError, match="broken"):
        build_project(tmp_path, {}, hooks=["hook.py"])
    assert not (tmp_path / ".cache" / "plugin" / "zhihu" / "folders").exists()
    assert leftovers(tmp_path) == []


def test_folders_are_kept_without_files_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "site", {"a/b.html": "old"})
    stage = open_stage(str(tmp_path / "site"), tmp_path / "folders")
    monkeypatch.setattr(stage_module, "_delete_files", no_exchange)
    stage.publish()
    assert names(tmp_path) == ["site"]


def test_folders_that_another_build_kept_stay(tmp_path: Path) -> None:
    write(tmp_path / "site", {"a/b.html": "old"})
    stage = open_stage(str(tmp_path / "site"), tmp_path / "folders")
    (tmp_path / "folders" / "of another build").mkdir(parents=True)
    stage.publish()
    assert names(tmp_path) == ["folders", "site"]
    assert names(tmp_path / "folders") == ["of another build"]


def test_a_site_lost_between_two_renames_comes_back(tmp_path: Path) -> None:
    write(tmp_path / ".site.zhihu-1-dead-old", {"index.html": "old"})
    open_stage(str(tmp_path / "site")).close()
    assert tree(tmp_path) == {"site/index.html": b"old"}


FAILING = {
    "an exception": "def on_post_page(output, page, config):\n    raise ValueError('broken')\n",
    "no room": "def on_post_page(output, page, config):\n    raise OSError(28, 'No space left', page.file.abs_dest_path)\n",
    "late": "def on_post_build(config):\n    raise ValueError('broken')\n",
}


@pytest.mark.parametrize("name", FAILING)
def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path, name: str) -> None:
    before = tree(build_project(tmp_path, dict(POSTS)).site)
    write_project(tmp_path, {"posts/new.md": post("新")}, hooks=["hook.py"])
    (tmp_path / "hook.py").write_text(FAILING[name])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode == 1
    assert tree(tmp_path / "site") == before
    assert leftovers(tmp_path) == []
    if name == "no room":
        assert "the old site was left as it is; free some space" in result.stderr
        assert "Traceback" not in result.stderr


def test_the_build_after_one_that_was_interrupted_has_all_posts(tmp_path: Path) -> None:
    """In the same process, where MkDocs keeps a plugin from one configuration to the next."""
    hook = "def on_env(env, config, files):\n    raise KeyboardInterrupt\n"
    (tmp_path / "hook.py").write_text(hook, encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        build_project(tmp_path, dict(POSTS), hooks=["hook.py"])
    assert len(build_project(tmp_path, {}).post_pages()) == len(POSTS)
    assert leftovers(tmp_path) == []


def test_a_strict_build_with_warnings_leaves_the_old_site(tmp_path: Path) -> None:
    before = tree(build_project(tmp_path, dict(POSTS)).site)
    write_project(tmp_path, {"posts/bad.md": post(date="gestern")})
    assert run_mkdocs(tmp_path, "build", "--strict").returncode == 1
    assert tree(tmp_path / "site") == before
    assert run_mkdocs(tmp_path, "build").returncode == 0
    assert (tmp_path / "site" / "posts" / "bad").exists()
    assert leftovers(tmp_path) == []


def test_a_strict_build_told_to_be_quiet_fails_on_warnings_too_and_names_them(tmp_path: Path) -> None:
    before = tree(build_project(tmp_path, dict(POSTS)).site)
    write_project(tmp_path, {"posts/empty.md": "", "posts/bad.md": post(date="gestern")})
    result = run_mkdocs(tmp_path, "build", "--strict", "-q")
    assert result.returncode == 1
    assert "posts/empty.md: is empty; set aside" in result.stderr
    assert "posts/bad.md:6: " in result.stderr
    assert tree(tmp_path / "site") == before
    assert run_mkdocs(tmp_path, "build", "-q").returncode == 0


@pytest.mark.parametrize(
    "arguments", [["--dirty"], ["--no-directory-urls"], ["-d", "elsewhere/deep"]], ids=str
)
def test_every_way_to_build_gives_a_whole_site(tmp_path: Path, arguments: list[str]) -> None:
    write_project(tmp_path, dict(POSTS))
    for _ in range(2):
        assert run_mkdocs(tmp_path, "build", *arguments).returncode == 0
    site = tmp_path / (arguments[1] if len(arguments) > 1 else "site")
    assert len(list((site / "posts").rglob("*.html"))) == 5
    assert leftovers(tmp_path) == []


def test_gh_deploy_finds_the_site(tmp_path: Path) -> None:
    project = tmp_path / "project"
    write_project(project, dict(POSTS), site_url="https://a.example/")
    subprocess.run(["git", "init", "-q", "--bare", tmp_path / "remote"], check=True)
    for command in (["init", "-q"], ["config", "user.email", "a@b"], ["config", "user.name", "a"], ["add", "docs"],
                    ["commit", "-qm", "posts"], ["remote", "add", "origin", str(tmp_path / "remote")]):  # fmt: skip
        subprocess.run(["git", *command], cwd=project, check=True)
    result = run_mkdocs(project, "gh-deploy", "-q")
    assert result.returncode == 0, result.stderr
    listed = subprocess.run(
        ["git", "-C", tmp_path / "remote", "ls-tree", "-r", "--name-only", "gh-pages"],
        check=True, capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    assert "posts/4/index.html" in listed
    assert "feed.xml" in listed


@pytest.mark.slow
def test_a_build_that_is_killed_leaves_a_whole_site(tmp_path: Path) -> None:
    """Each version of the site says its number on every page; a mixture would show two."""
    files = {f"posts/{number}.md": post(f"第{number}篇") for number in range(120)}
    started = time.monotonic()
    build_project(tmp_path, dict(files), site_name="v0")
    duration = time.monotonic() - started + 1
    good = tree(tmp_path / "site")
    for number in range(1, KILLS + 1):
        write_project(tmp_path, {}, site_name=f"v{number}")
        process = start_mkdocs(tmp_path, "build", "-q")
        time.sleep(duration * number / KILLS)
        process.kill()
        process.wait()
        now = tree(tmp_path / "site")
        versions = {
            version
            for page in now.values()
            for version in range(KILLS + 1)
            if f"<title>第1篇 - v{version}<".encode() in page
        }
        assert len(versions) == 1
        assert set(now) == set(good)
    shutil.copytree(tmp_path / "docs", tmp_path / "clean" / "docs")
    last = build_project(tmp_path, {}, site_name="v")
    assert tree(last.site) == tree(build_project(tmp_path / "clean", {}, site_name="v").site)
    assert leftovers(tmp_path) == []


def test_a_site_that_another_build_shows_first_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged, site = tmp_path / "staged", tmp_path / "site"
    for folder in (staged, site):
        folder.mkdir()
        (folder / "a").write_text(folder.name)
    exists, answers = Path.exists, [False]
    monkeypatch.setattr(
        Path, "exists", lambda self: answers.pop() if answers and self == site else exists(self)
    )
    publish(staged, site, tmp_path / "aside")
    assert tree(site) == {"a": b"staged"}


def test_a_stage_that_another_build_clears_away_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, cleared = stage_module._lock, []

    def lock_late(folder: Path) -> int | None:
        if not cleared:
            cleared.append(folder)
            folder.rmdir()
        return lock(folder)

    monkeypatch.setattr(stage_module, "_lock", lock_late)
    stage = open_stage(str(tmp_path / "site"))
    assert stage.folder.is_dir()
    assert stage.folder not in cleared
    stage.close()


@pytest.mark.slow
def test_two_builds_at_once_leave_one_whole_site(tmp_path: Path) -> None:
    write_project(tmp_path, {f"posts/{number}.md": post(f"第{number}篇") for number in range(120)})
    processes = [start_mkdocs(tmp_path, "build", "-q") for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    first = tree(tmp_path / "site")
    assert leftovers(tmp_path) == []
    assert tree(build_project(tmp_path, {}).site) == first
