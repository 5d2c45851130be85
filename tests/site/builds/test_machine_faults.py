"""A machine that has no room, no memory, no processes or no right ends a build in one clear line."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import build_project, post, run_mkdocs, tree, write_project

from mkdocs_zhihu.host.writing import staging
from mkdocs_zhihu.host.writing.staging import Stage
from mkdocs_zhihu.host.writing.system_errors import OTHER_ERRORS, explain_system_error

pytestmark = pytest.mark.site

POSTS: dict[str, str | bytes] = {f"posts/{number}.md": post(f"第{number}篇") for number in range(5)}
STRANGER = 65_534
"""A user who owns nothing and has no process."""

needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="needs to be root on Linux",
)


def build_as_stranger(folder: Path, rights: str, limits: str = "true") -> subprocess.CompletedProcess[str]:
    """Run a build as a user who owns nothing but has `rights` over files, under limits of the shell."""
    command = [
        "setpriv", f"--reuid={STRANGER}", f"--regid={STRANGER}", "--clear-groups",
        f"--inh-caps={rights}", f"--ambient-caps={rights}",
        "bash", "-c", f"{limits}; exec {sys.executable} -m mkdocs build",
    ]  # fmt: skip
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=300)


def is_clear_end(result: subprocess.CompletedProcess[str], folder: Path, before: dict[str, bytes]) -> bool:
    """Return whether a build that failed left the old site and nothing else, and said why in one line."""
    assert "Traceback" not in result.stderr, result.stderr
    if result.returncode == 0:
        return False
    assert result.stderr.count("the old site was left as it is") == 1, result.stderr
    assert tree(folder / "site") == before
    assert not list(folder.glob(".site*"))
    return True


def test_a_site_that_is_a_file_is_named(tmp_path: Path) -> None:
    write_project(tmp_path, dict(POSTS))
    (tmp_path / "site").write_text("mine")
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    assert (
        f"{tmp_path / 'site'} is a file, and the site is a folder; remove it or change `site_dir`"
        in result.stderr
    )
    assert "Traceback" not in result.stderr
    assert (tmp_path / "site").read_text() == "mine"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=5m", "tmpfs", folder], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("no file system can be mounted here")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.mark.slow
@needs_root
def test_a_disk_that_is_full_is_named_with_what_is_free_and_what_a_site_takes(small_disk: Path) -> None:
    before = tree(build_project(small_disk, dict(POSTS)).site)
    write_project(small_disk, {f"posts/n{number}.md": post("新", "<p>字</p>" * 9_000) for number in range(6)})
    result = run_mkdocs(small_disk, "build")
    assert is_clear_end(result, small_disk, before)
    assert str(small_disk) in result.stderr
    assert " MB are free, this build has written " in result.stderr
    assert ", and the old site takes " in result.stderr


def test_a_build_without_memory_says_so(tmp_path: Path) -> None:
    before = tree(build_project(tmp_path, dict(POSTS)).site)
    write_project(tmp_path, {"posts/new.md": post("新")}, hooks=["hook.py"])
    (tmp_path / "hook.py").write_text("def on_env(env, config, files):\n    raise MemoryError\n")
    result = run_mkdocs(tmp_path, "build")
    assert is_clear_end(result, tmp_path, before)
    assert "no memory is left" in result.stderr


@pytest.mark.slow
@needs_root
@pytest.mark.parametrize("count", [1, 2])
def test_a_build_with_few_processes_is_whole(tmp_path: Path, count: int) -> None:
    write_project(tmp_path, dict(POSTS))
    result = build_as_stranger(tmp_path, "+dac_override,+dac_read_search", f"ulimit -u {count}")
    assert result.returncode == 0, result.stderr
    assert count > 1 or "workers: processes could not be started" in result.stderr
    assert len(list((tmp_path / "site" / "posts").rglob("*.html"))) == len(POSTS)


@pytest.mark.slow
@needs_root
def test_a_site_of_another_user_is_named_with_its_owner(tmp_path: Path) -> None:
    """In a folder where only the owner may remove what is his, as /tmp is."""
    before = tree(build_project(tmp_path, dict(POSTS)).site)
    tmp_path.chmod(0o1777)
    for path in (tmp_path / ".cache", *(tmp_path / ".cache").rglob("*")):
        os.chown(path, STRANGER, STRANGER)
    write_project(tmp_path, {"posts/new.md": post("新")})
    result = build_as_stranger(tmp_path, "+dac_read_search")
    assert is_clear_end(result, tmp_path, before)
    assert f"{tmp_path / 'site'} belongs to root" in result.stderr


def refuse(_folder: Path) -> None:
    raise PermissionError(errno.EACCES, "not yours")


def test_an_old_site_that_cannot_be_deleted_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_project(tmp_path, dict(POSTS))
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    monkeypatch.setattr(staging, "_delete_files", refuse)
    built = build_project(tmp_path, {"posts/new.md": post("新")})
    assert "new" in str(built.post_pages())
    assert any(".site.zhihu-" in text and "cannot be deleted" in text for text in built.warnings)


@pytest.mark.parametrize("number", OTHER_ERRORS)
def test_each_fault_has_its_remedy(tmp_path: Path, number: int) -> None:
    error = OSError(number, os.strerror(number), str(tmp_path / "a"))
    message = explain_system_error(error, Stage(tmp_path, tmp_path, -1))
    assert message.startswith(f"zhihu: {tmp_path / 'a'}: {os.strerror(number)}; the old site")
    assert message.endswith(OTHER_ERRORS[number])


@pytest.mark.parametrize("error", [KeyError("a"), OSError("no number"), OSError(errno.ENOENT, "gone", "a")])
def test_a_mistake_of_ours_is_not_taken_for_a_fault_of_the_machine(error: Exception) -> None:
    assert explain_system_error(error, None) == ""
