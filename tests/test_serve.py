"""`mkdocs serve`: an edited, added, renamed or deleted post shows at once."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from project import post, write_project

PATIENCE = 60


def fetch(url: str) -> str:
    """Return a page's text, or its status as a text if there is none."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
            return str(answer.read().decode())
    except urllib.error.HTTPError as error:
        return str(error.code)
    except OSError:
        return "down"


def wait_until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    write_project(tmp_path, {"posts/a.md": post("甲文"), "posts/b.md": post("乙文")})
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address]
    with subprocess.Popen(
        command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        yield tmp_path / "docs" / "posts", f"http://{address}/"
        process.terminate()


def test_changes_of_posts_show_without_a_restart(served: tuple[Path, str]) -> None:
    posts, base = served
    assert wait_until(lambda: "甲文" in fetch(f"{base}posts/a/"))
    (posts / "a.md").write_text(post("改过的甲文"), encoding="utf-8")
    assert wait_until(lambda: "改过的甲文" in fetch(base))
    (posts / "c.md").write_text(post("丙文"), encoding="utf-8")
    assert wait_until(lambda: "丙文" in fetch(f"{base}posts/c/"))
    (posts / "c.md").rename(posts / "d.md")
    assert wait_until(lambda: "丙文" in fetch(f"{base}posts/d/") and fetch(f"{base}posts/c/") == "404")
    (posts / "d.md").unlink()
    assert wait_until(lambda: "丙文" not in fetch(base) and fetch(f"{base}posts/d/") == "404")
