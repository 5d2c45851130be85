"""`mkdocs-zhihu mirror` as people run it."""

import argparse
import fcntl
import io
import os
import pty
import shutil
import struct
import subprocess
import sys
import termios
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult
from picture_server import Reply
from project import TIMEOUT, post
from stand_in import QUICK, zhimg

from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import open_rendered_posts
from mkdocs_zhihu.cli.main import MEMORY, run
from mkdocs_zhihu.cli.mirror_command import Bar, run_mirror
from mkdocs_zhihu.media import ImageRequest
from mkdocs_zhihu.media.fetch.network import Network
from mkdocs_zhihu.media.mirror import MirrorOptions
from mkdocs_zhihu.media.store.blobs import open_blobs

pytestmark = pytest.mark.site

URL = "https://pic1.zhimg.com/v2-{:032x}_r.jpg"
DEAD = "https://pic1.zhimg.com/v2-dead00000000000000000000000000ff_r.jpg"
WANTED = tuple(ImageRequest(f"zhimg:{n}", (URL.format(n),), ("posts/a.md",)) for n in range(3))


def ask(wanted: tuple[ImageRequest, ...], network: Network | None = None, **options: object) -> int:
    values: dict[str, Any] = {"store": "media", "check": False, "status": False, "prune": False} | options
    options = MirrorOptions(limits=values.pop("limits", QUICK), network=network or Network())
    return run_mirror(argparse.Namespace(**values), lambda: wanted, options)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    lost = ImageRequest("lost", (DEAD,), ("posts/b.md",))
    with zhimg() as (_, network):
        assert ask((*WANTED, lost), network) == 0
        said = capsys.readouterr().out
        assert "3 kept" in said
        assert "1 gone: the host no longer has it" in said
        assert "3 of 4 pictures are kept" in said
        assert ask((*WANTED, lost), network) == 0
        assert "1 gone or refused lately; `--retry` asks again" in capsys.readouterr().out


class NoNetwork(AbstractResolver):
    """Knows no name, as a machine without a network."""

    async def resolve(self, *_: object) -> list[ResolveResult]:
        raise OSError(-3, "Temporary failure in name resolution")

    async def close(self) -> None:
        pass


