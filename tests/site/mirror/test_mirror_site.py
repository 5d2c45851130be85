"""Pictures of one's own on the site: files, sizes, frames, and not one socket."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from picture_server import Reply
from project import Built, build_project, post, run_command, run_mkdocs, write_project
from stand_in import zhimg

from mkdocs_zhihu.media.fetch.network import Network
from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.identity import identify_picture
from mkdocs_zhihu.media.store.local_images import LocalImages
from mkdocs_zhihu.media.store.rows import Row
from mkdocs_zhihu.media.store.snapshot import Snapshot
from mkdocs_zhihu.model import Image
from mkdocs_zhihu.plugin import ZhihuPlugin

pytestmark = pytest.mark.site

HASH = "v2-{:032x}"
URL = "https://pic{}.zhimg.com/" + HASH
FIGURE = (
    '<figure><img src="{0}_720w.jpg?source=1940ef5c" data-original="{0}_r.jpg?source=1940ef5c" data-rawwidth="900"'
    ' data-rawheight="600"/><figcaption>山</figcaption></figure>'
)
DEAD = "https://pic1.zhimg.com/v2-dead00000000000000000000000000ff"
BODY = (
    FIGURE.format(URL.format(1, 1))
    + f'<figure><img src="{URL.format(2, 2)}_b.gif" data-thumbnail="{URL.format(2, 2)}_b.jpg"></figure>'
    + FIGURE.format(DEAD)
    + f'<p>字<img class="sticker" alt="[惊喜]" src="{URL.format(3, 3)}.png">尾</p>'
    + f'<a data-draft-type="link-card" href="https://a.example/b" data-image="{URL.format(1, 4)}_180x120.jpg">卡</a>'
    + f'<a class="video-box" href="https://www.zhihu.com/video/1" data-poster="{DEAD}.jpg" data-name="片"></a>'
)
POSTS: dict[str, str | bytes] = {
    "posts/a.md": post("甲文", BODY),
    "posts/sub/b.md": post("乙文", FIGURE.format(URL.format(4, 1)), headimg=f"{URL.format(3, 5)}_1440w.jpg"),
    "posts/c.md": post("丙文", "<p>字</p>", headimg=f"{DEAD}_b.jpg", thumbnail=f"{DEAD}_b.jpg"),
    "posts/d.md": post("丁文", f'<figure><img src="{URL.format(1, 6)}_b.gif"></figure>'),
}
MIRROR = {"zhihu": {"media": {"mirror": True}}}


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[Network]:
    with zhimg() as (_, network):
        monkeypatch.setattr(ZhihuPlugin, "network", network)
        yield network


@pytest.fixture(scope="module")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("mirrored")
    with zhimg() as (_, network):
        ZhihuPlugin.network = network
        try:
            return build_project(folder, dict(POSTS), plugins=["search", MIRROR], strict=True)
        finally:
            ZhihuPlugin.network = None


def sources(built: Built, url: str) -> list[str]:
    page = built.page(url)
    found = [str(image["src"]) for image in page.select("article img")]
    for image in page.select("article img[srcset]"):
        found += [part.split()[0] for part in str(image["srcset"]).split(", ")]
    return found


def test_every_picture_comes_from_the_site(mirrored: Built) -> None:
    for name in mirrored.post_pages():
        base = (mirrored.site / name).parent
        for source in sources(mirrored, name):
            assert (base / source).is_file(), (name, source)


def test_one_picture_under_two_hosts_and_sizes_is_one_file(mirrored: Built) -> None:
    first, second = (
        mirrored.page(url).select(".zh-body figure img")[0]["src"] for url in ("posts/a", "posts/sub/b")
    )
    assert str(first).rsplit("/", 1)[-1] == str(second).rsplit("/", 1)[-1]


def test_a_picture_has_its_real_size_and_versions(mirrored: Built) -> None:
    image = mirrored.page("posts/a").select_one(".zh-body figure img")
    assert (image["width"], image["height"]) == ("1800", "1080")
    widths = [part.split()[1] for part in image["srcset"].split(", ")]
    assert widths == ["480w", "960w", "1440w"]
    assert "px" in image["sizes"]
    assert not image.has_attr("referrerpolicy")
    assert any(name.startswith("zh-tone-") for name in image["class"])


def test_an_animation_moves_in_the_post_and_rests_on_cards(mirrored: Built) -> None:
    image = mirrored.page("posts/d").select_one(".zh-body img")
    assert image["src"].endswith(".gif")
    assert not image.has_attr("srcset")
    cards = {
        card.select_one(".zh-card__title").get_text(): card.select_one("img")
        for card in mirrored.page("").select(".zh-card")
    }
    assert cards["丁文"]["src"].endswith("-480.webp")
    assert cards["丙文"] is None


def test_a_picture_that_is_gone_leaves_a_frame_with_caption_size_and_link(mirrored: Built) -> None:
    page = mirrored.page("posts/a")
    frame = page.select_one("figure:not(.zh-video) .zh-gone")
    assert "900 × 600" in frame.get_text()
    assert frame.a["href"] == f"{DEAD}_r.jpg"
    assert frame.find_parent("figure").figcaption.get_text() == "山"
    poster = page.select_one("figure.zh-video")
    assert poster.select_one(".zh-gone")
    assert not poster.select("img, a a")
    assert mirrored.page("posts/c").select_one(".zh-cover") is None


def test_words_about_lost_pictures_are_no_words_of_the_post(mirrored: Built) -> None:
    assert "已不在" not in mirrored.page("").select_one("article").get_text()


def test_hero_and_stickers_are_local_too(mirrored: Built) -> None:
    hero = mirrored.page("posts/sub/b").select_one(".zh-cover img")
    assert hero["src"].startswith("../../../zhihu/media/")
    assert hero["srcset"]
    assert mirrored.page("posts/a").select_one(".zh-emoji")["src"].startswith("../../zhihu/media/")


def test_the_account_names_what_is_lost_once(mirrored: Built) -> None:
    assert mirrored.warnings == []
    assert mirrored.says("1 pictures could not be kept")


OFFLINE = """
import socket, sys
def refuse(*_args, **_kwargs): raise AssertionError("a socket was opened")
socket.socket.__init__ = socket.getaddrinfo = socket.create_connection = refuse
from mkdocs.__main__ import cli
cli(["build", "--strict", "-q"])
"""


def digest_tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "sitemap.xml.gz"  # it holds a time
    }


@pytest.mark.slow
@pytest.mark.usefixtures("network")
def test_an_offline_build_is_the_build_before_it_byte_for_byte(tmp_path: Path) -> None:
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}
    build_project(tmp_path, dict(POSTS), plugins=["search", MIRROR], strict=True)
    write_project(tmp_path, {}, plugins=["search", "zhihu"])
    trees = []
    for _ in range(2):
        shutil.rmtree(tmp_path / "site")
        done = subprocess.run(
            [sys.executable, "-c", OFFLINE], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        trees.append(digest_tree(tmp_path / "site"))
    assert trees[0] == trees[1]
    assert [name for name in trees[0] if name.endswith(".gif")]


@pytest.mark.usefixtures("network")
def test_a_build_that_mirrors_is_the_build_after_it(tmp_path: Path) -> None:
    first = digest_tree(build_project(tmp_path, dict(POSTS), plugins=["search", MIRROR]).site)
    second = digest_tree(build_project(tmp_path, {}, plugins=["search", "zhihu"]).site)
    changed = {name for name in first if first[name] != second.get(name)}
    assert changed <= {"sitemap.xml"}


def test_without_a_store_nothing_changes(tmp_path: Path) -> None:
    site = build_project(tmp_path, {"posts/a.md": POSTS["posts/a.md"]})
    assert site.page("posts/a").select_one("figure img")["src"].startswith("https://pic1.zhimg.com/")
    assert not (tmp_path / "media").exists()


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["change", "cut", "delete", "zero"])
def test_a_damaged_file_is_never_served(
    tmp_path: Path, network: Network, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    files: dict[str, str | bytes] = {"posts/a.md": post("甲", FIGURE.format(URL.format(1, 1)))}
    build_project(tmp_path, files, plugins=["search", MIRROR])
    (path,) = (tmp_path / "media").glob("??/*.jpg")
    data = path.read_bytes()
    if damage == "delete":
        path.unlink()
    else:
        path.write_bytes({"change": data[:500] + b"x" + data[501:], "cut": data[:500], "zero": b""}[damage])
    site = build_project(tmp_path, {}, plugins=["search", "zhihu"])
    assert not list(site.site.rglob("zhihu/media/??/*.jpg"))
    assert any("is missing or damaged" in text for text in site.warnings)
    monkeypatch.setattr(ZhihuPlugin, "network", network)
    healed = build_project(tmp_path, {}, plugins=["search", MIRROR])
    if damage != "change":  # of the same length, it is for `--check` to find
        assert list(healed.site.rglob("zhihu/media/??/*.jpg"))
        assert path.read_bytes() == data


def test_a_live_preview_asks_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zhimg(lambda _: Reply(status=500)) as (server, network):
        monkeypatch.setattr(ZhihuPlugin, "network", network)
        monkeypatch.setattr("mkdocs_zhihu.media.fetch.download.add_jitter", lambda _pause: 0)
        files: dict[str, str | bytes] = {"posts/a.md": post("甲", FIGURE.format(URL.format(1, 1)))}
        build_project(tmp_path, files, plugins=[MIRROR])
        asked = len(server.hits)
        build_project(tmp_path, {}, plugins=[MIRROR], again=True)
        assert len(server.hits) == asked > 0


def test_a_store_elsewhere_needs_its_address(tmp_path: Path) -> None:
    write_project(tmp_path, {}, plugins=[{"zhihu": {"media": {"store": "s3://a/b"}}}])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode == 1
    assert "set `base_url`" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("network")
def test_pictures_may_come_from_elsewhere(tmp_path: Path) -> None:
    options = {"zhihu": {"media": {"mirror": True, "base_url": "https://cdn.example/p/"}}}
    site = build_project(tmp_path, dict(POSTS), plugins=[options])
    assert sources(site, "posts/a")[0].startswith("https://cdn.example/p/")
    assert not (site.site / "zhihu" / "media").exists()
    said = run_command("mkdocs_zhihu", "export", tmp_path / "out", "-f", tmp_path / "mkdocs.yml")
    assert "; 0 pictures" not in said
    assert list((tmp_path / "out").rglob("*.jpg"))


@pytest.mark.parametrize("outcome", [Outcome.SVG, Outcome.TOO_LARGE, Outcome.REFUSED, Outcome.GONE])
def test_only_what_is_gone_has_a_frame(outcome: Outcome) -> None:
    url = "https://a.example/1.png"
    row = Row(identify_picture(url), outcome, url=url)
    shown = LocalImages(Snapshot({row.key: row}, {}, {})).show(Image(url))
    assert (shown is None) is (outcome is not Outcome.GONE)


@pytest.mark.usefixtures("network")
def test_other_plugins_see_the_files(tmp_path: Path) -> None:
    site = build_project(tmp_path, dict(POSTS), plugins=["search", "glightbox", MIRROR])
    links = [str(link["href"]) for link in site.page("posts/a").select("a.glightbox")]
    assert links
    assert all("zhihu/media/" in link for link in links)
