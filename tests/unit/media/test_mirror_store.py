"""The store survives what happens to machines: kills, full disks, damaged files, two runs at once."""

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import ignore_patterns

import pytest
from mirror_run import LOOPBACK, QUICK, Run
from picture_server import Hit, PictureServer, Reply, photo, picture
from project import ROOT, TIMEOUT

from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.identity import identify_picture
from mkdocs_zhihu.media.image_requests import ImageRequest
from mkdocs_zhihu.media.mirror import MirrorOptions, mirror
from mkdocs_zhihu.media.store.image_store import StoreError, open_image_store
from mkdocs_zhihu.media.store.maintenance import prune
from mkdocs_zhihu.media.store.picture import Picture
from mkdocs_zhihu.media.store.rows import Row, format_line
from mkdocs_zhihu.media.store.snapshot import read_snapshot

pytestmark = pytest.mark.unit

KILLS = 100 if os.environ.get("ALL_KILLS") else 8
PICTURES = 1000
CHILD = """
import sys
from pathlib import Path
from mirror_run import Run
base, count = sys.argv[2], int(sys.argv[3])
Run(Path(sys.argv[1]))(*(f"{base}/{n}.jpg" for n in range(count)), in_flight=16, per_host=16)
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def give(hit: Hit) -> Reply:
    number = int(hit.path[1:].split(".")[0])
    return Reply(picture("PNG", 40 + number % 7, 30, number))


def start(folder: Path, base: str, count: int = PICTURES, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder), base, str(count)],
        cwd=ROOT / "tests" / "support" / "servers", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options,
    )  # type: ignore[call-overload]  # fmt: skip


def check_store(folder: Path) -> set[str]:
    """Assert that no file lies and no row lacks its file; return the keys that are kept."""
    media = folder / "media"
    for path in media.glob("??/*.*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(path.parent.name + path.stem), path
    if not (media / "manifest.sqlite").exists():
        return set()
    database = sqlite3.connect(media / "manifest.sqlite")
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'pictures'").fetchone()
        if tables == (0,):
            return set()
        rows = database.execute(
            "SELECT key, blobs.digest, extension FROM pictures LEFT JOIN blobs USING (digest)"
        ).fetchall()
    finally:
        database.close()
    for _, digest, extension in rows:
        assert (media / digest[:2] / f"{digest[2:32]}.{extension}").is_file()
    return {key for key, _, _ in rows}


@pytest.mark.slow
def test_kills_leave_no_lie_and_nothing_is_fetched_twice(tmp_path: Path) -> None:
    rng = random.Random(6)  # noqa: S311 - nothing secret
    kept: set[str] = set()
    landed = 0
    with PictureServer(give) as server:
        for number in range(KILLS):
            child = start(tmp_path, server.base)
            mark = len(server.hits)
            limit = time.monotonic() + TIMEOUT
            wanted = rng.randrange(1, PICTURES // KILLS + 2)
            while len(server.hits) < mark + wanted and child.poll() is None and time.monotonic() < limit:
                time.sleep(0.002)
            time.sleep(rng.random() * 0.15)
            landed += child.poll() is None
            child.kill()
            child.communicate()
            asked = {identify_picture(server.base + hit.path) for hit in server.hits[mark:]}
            assert not asked & kept, f"kill {number}: what is kept was fetched again"
            now = check_store(tmp_path)
            assert kept <= now
            kept = now
        child = start(tmp_path, server.base)
        _, errors = child.communicate(timeout=TIMEOUT)
        assert child.returncode == 0, errors
        asked = {identify_picture(server.base + hit.path) for hit in server.hits}
    assert landed > KILLS // 2
    assert len(check_store(tmp_path)) == PICTURES == len(asked)
    assert not list((tmp_path / "media" / ".partial").glob("*"))


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_goes_on(tmp_path: Path, sent: int) -> None:
    with PictureServer(give) as server:
        child = start(tmp_path, server.base)
        while not server.hits:
            time.sleep(0.01)
        time.sleep(0.2)
        child.send_signal(sent)
        child.communicate(timeout=TIMEOUT)
        kept = check_store(tmp_path)
        mark = len(server.hits)
        start(tmp_path, server.base, 200).communicate(timeout=TIMEOUT)
        asked = {identify_picture(server.base + hit.path) for hit in server.hits[mark:]}
    assert not asked & kept


def limit_files(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 1000, 5000, 20_000, 40_000, 60_000, 100_000])
def test_a_write_that_fails_stops_the_run_with_one_line(tmp_path: Path, size: int) -> None:
    """RLIMIT_FSIZE makes real writes fail, of pictures or of the manifest as it grows."""
    with PictureServer(lambda hit: Reply(photo(640, 400, int(hit.path[1:-4]) % 5))) as server:
        assert len(photo(640, 400, 0)) > 20_000
        child = start(tmp_path, server.base, 120, preexec_fn=limit_files(size))
        _, errors = child.communicate(timeout=TIMEOUT)
        if child.returncode:
            assert "StoreError" in errors.splitlines()[-1]
            assert "whole" in errors or "free" in errors
        check_store(tmp_path)
        child = start(tmp_path, server.base, 120)
        _, errors = child.communicate(timeout=TIMEOUT)
        assert child.returncode == 0, errors
    assert len(check_store(tmp_path)) == 120


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs a file system of its own")
@pytest.mark.parametrize("size", ["80k", "300k", "700k"])
def test_a_full_disk_leaves_the_store_whole(tmp_path: Path, size: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        with PictureServer(lambda hit: Reply(photo(640, 400, int(hit.path[1:-4])))) as server:
            child = start(disk, server.base, 60)
            _, errors = child.communicate(timeout=TIMEOUT)
            assert child.returncode == 1
            assert "StoreError" in errors.splitlines()[-1]
            check_store(disk)
            subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
            child = start(disk, server.base, 60)
            _, errors = child.communicate(timeout=TIMEOUT)
            assert child.returncode == 0, errors
        assert len(check_store(disk)) == 60
    finally:
        subprocess.run(["umount", str(disk)], check=True)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "half": lambda data: data[: len(data) // 2],
    "zeros": lambda data: b"\0" * len(data),
    "page": lambda _: b"<!DOCTYPE html><p>404",
    "pickle": lambda _: b"cos\nsystem\n(S'touch owned'\ntR.",
    "header": lambda data: b"x" + data[1:],
    "middle": lambda data: data[:5000] + b"\xff" * 2000 + data[7000:],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_manifest_is_built_anew_from_its_copy(run: Run, damage: str) -> None:
    with PictureServer(give) as server:
        urls = [f"{server.base}/{n}.png" for n in range(40)]
        before = run(*urls)
        path = run.folder / "media" / "manifest.sqlite"
        path.write_bytes(DAMAGE[damage](path.read_bytes()))
        after = run(*urls)
        assert len(server.hits) == 40
        assert dict(after.rows) == dict(before.rows)
    assert not (Path.cwd() / "owned").exists()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_copy_is_written_anew(run: Run, damage: str) -> None:
    with PictureServer(give) as server:
        urls = [f"{server.base}/{n}.png" for n in range(40)]
        run(*urls)
        path = run.folder / "media" / "manifest.jsonl"
        whole = path.read_bytes()
        path.write_bytes(DAMAGE[damage](whole))
        read_snapshot("media", run.folder, {})
        run(*urls)
        assert path.read_bytes() == whole
        assert len(server.hits) == 40


def test_a_manifest_of_another_version_is_set_aside(run: Run) -> None:
    with PictureServer(give) as server:
        run(server.base + "/1.png")
        path = run.folder / "media" / "manifest.sqlite"
        database = sqlite3.connect(path)
        database.execute("PRAGMA user_version = 99")
        database.close()
        with open_image_store("media", run.folder) as store:
            assert any("version is 99" in message for message in store.messages)
            assert len(store.manifest.read_rows()) == 1
        assert path.with_suffix(".damaged").exists()


def test_a_store_from_another_machine_is_taken_over(run: Run) -> None:
    with PictureServer(give) as server:
        run(server.base + "/1.png", server.base + "/2.png")
        (run.folder / "media" / "manifest.sqlite").unlink()
        lines = (run.folder / "media" / "manifest.jsonl").read_text().splitlines()
        assert [json.loads(line)["key"] for line in lines] == sorted(
            json.loads(line)["key"] for line in lines
        )
        run(server.base + "/1.png", server.base + "/2.png", server.base + "/3.png")
        assert len(server.hits) == 3


PLAIN = Picture("ab" * 32, "jpg", 5, 4, 3)


@pytest.mark.parametrize(
    ("row", "picture"),
    [
        ({"digest": "cd" * 32}, {}),
        ({"digest": ["ab"]}, {}),
        ({"asked": "soon"}, {}),
        ({"asked": 2**63}, {}),
        ({"status": -(2**63) - 1}, {}),
        ({"url": "\ud800"}, {}),
        ({}, {"digest": "../" * 21 + "x"}),
        ({}, {"extension": "jpg/../../../../posts/a.md"}),
        ({}, {"extension": "html"}),
        ({}, {"size": "5"}),
        ({}, {"width": None}),
        ({}, {"sizes": [["480", []]]}),
        ({}, {"sizes": [[float("inf"), 1]]}),
        ({}, {"size": 2**63}),
        ({}, {"tone": "\udfff"}),
    ],
)
def test_a_line_that_says_what_cannot_be_is_passed_over(
    tmp_path: Path, row: dict[str, object], picture: dict[str, object]
) -> None:
    """Names of files are made from it, and the database refuses what it cannot hold."""
    good = json.loads(format_line(Row("a", Outcome.KEPT, PLAIN.digest), PLAIN))
    bad = good | {"key": "b", "picture": good["picture"] | picture} | {"digest": PLAIN.digest} | row
    if "digest" in picture:
        bad["digest"] = picture["digest"]
    (tmp_path / "media").mkdir()
    lines = "".join(f"{json.dumps(value)}\n" for value in (good, bad))
    (tmp_path / "media" / "manifest.jsonl").write_text(lines, encoding="utf-8")
    with open_image_store("media", tmp_path) as store:
        assert list(store.manifest.read_rows()) == ["a"]
        assert store.manifest.read_pictures() == {PLAIN.digest: PLAIN}


def test_a_picture_that_another_machine_kept_counts_more_than_a_failure(run: Run, tmp_path: Path) -> None:
    other = Run(tmp_path / "other")
    with PictureServer(give) as server:
        url = server.base + "/1.png"
        other(url)
        server.behaviour = lambda _hit: Reply(status=404)
        assert run(url).find(identify_picture(url)) is None
    shutil.copytree(
        other.folder / "media", run.folder / "media", dirs_exist_ok=True, ignore=ignore_patterns("*.sqlite")
    )
    with open_image_store("media", run.folder) as store:
        assert store.take_stock().find(identify_picture(url)) is not None
    with open_image_store("media", run.folder) as store:
        assert prune(store, [ImageRequest(identify_picture(url), (url,))]) == (0, 0)


def test_machines_that_share_remote_files_know_of_each_other(tmp_path: Path) -> None:
    store, machines = f"memory://{tmp_path.name}", (tmp_path / "a", tmp_path / "b")
    with PictureServer(give) as server:
        wanted = [
            ImageRequest(identify_picture(url), (url,))
            for n in range(3)
            for url in [f"{server.base}/{n}.png"]
        ]
        for number, want in enumerate(wanted):
            machines[number % 2].mkdir(exist_ok=True)
            with open_image_store(store, machines[number % 2]) as opened:
                mirror([want], opened, MirrorOptions(limits=QUICK, network=LOOPBACK))
    for machine in machines:
        with open_image_store(store, machine) as opened:
            assert all(opened.take_stock().find(want.key) for want in wanted)
            assert prune(opened, wanted) == (0, 0)


def test_two_runs_at_once_do_not_meet(run: Run) -> None:
    with (
        open_image_store("media", run.folder),
        pytest.raises(StoreError, match="another run"),
        open_image_store("media", run.folder),
    ):
        pass


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_file_that_is_not_there_or_cut_is_fetched_again(run: Run, damage: str) -> None:
    with PictureServer(lambda _: Reply(photo(640, 400))) as server:
        url = server.base + "/a.jpg"
        found = run(url).find(identify_picture(url))
        assert found is not None
        path = run.folder / "media" / found.name
        whole = path.read_bytes()
        path.write_bytes(DAMAGE[damage](whole))
        run(url)
        is_shorter = len(DAMAGE[damage](whole)) != len(whole)
        assert (path.read_bytes() == whole) is is_shorter
