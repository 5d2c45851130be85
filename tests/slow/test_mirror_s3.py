"""A store in a bucket: a real S3-compatible server on loopback."""

import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from mirror_run import LOOPBACK, QUICK
from picture_server import PictureServer, Reply, photo, picture
from project import build_project, post

from mkdocs_zhihu.media import ImageRequest, identify_picture
from mkdocs_zhihu.media.mirror import MirrorOptions, MirrorReport, mirror
from mkdocs_zhihu.media.store.blobs import open_blobs
from mkdocs_zhihu.media.store.image_store import StoreError, open_image_store
from mkdocs_zhihu.media.store.maintenance import find_damage, prune, set_aside

pytestmark = [pytest.mark.site, pytest.mark.slow]

STORE = "s3://pictures/archive"


@pytest.fixture(autouse=True)
def _ask_anew() -> Iterator[None]:
    """Let each test ask its own endpoint: fsspec keeps connections by their arguments, and the endpoint is none."""
    fsspec = pytest.importorskip("fsspec")
    s3 = fsspec.get_filesystem_class("s3")
    s3.clear_instance_cache()
    yield
    fsspec.config.conf.clear()
    s3.clear_instance_cache()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    fsspec = pytest.importorskip("fsspec")
    moto = import_module("moto.server") if os.environ.get("CI") else pytest.importorskip("moto.server")
    server = moto.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    url = f"http://127.0.0.1:{port}"
    for name, value in {
        "AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",  # of nobody
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    filesystem = fsspec.filesystem("s3", skip_instance_cache=True)
    filesystem.mkdir("pictures")
    yield url
    urlopen(Request(f"{url}/moto-api/reset", method="POST")).close()  # noqa: S310 - our own server
    server.stop()


def fill(folder: Path, base: str, count: int = 5) -> MirrorReport:
    wanted = [ImageRequest(identify_picture(f"{base}/{n}.jpg"), (f"{base}/{n}.jpg",)) for n in range(count)]
    with open_image_store(STORE, folder) as store:
        return mirror(wanted, store, MirrorOptions(limits=QUICK, network=LOOPBACK))


@pytest.mark.usefixtures("bucket")
def test_pictures_lie_in_the_bucket_and_are_known_from_another_machine(tmp_path: Path) -> None:
    with PictureServer(lambda hit: Reply(photo(1200, 800, int(hit.path[1:-4])))) as server:
        fill(tmp_path / "here", server.base)
        names = open_blobs(STORE, tmp_path).find_names()
        assert len([name for name in names if name.endswith(".jpg")]) == 5
        assert len([name for name in names if name.startswith("sizes/")]) >= 5
        assert "manifest.jsonl" in names
        assert not list((tmp_path / "here" / "media").rglob("*.jpg"))
        account = fill(tmp_path / "there", server.base)
        assert account.known == 5
        assert len(server.hits) == 5


@pytest.mark.usefixtures("bucket")
def test_a_bucket_is_checked_mended_and_pruned(tmp_path: Path) -> None:
    with PictureServer(lambda hit: Reply(picture("PNG", seed=int(hit.path[1:-4])))) as server:
        fill(tmp_path, server.base)
        blobs = open_blobs(STORE, tmp_path)
        name = min(name for name in blobs.find_names() if name.endswith(".png"))
        draft = tmp_path / "draft"
        draft.write_bytes(b"x" * blobs.find_names()[name])
        blobs.add(draft, name)
        with open_image_store(STORE, tmp_path) as store:
            damage = list(find_damage(store, store.take_stock()))
            assert [(item.picture.name, item.reason) for item in damage] == [(name, "was changed")]
            set_aside(store, damage)
        fill(tmp_path, server.base)
        assert len(server.hits) == 6
        with open_image_store(STORE, tmp_path) as store:
            assert not list(find_damage(store, store.take_stock()))
            assert prune(store, ()) == (5, 5)
            assert set(store.blobs.find_names()) == {"manifest.jsonl"}


def test_a_site_links_to_the_bucket_and_asks_nobody(tmp_path: Path, bucket: str) -> None:
    with PictureServer(lambda _: Reply(photo(1200, 800))) as server:
        fill(tmp_path, server.base, 1)
        body = f'<figure><img src="{server.base.replace("http", "https")}/0.jpg"></figure>'
    options = {"zhihu": {"media": {"store": STORE, "base_url": f"{bucket}/pictures/archive"}}}
    built = build_project(tmp_path, {"posts/a.md": post("甲", body)}, plugins=[options], strict=True)
    image = built.page("posts/a").select_one(".zh-body img")
    assert image["src"].startswith(f"{bucket}/pictures/archive/")
    assert (image["width"], image["height"]) == ("1200", "800")
    assert "-480.webp 480w" in image["srcset"]
    shutil.rmtree(tmp_path / "site")


@pytest.mark.parametrize(
    ("store", "part"),
    [("nonsense://x/y", "nonsense"), ("s3://pictures/archive", "s3://pictures/archive: ")],
)
def test_a_store_that_cannot_be_reached_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: str, part: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # nobody listens there
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(StoreError, match=part) as caught, open_image_store(store, tmp_path):
        pass
    assert "\n" not in str(caught.value)
