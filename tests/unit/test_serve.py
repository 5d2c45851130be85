"""`mkdocs serve`: an edited, added, renamed or deleted post shows at once."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from project import TIMEOUT, post, write_project
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers.polling import PollingObserver

from mkdocs_zhihu.cache.file_stat import iter_file_stats
from mkdocs_zhihu.host.serving.preview import watch_posts
from mkdocs_zhihu.host.serving.watcher import Watcher

pytestmark = pytest.mark.unit


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
    end = time.monotonic() + TIMEOUT
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


class Teller(FileSystemEventHandler):
    """Remembers the changes it is called with."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.seen.append(Path(str(event.src_path)).name)

    def hears(self, name: str) -> bool:
        found = wait_until(lambda: name in self.seen)
        self.seen.clear()
        return found


def test_a_watcher_tells_of_all_that_changes_and_leaves_the_rest_to_the_other(tmp_path: Path) -> None:
    docs, far, flat, config = (tmp_path / name for name in ("docs", "far", "flat", "mkdocs.yml"))
    for folder in (docs / "posts", far, flat / "inner"):
        folder.mkdir(parents=True)
    config.touch()
    (docs / "linked").symlink_to(far)
    ours, others, level = Teller(), Teller(), Teller()
    other = PollingObserver(timeout=0.05)
    of_config = other.schedule(others, str(config))
    watcher = Watcher(other)
    of_docs = watcher.schedule(ours, str(docs), recursive=True)
    watcher.schedule(level, str(flat))
    watcher.start()  # both look before they go on
    for path in (docs / "posts" / "a.md", far / "b.md"):
        path.write_text("1", encoding="utf-8")
        assert ours.hears(path.name)
        path.write_text("22", encoding="utf-8")
        assert ours.hears(path.name)
        path.unlink()
        assert ours.hears(path.name)
    config.write_text("x", encoding="utf-8")
    assert others.hears("mkdocs.yml")
    (flat / "inner" / "c.md").touch()
    (flat / "d.md").touch()
    assert wait_until(lambda: "d.md" in level.seen)
    assert "c.md" not in level.seen
    watcher.unschedule(of_docs)
    watcher.unschedule(of_config)
    (docs / "e.md").touch()
    config.write_text("xyz", encoding="utf-8")
    time.sleep(1)
    assert (ours.seen, others.seen) == ([], [])
    watcher.stop()
    watcher.join()
    assert not watcher.is_alive()
    assert not other.is_alive()


def watch(folder: Path, config: dict[str, Any]) -> tuple[LiveReloadServer, MkDocsConfig]:
    """Return a server that watches a project as MkDocs' command does, and the project's configuration."""
    loaded = load_config(str(write_project(folder, {"posts/a.md": post("甲文")}, **config)))
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(folder))
    server.server_close()
    for path in (loaded.docs_dir, loaded.config_file_path):
        server.watch(path)
    return server, loaded


def find_names(folder: Path) -> list[str]:
    """Return what counts in a folder for a preview."""
    paths = (Path(path) for path, _ in iter_file_stats([str(folder)]))
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def test_what_editors_and_vaults_leave_is_no_change(tmp_path: Path) -> None:
    for name in (
        ".a.md.swp", ".#a.md", "._a.md", ".obsidian/workspace.json", ".git/index", ".cache/b", "b/.DS_Store", "a.md~",
        ".a.md.kate-swp", ".sync_0123.db-wal", ".nextcloudsync.log", ".owncloudsync.log.1", ".dropbox", ".a.md.icloud", ".directory",
        "a.md", "b/c.md",
    ):  # fmt: skip
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert find_names(tmp_path) == ["a.md", "b/c.md"]