def test_without_a_network_it_says_that_names_cannot_be_resolved(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(WANTED, Network(resolver=NoNetwork())) == 1
    said = capsys.readouterr()
    assert "3 unresolved: the name of the host cannot be resolved" in said.out
    assert said.err.endswith(
        "cannot be resolved: pic1.zhimg.com; check the network, then run `mirror` again\n"
    )


class SomeNames(NoNetwork):
    """Knows every name but one."""

    def __init__(self, resolver: AbstractResolver) -> None:
        self.resolver = resolver

    async def resolve(self, host: str, *rest: Any) -> list[ResolveResult]:
        return await (super() if host == "gone.example" else self.resolver).resolve(host, *rest)


LOST = ImageRequest("lost", ("https://gone.example/a.jpg",), ("posts/b.md",))


def test_a_name_that_cannot_be_resolved_is_named_and_fails_no_run(capsys: pytest.CaptureFixture[str]) -> None:
    """Not with the others, and not by itself in the runs after that."""
    with zhimg() as (_, network):
        some = replace(network, resolver=SomeNames(network.resolver))
        assert ask((*WANTED, LOST), some) == 0
        assert "3 kept" in capsys.readouterr().out
        assert ask((*WANTED, LOST), some) == 0
    assert "cannot be resolved: gone.example; `--status` lists" in capsys.readouterr().err


def test_a_network_that_fails_is_known_by_hosts_that_gave_pictures_before() -> None:
    new = ImageRequest("new", (URL.format(9),), ("posts/c.md",))
    with zhimg() as (_, network):
        assert ask(WANTED, network) == 0
    for _ in range(2):
        assert ask((*WANTED, LOST, new), Network(resolver=NoNetwork())) == 1


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_run_that_brings_nothing_names_the_hosts(capsys: pytest.CaptureFixture[str], status: int) -> None:
    with zhimg(lambda _hit: Reply(status=status)) as (_, network):
        assert ask(WANTED, network) == 0
    assert "nothing was fetched; these hosts failed: pic1.zhimg.com; " in capsys.readouterr().err


def test_a_picture_that_is_always_too_slow_fails_no_run(capsys: pytest.CaptureFixture[str]) -> None:
    slow = ImageRequest("slow", (URL.format(9),), ("posts/c.md",))
    with zhimg() as (server, network):
        assert ask(WANTED, network) == 0
        server.behaviour = lambda _hit: Reply(before=TIMEOUT)
        assert ask((*WANTED, slow), network, limits=replace(QUICK, deadline=0.5)) == 0
    assert "1 timeout" in capsys.readouterr().out


def test_a_lost_file_that_cannot_be_fetched_again_does_not_count_as_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zhimg() as (_, network):
        ask(WANTED, network)
    for path in folder.glob("media/??/*.jpg"):
        path.unlink()
    capsys.readouterr()
    assert ask(WANTED, Network(resolver=NoNetwork())) == 1
    assert "3 unresolved" in capsys.readouterr().out


def test_a_run_that_finds_only_what_is_gone_is_no_failure() -> None:
    with zhimg(lambda _hit: Reply(status=404)) as (_, network):
        assert ask(WANTED, network) == 0


def test_check_knows_pictures_beside_posts_and_shows_all_problems_if_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = folder / "docs" / "posts"
    for place in (posts / "beside.jpg", posts / "img" / "in.jpg", folder / "docs" / "img" / "root.jpg"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    pictures = ("beside.jpg", "img/in.jpg", "../img/root.jpg", "/img/root.jpg")
    body = "".join(f'<p><img src="{address}"></p>' for address in pictures)
    (posts / "a.md").write_text(post(body=body), encoding="utf-8")
    assert run(["check", str(posts)]) == 0
    assert capsys.readouterr().out == "1 post in = 1 page out + 0 set aside + 0 unpublished\n"
    body = "".join(f'<p><img src="{number}.jpg"></p>' for number in range(7))
    (posts / "a.md").write_text(post(body=body), encoding="utf-8")
    run(["check", str(posts)])
    assert capsys.readouterr().out.count("is no file of this site") == 5
    run(["check", "--all", str(posts)])
    assert capsys.readouterr().out.count("is no file of this site") == 7


def test_check_takes_texts_that_posts_link_to_for_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = folder / "docs" / "posts"
    posts.mkdir(parents=True)
    (posts / "notes 1.txt").write_text("notes", encoding="utf-8")
    (posts / "a.md").write_text(post(body='<p><a href="notes%201.txt">notes</a></p>'), encoding="utf-8")
    assert run(["check", str(posts)]) == 0
    assert capsys.readouterr().out == "1 post in = 1 page out + 0 set aside + 0 unpublished\n"
    (posts / "other.txt").write_text("other", encoding="utf-8")
    assert run(["check", str(posts)]) == 1
    assert capsys.readouterr().out.endswith("2 posts in = 1 page out + 1 set aside + 0 unpublished\n")


def test_status_names_what_is_missing_why_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    lost = ImageRequest("lost", (DEAD,), ("posts/b.md",))
    never = ImageRequest("never", (URL.format(9),), ("posts/c.md",))
    with zhimg() as (server, network):
        ask((*WANTED, lost), network)
        capsys.readouterr()
        before = len(server.hits)
        assert ask((*WANTED, lost, never), network, status=True) == 0
        assert len(server.hits) == before
    first, *rows = capsys.readouterr().out.splitlines()
    assert first.startswith("3 of 5 pictures are kept, ")
    cells = [row.split("\t") for row in rows]
    assert [(row[0], row[1], row[2]) for row in cells] == [
        ("gone", DEAD, "posts/b.md"),
        ("never asked", URL.format(9), "posts/c.md"),
    ]


def test_check_finds_a_changed_file_and_the_next_run_heals_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zhimg() as (_, network):
        ask(WANTED, network)
        path, *_ = sorted(folder.glob("media/??/*.jpg"))
        whole = path.read_bytes()
        path.write_bytes(whole[:900] + bytes([whole[900] ^ 1]) + whole[901:])
        assert ask(WANTED, network, check=True) == 1
        assert f"{path.parent.name}/{path.name}: was changed" in capsys.readouterr().out
        assert not path.exists()
        assert (folder / "media" / "damaged" / path.parent.name / path.name).exists()
        ask(WANTED, network)
        assert path.read_bytes() == whole
        assert ask(WANTED, network, check=True) == 0
        assert "3 of 3 files are whole" in capsys.readouterr().out


def clone(folder: Path) -> tuple[Path, Path, bytes]:
    """Leave what a fresh clone has, one file a pointer of Git LFS and one not there; return both and the manifest."""
    (folder / "media" / "manifest.sqlite").unlink()
    shutil.rmtree(folder / "media" / "sizes")
    pointer, missing, _ = sorted(folder.glob("media/??/*.jpg"))
    pointer.write_bytes(b"version https://git-lfs.github.com/spec/v1\n")
    missing.unlink()
    return pointer, missing, (folder / "media" / "manifest.jsonl").read_bytes()


@pytest.mark.parametrize("options", [{"status": True}, {"prune": True}, {"check": True}])
def test_a_clone_whose_files_are_not_there_yet_keeps_its_manifest(
    folder: Path, options: dict[str, bool]
) -> None:
    with zhimg() as (_, network):
        ask(WANTED, network)
        *_, before = clone(folder)
        for _ in range(2):
            ask(WANTED, network, **options)
            assert (folder / "media" / "manifest.jsonl").read_bytes() == before


def test_a_clone_is_checked_and_only_what_is_missing_is_fetched(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zhimg() as (server, network):
        ask(WANTED, network)
        sizes = sorted(folder.glob("media/sizes/??/*"))
        pointer, missing, _ = clone(folder)
        assert ask(WANTED, network, check=True) == 1
        said = capsys.readouterr().out
        assert f"{pointer.parent.name}/{pointer.name}: has 43 bytes" in said
        assert f"{missing.parent.name}/{missing.name}: is missing" in said
        assert "1 of 3 files are whole" in said
        hits = len(server.hits)
        assert ask(WANTED, network) == 0
        assert len(server.hits) == hits + 2
        assert ask(WANTED, network, check=True) == 0
        assert sorted(folder.glob("media/sizes/??/*")) == sizes
    assert pointer.stat().st_size > 43
    assert missing.exists()


def test_files_that_come_later_than_the_clone_get_their_smaller_versions(folder: Path) -> None:
    with zhimg() as (_, network):
        ask(WANTED, network)
        sizes = sorted(folder.glob("media/sizes/??/*"))
        whole = {path: path.read_bytes() for path in folder.glob("media/??/*.jpg")}
        clone(folder)
        assert ask((), network) == 0
        for path, data in whole.items():
            path.write_bytes(data)
        assert ask((), network) == 0
    assert sorted(folder.glob("media/sizes/??/*")) == sizes


def test_a_manifest_that_cannot_be_read_is_not_written_over(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\n"
    (folder / "media").mkdir()
    (folder / "media" / "manifest.jsonl").write_text(pointer)
    for options in ({}, {"status": True}, {"prune": True}):
        assert ask(WANTED, **options) == 3
        assert "manifest.jsonl: no line of it can be read; take it from a backup" in capsys.readouterr().err
    assert (folder / "media" / "manifest.jsonl").read_text() == pointer


def test_prune_removes_what_no_post_shows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zhimg() as (_, network):
        ask(WANTED, network)
        (folder / "media" / "ab").mkdir(exist_ok=True)
        (folder / "media" / "ab" / f"{0:030}.jpg").write_bytes(b"x")
        assert ask(WANTED[:1], network, prune=True) == 0
    assert "2 pictures and 9 files" in capsys.readouterr().out
    assert len(list(folder.glob("media/??/*"))) == 1
    assert len(list(folder.glob("media/sizes/??/*"))) == 3


@pytest.mark.parametrize("store", ["media", "memory"])
def test_prune_leaves_files_that_are_not_the_store_s_own(folder: Path, store: str) -> None:
    store = f"memory://{folder.name}" if store == "memory" else store
    names = ("videos/holiday.mp4", "backup/db.sql", "ab/notes.txt", f"ab/{1:030}.zip", "ab/photo.jpg")
    with zhimg() as (_, network):
        ask(WANTED, network, store=store)
        blobs = open_blobs(store, folder)
        for name in (*names, f"ab/{0:030}.jpg", f"sizes/ab/{0:030}-480.webp"):
            (folder / "draft").write_bytes(b"x")
            blobs.add(folder / "draft", name)
        assert ask((), network, store=store, prune=True) == 0
    assert set(blobs.find_names()) - {"manifest.jsonl"} == set(names)


def test_prune_removes_nothing_where_the_manifest_is_lost(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zhimg() as (_, network):
        ask(WANTED, network)
        files = sorted(folder.glob("media/**/*.*g"))
        for path in folder.glob("media/manifest.*"):
            path.unlink()
        for _ in range(2):
            assert ask(WANTED, network, prune=True) == 3
            assert "manifest.jsonl: names no file" in capsys.readouterr().err
            ask(
                WANTED, Network(resolver=NoNetwork())
            )  # the manifest says then that they were asked for in vain
            capsys.readouterr()
    assert sorted(folder.glob("media/**/*.*g")) == files


def test_prune_keeps_what_an_unpublished_post_shows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "posts").mkdir()
    picture = f'<p>字<img src="{URL.format(1)}"></p>'
    (folder / "posts" / "a.md").write_text(post("甲", picture, published="false"))
    (folder / "posts" / "notes.txt").write_text("no post")
    with zhimg() as (_, network):
        ask((*WANTED[1:], ImageRequest(f"zhimg:v2-{1:032x}", (URL.format(1),))), network)
    assert run(["mirror", "posts", "--prune"]) == 0
    assert "2 pictures and" in capsys.readouterr().out
    assert len(list(folder.glob("media/??/*"))) == 1


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
@pytest.mark.parametrize("is_inside", [True, False])
def test_prune_removes_nothing_that_a_linked_folder_shows(
    folder: Path, capsys: pytest.CaptureFixture[str], *, is_inside: bool
) -> None:
    """A link out of the folder is not followed, but a site may have named it."""
    real = folder / "posts" / ".real" if is_inside else folder / "real"
    real.mkdir(parents=True)
    (folder / "posts").mkdir(exist_ok=True)
    (folder / "posts" / "a.md").write_text(post("甲"))
    (real / "b.md").write_text(post("乙", f'<p>字<img src="{URL.format(1)}"></p>'))
    (folder / "posts" / "linked").symlink_to(real)
    with zhimg() as (_, network):
        ask((*WANTED[2:], ImageRequest(f"zhimg:v2-{1:032x}", (URL.format(1),))), network)
    assert run(["mirror", "posts", "--prune"]) == (0 if is_inside else 3)
    said = capsys.readouterr()
    assert ("1 pictures and" in said.out) is is_inside
    assert ("linked/" in said.err) is not is_inside
    assert len(list(folder.glob("media/??/*"))) == 1 + (not is_inside)


@pytest.mark.parametrize("damage", ["too large", "not text", "no posts"])
def test_prune_removes_nothing_where_posts_are_not_known(
    folder: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    (folder / "posts").mkdir()
    if damage != "no posts":
        data = post("甲", f'<p>字<img src="{URL.format(1)}"></p>').encode()
        (folder / "posts" / "a.md").write_bytes(data if damage == "too large" else b"\0" * 99)
    with zhimg() as (_, network):
        ask(WANTED, network)
    assert run(["mirror", "posts", "--prune", "--max-size", "50"]) == 3
    assert ("a.md" in capsys.readouterr().err) is (damage != "no posts")
    assert len(list(folder.glob("media/??/*"))) == 3


def test_limit_zero_only_makes_sizes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "posts").mkdir()
    (folder / "posts" / "a.md").write_text(post("甲", f'<p>字<img src="{URL.format(1)}"></p>'))
    with zhimg() as (_, network):
        ask((ImageRequest("zhimg:v2-" + f"{1:032x}", (URL.format(1),)),), network)
    sizes = sorted(folder.glob("media/sizes/??/*"))
    for path in sizes:
        path.unlink()
    assert run(["mirror", "posts", "--limit", "0"]) == 0
    assert sorted(folder.glob("media/sizes/??/*")) == sizes
    assert "1 of 1 pictures are kept" in capsys.readouterr().out


def test_an_archive_without_remote_pictures_asks_nobody(folder: Path) -> None:
    (folder / "posts").mkdir()
    (folder / "posts" / "a.md").write_text(post())
    assert run(["mirror", "posts"]) == 0


def test_a_folder_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["mirror", "nowhere"]) == 2
    assert "nowhere: is no folder" in capsys.readouterr().err


def test_without_the_extra_one_line_says_what_to_install(folder: Path) -> None:
    code = (
        "import sys\nfor name in ('aiohttp', 'PIL', 'tqdm', 'yarl', 'fsspec'): sys.modules[name] = None\n"
        "import importlib.util as u; real = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if sys.modules.get(name, 0) is None else real(name, *rest)\n"
        "from mkdocs_zhihu.cli.main import run; sys.exit(run(['mirror', '.']))\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, check=False, capture_output=True, text=True
    )
    assert result.returncode == 2
    assert result.stderr.startswith("mirror needs aiohttp")
    assert "pip install 'mkdocs-zhihu[media]'" in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_bar_shows_rate_and_remaining_time_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = pty.openpty()
    fcntl.ioctl(writer, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    with os.fdopen(writer, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        bar = Bar()
        bar.begin("fetching", 10)
        for _ in range(4):
            bar.step()
        bar._bar.refresh()
        bar.end()
        terminal.flush()
        shown = os.read(reader, 10_000).decode()
    os.close(reader)
    assert "fetching" in shown
    assert "pictures/s" in shown
    assert "<" in shown  # the remaining time
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    bar.begin("fetching", 10)
    bar.step()
    bar.end()
    assert quiet.getvalue() == ""


def test_a_second_run_reads_only_posts_that_changed(folder: Path) -> None:
    posts = folder / "posts"
    posts.mkdir()
    for number in range(3):
        (posts / f"{number}.md").write_text(
            post(f"文{number}", f'<img src="{URL.format(number)}">'), encoding="utf-8"
        )
    assert run(["mirror", str(posts), "--status"]) == 0
    (posts / "1.md").write_text(post("新", "<p>无图</p>"), encoding="utf-8")
    bodies = open_rendered_posts(RenderSettings(ZoneInfo("Asia/Shanghai"), datetime.now(UTC)), MEMORY)
    bodies.read = lambda uri: (posts / uri).read_bytes()
    bodies.add(path.name for path in posts.iterdir())
    assert bodies.made == 1
    bodies.close()
