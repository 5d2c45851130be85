"""What is kept between builds: used where it fits, never believed where it is damaged."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from project import build_project, post, tree

from mkdocs_zhihu.cache.records import ENCODER, RenderSettings, RenderTask, decode
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.cache.rendering import make_record
from mkdocs_zhihu.cache.store import Store

pytestmark = pytest.mark.site

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2024, 1, 1, tzinfo=UTC)
SETTINGS = RenderSettings(ZONE, NOW)
CACHE = Path(".cache/plugin/zhihu/cache.sqlite3")
POSTS = {
    f"posts/{number}.md": post(
        f"第{number}篇",
        f'<p>文{number} <a href="{(number + 1) % 9}.md">下一篇</a> <a href="/question/0">无</a></p>',
    )
    for number in range(9)
}


def nowhere(_uri: str, _url: str) -> str | None:
    return None


def make(folder: Path, files: dict[str, str], settings: RenderSettings = SETTINGS) -> RenderedPosts:
    """Return the bodies of one build, closed; its new records are counted."""
    data = {uri: text.encode() for uri, text in files.items()}
    bodies = RenderedPosts(settings, Store(str(folder / "cache.sqlite3")), read=data.get)
    bodies.add(data)
    return bodies


def test_a_post_is_read_again_only_if_its_bytes_changed(tmp_path: Path) -> None:
    files = dict(POSTS)
    assert make(tmp_path, files).made == 9
    assert make(tmp_path, files).made == 0
    files["posts/3.md"] = post("另一篇")
    again = make(tmp_path, files)
    assert again.made == 1
    assert again.records["posts/3.md"].post.title == "另一篇"


def test_a_file_is_read_again_only_if_it_is_not_known_to_be_the_same(tmp_path: Path) -> None:
    def count_reads(stamps: dict[str, bytes | None]) -> list[str]:
        """Return which files one build read."""
        seen: list[str] = []
        bodies = RenderedPosts(SETTINGS, Store(str(tmp_path / "cache.sqlite3")), stamp=stamps.get)
        bodies.read = lambda uri: seen.append(uri) or files[uri].encode()  # type: ignore[func-returns-value]
        bodies.add(stamps)
        assert {uri: record.post.title for uri, record in bodies.records.items()} == {
            uri: titles[uri] for uri in stamps
        }
        bodies.close()
        return seen

    files = {"a.md": post("甲"), "b.md": post("乙"), "c.md": post("丙")}
    titles = {"a.md": "甲", "b.md": "乙", "c.md": "丙"}
    assert count_reads({"a.md": b"1" * 40, "b.md": b"1" * 40, "c.md": None}) == ["a.md", "b.md", "c.md"]
    assert count_reads({"a.md": b"1" * 40, "b.md": b"1" * 40, "c.md": None}) == ["c.md"]
    files["b.md"], titles["b.md"] = post("丁"), "丁"
    assert count_reads({"a.md": b"1" * 40, "b.md": b"2" * 40, "c.md": None}) == ["b.md", "c.md"]
    assert count_reads({"b.md": b"1" * 40, "a.md": b"1" * 40}) == ["b.md"]


def test_a_file_that_goes_while_it_is_renewed_stays_what_it_was(tmp_path: Path) -> None:
    bodies = make(tmp_path, POSTS)
    html = bodies.html("posts/1.md")
    bodies.read = lambda _uri: None
    assert bodies.refresh("posts/1.md") is None
    assert bodies.html("posts/1.md") == html


def test_a_kept_record_is_the_record_that_was_made(tmp_path: Path) -> None:
    made, kept = make(tmp_path, POSTS), make(tmp_path, POSTS)
    assert kept.records == made.records
    assert [kept.html(uri) for uri in POSTS] == [made.html(uri) for uri in POSTS]


def test_a_post_is_read_again_for_another_option(tmp_path: Path) -> None:
    make(tmp_path, POSTS)
    assert make(tmp_path, POSTS, replace(SETTINGS, zone=ZoneInfo("UTC"))).made == 9
    assert make(tmp_path, POSTS, replace(SETTINGS, formulas="mathml")).made == 9
    assert make(tmp_path, POSTS).made == 0


def test_a_date_in_the_future_is_looked_at_in_every_build(tmp_path: Path) -> None:
    files = {"a.md": post(date="2024-03-01 00:00:00"), "b.md": post(date="2023-03-01 00:00:00")}
    assert make(tmp_path, files).records["a.md"].post.date is None
    assert make(tmp_path, files).made == 1
    later = make(tmp_path, files, replace(SETTINGS, now=NOW + timedelta(days=365)))
    assert later.records["a.md"].post.date.year == 2024
    earlier = make(tmp_path, files, replace(SETTINGS, now=NOW - timedelta(days=365)))
    assert earlier.records["b.md"].post.date is None


def test_a_body_is_made_again_when_a_link_leads_elsewhere(tmp_path: Path) -> None:
    bodies = make(tmp_path, POSTS)
    bodies.resolve_links(POSTS, nowhere)
    assert bodies.made == 9
    bodies.resolve_links(POSTS, lambda _uri, url: "../0/" if url == "0.md" else None)
    assert bodies.made == 10
    assert 'href="../0/"' in bodies.html("posts/8.md")
    kept = make(tmp_path, POSTS)
    kept.resolve_links(POSTS, lambda _uri, url: "../0/" if url == "0.md" else None)
    assert kept.made == 0


def test_a_name_that_is_no_unicode_is_read_in_every_build(tmp_path: Path) -> None:
    files = {"a\udcff.md": post()}
    assert make(tmp_path, files).made == 1
    assert make(tmp_path, files).records["a\udcff.md"].post.title == "标题"


def test_what_no_build_asks_for_is_forgotten(tmp_path: Path) -> None:
    for number in range(400):
        store = Store(str(tmp_path / "a.sqlite3"))
        store.put("record", [(f"{number}".encode(), b"x")])
        store.keep_only({"record": {f"{number}".encode()}})
        assert store.get("record", f"{number}".encode()) == b"x"
        store.close()
        if number > 110:
            break
    assert len(Store(str(tmp_path / "a.sqlite3")).get_all("record")) < 20


def test_bytes_that_are_no_record_are_refused() -> None:
    record, _, _ = make_record(RenderTask("a.md", post().encode(), SETTINGS))
    data = ENCODER.encode(record)
    assert decode(data, ZONE) == record
    for cut in (0, 1, len(data) // 2, len(data) - 1):
        with pytest.raises(ValueError):  # noqa: PT011 - msgspec's own error, which is one
            decode(data[:cut], ZONE)


def flip(data: bytes, seed: int) -> bytes:
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "half": lambda data: data[: len(data) // 2],
    "a quarter": lambda data: data[: len(data) // 4],
    "zeros": lambda data: bytes(len(data)),
    "zeros at the end": lambda data: data[:8192] + bytes(len(data) - 8192),
    "a page": lambda _: b"<!DOCTYPE html>" * 999,
    "a pickle": lambda _: b"cos\nsystem\n(S'exit 1'\ntR." * 999,
    "all flipped": lambda data: data[:100] + bytes(255 - byte for byte in data[100:]),
    **{f"flip {seed}": lambda data, seed=seed: flip(data, seed) for seed in range(60)},  # type: ignore[misc]
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_cache_changes_nothing(tmp_path: Path, name: str) -> None:
    whole = make(tmp_path, POSTS)
    path = tmp_path / "cache.sqlite3"
    path.write_bytes(DAMAGE[name](path.read_bytes()))
    for _ in range(2):
        again = make(tmp_path, POSTS)
        assert again.records == whole.records
        assert [again.html(uri) for uri in POSTS] == [
            make_record(RenderTask(uri, text.encode(), SETTINGS))[1] for uri, text in POSTS.items()
        ]
        again.close()
    assert make(tmp_path, POSTS).made == 0


def test_a_cache_that_is_damaged_during_a_build_changes_nothing(tmp_path: Path) -> None:
    bodies = make(tmp_path, POSTS)
    (tmp_path / "cache.sqlite3").write_bytes(b"\xff" * 100_000)
    assert [bodies.html(uri) for uri in POSTS] == [
        make_record(RenderTask(uri, text.encode(), SETTINGS))[1] for uri, text in POSTS.items()
    ]
    bodies.close()


@pytest.mark.parametrize("statement", ["PRAGMA query_only = 1", "PRAGMA max_page_count = 1"])
def test_a_cache_that_is_read_only_or_has_no_room_is_not_deleted(tmp_path: Path, statement: str) -> None:
    make(tmp_path, POSTS).close()
    store = Store(str(tmp_path / "cache.sqlite3"))
    store._base.execute(statement)
    store.put("html", [(b"key", bytes(1_000_000))])
    assert store.trouble
    assert store.get("html", b"key") == bytes(1_000_000)
    store.close()
    assert make(tmp_path, POSTS).made == 0


def test_a_cache_that_cannot_be_written_is_said_and_nothing_more(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file where the folder should be")
    site = build_project(tmp_path, dict(POSTS), strict=True)
    assert len(site.post_pages()) == 9
    assert site.says("could not be used")
    assert not site.warnings


def test_a_site_from_the_cache_is_the_same_site(tmp_path: Path) -> None:
    first = tree(build_project(tmp_path, dict(POSTS)).site)
    assert (tmp_path / CACHE).exists()
    assert tree(build_project(tmp_path, dict(POSTS)).site) == first
    (tmp_path / CACHE).unlink()
    assert tree(build_project(tmp_path, dict(POSTS)).site) == first


def test_links_follow_a_post_that_appears_and_goes(tmp_path: Path) -> None:
    link = {"posts/a.md": post("甲", '<p><a href="b.md">乙</a></p>')}
    target = {"posts/b.md": post("乙")}
    gone = build_project(tmp_path, dict(link)).page("posts/a").select_one(".zh-body a")
    found = build_project(tmp_path, link | target).page("posts/a").select_one(".zh-body a")
    assert gone is None or gone["href"] != "../b/"
    assert found["href"] == "../b/"
    (tmp_path / "docs" / "posts" / "b.md").unlink()
    assert build_project(tmp_path, dict(link)).page("posts/a").select_one(".zh-body a") == gone


def count_records(folder: Path) -> dict[str, int]:
    """Return how many records each cache of a project has."""
    caches = (folder / CACHE.parent).glob("*.sqlite3")
    return {path.name: len(Store(str(path)).get_all("record")) for path in caches}


@pytest.mark.parametrize("change", [{"posts": "drafts"}, {"docs_dir": "drafts"}], ids=str)
def test_sites_of_other_posts_in_one_folder_keep_their_records(
    tmp_path: Path, change: dict[str, str]
) -> None:
    files: dict[str, str | bytes] = {f"posts/{number}.md": post(f"第{number}篇") for number in range(120)}
    build_project(tmp_path, files)
    (tmp_path / "docs" / "drafts").mkdir()
    (tmp_path / "docs" / "drafts" / "a.md").write_text(post("草稿"), encoding="utf-8")
    (tmp_path / "drafts" / "posts").mkdir(parents=True)
    (tmp_path / "drafts" / "posts" / "a.md").write_text(post("草稿"), encoding="utf-8")
    docs_dir, options = change.get("docs_dir", "docs"), {"posts": change.get("posts", "posts")}
    for _ in range(2):
        build_project(tmp_path, {}, docs_dir=docs_dir, plugins=[{"zhihu": options}], site_dir="drafts_site")
    assert sorted(count_records(tmp_path).values()) == [1, 120]
    assert count_records(tmp_path)[CACHE.name] == 120


def test_a_docs_folder_that_a_plugin_copies_keeps_the_cache(tmp_path: Path) -> None:
    hook = tmp_path / "hook.py"
    hook.write_text(COPY_DOCS, encoding="utf-8")
    files: dict[str, str | bytes] = {f"posts/{number}.md": post(f"第{number}篇") for number in range(3)}
    for _ in range(2):
        site = build_project(tmp_path, files, hooks=[str(hook)])
        assert len(site.post_pages()) == 3
    assert count_records(tmp_path) == {CACHE.name: 3}


COPY_DOCS = """
import shutil, tempfile

def on_config(config):
    folder = tempfile.mkdtemp()
    shutil.copytree(config.docs_dir, folder, dirs_exist_ok=True)
    config.docs_dir = folder
"""