def test_hidden_files_that_other_plugins_read_count(tmp_path: Path) -> None:
    names = [".authors.yml", ".icons/a.svg", ".meta.yml", "b/.nav.yml", "b/.pages"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert find_names(tmp_path) == names


def test_a_link_that_cannot_be_followed_hides_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("a.md", "b/c.md", "z.md"):
        (tmp_path / name).touch()
    (tmp_path / "b" / "a loop").symlink_to("a loop")
    (tmp_path / "nowhere").symlink_to("none/such")
    (tmp_path / "b" / "up").symlink_to(tmp_path)
    assert find_names(tmp_path) == ["a.md", "b/c.md", "z.md"]


def test_a_preview_has_its_posts_watched_by_our_watcher(tmp_path: Path) -> None:
    server, config = watch(tmp_path, {})
    other = server.observer
    watch_posts(server, config, lambda: None, is_partial=False)
    assert isinstance(server.observer, Watcher)
    assert config.docs_dir in {emitter.watch.path for emitter in server.observer.emitters}
    assert {emitter.watch.path for emitter in other.emitters} == {str(tmp_path)}  # where mkdocs.yml is


def test_what_the_server_does_not_watch_counts_too_where_a_build_reads_it(tmp_path: Path) -> None:
    for name in ("overrides/main.html", "hook.py", "data/a.csv", "more/b.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "base.yml").write_text('"INHERIT" : more/top.yml  # of all sites\n')
    (tmp_path / "more" / "top.yml").write_text("INHERIT: ../mkdocs.yml\n")
    theme = {"name": "material", "custom_dir": "overrides"}
    config = {"theme": theme, "hooks": ["hook.py"], "watch": ["data"]}
    server, loaded = watch(tmp_path, config)
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("INHERIT: 'base.yml'\n")
    show = watch_posts(server, loaded, lambda: None, is_partial=False)
    names = [
        "base.yml",
        "data/a.csv",
        "docs/posts/a.md",
        "hook.py",
        "mkdocs.yml",
        "more/top.yml",
        "overrides/main.html",
    ]
    assert sorted(Path(path).relative_to(tmp_path).as_posix() for path in show.seen) == names
    watched = set(server._watched_paths)
    assert not {str(tmp_path / name) for name in ("overrides", "hook.py", "base.yml")} & watched
    server.watch(str(tmp_path / "more"))
    assert str(tmp_path / "more") in set(show.find_watched())
    (tmp_path / "later").mkdir()
    edited = watch(tmp_path, {"theme": {"name": "material", "custom_dir": "later"}})[1]
    show = watch_posts(server, loaded, lambda: SimpleNamespace(config=edited), is_partial=False)
    assert str(tmp_path / "later") in show.find_watched()  # of the config of the last build


def test_a_change_of_what_another_plugin_watches_counts_while_the_rest_is_built(tmp_path: Path) -> None:
    data = tmp_path / "data" / "a.csv"
    data.parent.mkdir()
    data.write_text("1")
    server, loaded = watch(tmp_path, {})
    server.watch(str(data.parent))
    builds: list[str] = []

    def build() -> None:
        builds.append(data.read_text())
        if len(builds) == 1:
            data.write_text("22")

    server.builder = build
    show = watch_posts(server, loaded, lambda: None, is_partial=True)
    show()
    assert builds == ["1", "22"]
    show()
    assert builds == ["1", "22", "22"]  # MkDocs saw something else
    show.rest = Thread(target=show.request_rebuild)
    show.rest.start()
    show()
    assert builds == ["1", "22", "22"]


def test_other_plugins_say_first_what_to_watch(tmp_path: Path) -> None:
    """Also with the builder that MkDocs gives them: a server takes no other than its own."""
    hook = tmp_path / "hook.py"
    hook.write_text(
        "def on_serve(server, config, builder):\n    server.watch(config.docs_dir, builder)\n    return server\n"
    )
    server, loaded = watch(tmp_path, {"hooks": ["hook.py"]})
    loaded.plugins.on_serve(server, config=loaded, builder=server.builder)
    assert server.builder == loaded.plugins["zhihu"].preview
