"""Hostile and broken inputs: the numbers in the names are the rows of the acceptance list.

Real files in `tmp_path`, no mocks. The stages run as in a build, without MkDocs.
"""

import html
import io
import os
import posixpath
import random
import socket
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from mkdocs_zhihu.archive import assign_places
from mkdocs_zhihu.archive.addressing.addresses import FIXED_NAMES, PAGE_NAMES
from mkdocs_zhihu.archive.addressing.permalinks import Place
from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.collect import Collection, collect
from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.model import Body, Entry, Post
from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.reading import is_ignored, read_post
from mkdocs_zhihu.reading.file_kinds import is_binary
from mkdocs_zhihu.reading.values.name_limits import MAX_NAME
from mkdocs_zhihu.views import ViewSettings, build_views

pytestmark = pytest.mark.site

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
POST = "---\ntitle: '{title}'\n---\n<p>{body}</p>\n"
SITE = "https://site.example/"


def write(root: Path, name: str, text: str | bytes | None = None) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = POST.format(title="T", body=name) if text is None else text
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def settings_of(root: Path, **more: object) -> Settings:
    values: dict[str, object] = {"root": str(root), "zone": ZONE, "now": NOW, **more}
    return Settings(**values)  # type: ignore[arg-type]  # the values of one test


def collect_names(root: Path, names: Iterable[str], **more: object) -> tuple[Collection, Problems]:
    return collect([Source(name, str(root / name)) for name in names], settings_of(root, **more))


def collect_files(
    root: Path, files: Mapping[str, str | bytes], **more: object
) -> tuple[Collection, Problems]:
    for name, text in files.items():
        write(root, name, text)
    return collect_names(root, files, **more)


def collect_one(root: Path, text: str, name: str = "a.md") -> tuple[Entry, Problems]:
    found, problems = collect_files(root, {name: text})
    (entry,) = found.archive.entries
    return entry, problems


def assert_set_aside(root: Path, name: str, **more: object) -> None:
    """Show that this file is set aside and named, and a good one beside it is built."""
    write(root, "good.md")
    found, problems = collect_names(root, ["good.md", name], **more)
    assert [entry.uri for entry in found.archive.entries] == ["good.md"]
    assert [problem.uri for problem in problems if problem.set_aside] == [name]
    assert (found.found, found.set_aside) == (2, 1)


def read(text: str | bytes, uri: str = "a.md") -> tuple[Post, Problems]:
    data = text if isinstance(text, bytes) else text.encode()
    post, problems = read_post(data=data, uri=uri, zone=ZONE, now=NOW)
    assert post is not None
    return post, problems


def render(text: str) -> Body:
    return render_body(text=text)[0]


def parse(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html5lib")


def text_of(html: str) -> str:
    return parse(html).get_text()


# Files


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 512, "　\n".encode()]
)
def test_row_10_a_file_without_content_is_set_aside(tmp_path: Path, data: bytes) -> None:
    write(tmp_path, "bad.md", data)
    assert_set_aside(tmp_path, "bad.md")


@pytest.mark.parametrize(
    ("head", "kind"),
    [(b"\x89PNG\r\n\x1a\n", "PNG"), (b"PK\x03\x04", "ZIP (DOCX, EPUB)"), (b"%PDF-1.7\n", "PDF")],
)
def test_row_10_what_is_no_text_is_set_aside_by_its_kind(tmp_path: Path, head: bytes, kind: str) -> None:
    found, problems = collect_files(
        tmp_path, {"b.md": "---\ntitle: 乙\n---\n字", "a.md": head + b"\0\1" * 200}
    )
    assert [entry.uri for entry in found.archive.entries] == ["b.md"]
    assert [problem.message for problem in problems] == [f"is a {kind} file, not text; set aside"]


@pytest.mark.parametrize("color", ["white", "black"])
@pytest.mark.parametrize("form", ["BMP", "TGA", "ICO"])
def test_row_10_a_binary_file_of_an_unknown_kind_is_set_aside(tmp_path: Path, form: str, color: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (64, 64), color).save(file, form)
    write(tmp_path, "bad.md", file.getvalue())
    assert_set_aside(tmp_path, "bad.md")


@pytest.mark.parametrize(
    "head", [b"\x7fELF\2\1\1" + bytes(9), b"\0\0\0\x18ftypheic\0\0\0\0mif1heic\0\0\1\x24meta\0\0\0\0"]
)
def test_row_10_a_binary_file_is_named_as_one(tmp_path: Path, head: bytes) -> None:
    write(tmp_path, "a.md", head + b"\3\0\x3e\0\1\0\0\0" * 50)
    problems = collect_names(tmp_path, ["a.md"])[1]
    assert [problem.message for problem in problems] == ["is a binary file, not text; set aside"]


@pytest.mark.parametrize(
    "data",
    [
        "甲\n".encode("utf-16"),
        "---\ntitle: 甲乙\n---\n这是没有 BOM 的文章。\n".encode("utf-16-le"),
        "---\ntitle: 甲乙\n---\n这是没有 BOM 的文章。\n".encode("utf-16-be"),
        "没有 BOM，末尾少了一个字节。\n".encode("utf-16-le")[:-1] * 3,
        "title: no BOM, and cut".encode("utf-16-be")[:-1],
        b"a\0b",
        bytes(4096) + "---\ntitle: 甲\n---\n丢了开头".encode(),
        ("丢了一段" * 9).encode() + bytes(512) + ("文字" * 9).encode(),
        ("丢了一段" * 9).encode("gbk") + bytes(512) + ("文字" * 9).encode("gbk"),
        ("déjà vu, à côté" * 9).encode("latin-1") + bytes(512),
        "甲\0乙\0\0丙\x01丁\n".encode() * 2,
        "PNG 是图片，BM 也是".encode(),
    ],
)
def test_rows_03_and_07_a_text_in_utf16_or_with_a_few_controls_is_no_binary_file(data: bytes) -> None:
    assert not is_binary(data)


@pytest.mark.parametrize("blank", ["\t", "  ", " "])
def test_row_28_an_indented_key_is_a_key(tmp_path: Path, blank: str) -> None:
    text = f"---\ntitle: 甲\n{blank}categories: [乙, 丙]\ndate: 2020-01-01\n---\n<p>a</p>\n"
    entry, problems = collect_one(tmp_path, text)
    assert (entry.title, entry.post.categories) == ("甲", (("乙", "丙"),))
    assert [(problem.line, problem.message) for problem in problems] == [
        (3, "categories is indented below a value")
    ]


def test_row_12_a_file_over_the_cap_is_set_aside_with_its_size(tmp_path: Path) -> None:
    write(tmp_path, "bad.md", b"x" * 1001)
    assert_set_aside(tmp_path, "bad.md", max_size=1000)
    _, problems = collect_names(tmp_path, ["bad.md"], max_size=1000)
    assert "1001" in problems[0].message


def test_row_12_a_file_of_exactly_the_cap_is_built(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "<p>" + "x" * 997)
    found, problems = collect_names(tmp_path, ["a.md"], max_size=1000)
    assert len(found.archive.entries) == 1
    assert not any(problem.set_aside for problem in problems)


def test_row_12_the_default_cap_is_five_megabytes(tmp_path: Path) -> None:
    write(tmp_path, "bad.md", b"x" * 5_000_001)
    assert_set_aside(tmp_path, "bad.md")


@pytest.mark.parametrize(
    ("tag", "depth"), [("div", 200_000), ("blockquote", 200_000), ("span", 200_000), ("b", 3_000)]
)
def test_row_13_deep_html_is_flattened_and_keeps_its_text(tag: str, depth: int) -> None:
    body, problems = render_body(text=f"<{tag}>" * depth + "deep" + f"</{tag}>" * depth, uri="a.md")
    assert body.text == "deep"
    assert [problem.rule for problem in problems] == ["depth"]
    assert max((len(list(node.parents)) for node in parse(body.html).find_all()), default=0) < 300


def test_row_13_the_end_of_what_is_not_open_makes_nothing_less_deep() -> None:
    body, problems = render_body(text="<div></section>" * 3_000 + "deep", uri="a.md")
    assert body.text == "deep"
    assert [problem.rule for problem in problems] == ["depth"]


def test_row_14_a_vanished_file_is_set_aside(tmp_path: Path) -> None:
    assert_set_aside(tmp_path, "bad.md")


def test_row_14_a_dangling_symlink_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "bad.md").symlink_to("gone.md")
    assert_set_aside(tmp_path, "bad.md")


def test_row_14_a_loop_of_symlinks_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "bad.md").symlink_to("other.md")
    (tmp_path / "other.md").symlink_to("bad.md")
    assert_set_aside(tmp_path, "bad.md")


def test_row_14_a_directory_is_set_aside(tmp_path: Path) -> None:
    (tmp_path / "bad.md").mkdir()
    assert_set_aside(tmp_path, "bad.md")


def test_row_14_a_file_below_a_file_is_set_aside(tmp_path: Path) -> None:
    write(tmp_path, "file.md")
    assert_set_aside(tmp_path, "file.md/bad.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_row_14_a_file_without_permission_is_set_aside(tmp_path: Path) -> None:
    write(tmp_path, "bad.md").chmod(0)
    assert_set_aside(tmp_path, "bad.md")


def test_row_15_a_symlink_out_of_the_tree_is_refused(tmp_path: Path) -> None:
    secret = write(tmp_path, "secret.txt", "secret")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.md").symlink_to(secret)
    assert_set_aside(tmp_path / "docs", "bad.md")


def test_row_15_a_folder_that_is_a_symlink_out_of_the_tree_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "outside/bad.md")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "posts").symlink_to(tmp_path / "outside")
    assert_set_aside(tmp_path / "docs", "posts/")


def test_row_15_a_sibling_whose_name_begins_alike_is_outside(tmp_path: Path) -> None:
    write(tmp_path, "docs-secret/bad.md")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "bad.md").symlink_to(tmp_path / "docs-secret" / "bad.md")
    assert_set_aside(tmp_path / "docs", "bad.md")


def test_row_15_a_symlink_inside_the_tree_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    found, _ = collect_names(tmp_path, ["a.md", "b.md"])
    assert [entry.uri for entry in found.archive.entries] == ["a.md", "b.md"]


def test_row_15_a_root_that_is_itself_a_symlink_is_read(tmp_path: Path) -> None:
    write(tmp_path, "real/a.md")
    (tmp_path / "docs").symlink_to("real")
    found, _ = collect_names(tmp_path / "docs", ["a.md"])
    assert found.set_aside == 0


def test_row_16_a_pipe_does_not_hang_the_build(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bad.md")
    assert_set_aside(tmp_path, "bad.md")


def test_row_16_a_device_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.md").symlink_to("/dev/zero")
    assert_set_aside(tmp_path, "bad.md")


def test_row_16_a_socket_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("bad.md")
        assert_set_aside(tmp_path, "bad.md")


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "a.md~", ".a.md.swp", "a.md.swp", ".a.md.swo", "Thumbs.db", "desktop.ini", "a.md.part",
        "a.md.crdownload", "._a.md", ".hidden.md", "a.tmp",
    ],
)  # fmt: skip
def test_row_17_litter_is_ignored(name: str) -> None:
    assert is_ignored(name)


@pytest.mark.parametrize(
    "name", ["a.md", "part.md", "~.md", "Thumbs.db.md", "swp.md", "-.md", "a..md", "#.md"]
)
def test_row_17_posts_are_no_litter(name: str) -> None:
    assert not is_ignored(name)


def test_row_18_copies_are_both_built_and_reported(tmp_path: Path) -> None:
    text = POST.format(title="T", body="same")
    found, problems = collect_files(tmp_path, {"a.md": text, "b.md": text, "c.md": text + "more"})
    assert [entry.uri for entry in found.archive.entries] == ["a.md", "b.md", "c.md"]
    assert [(problem.rule, problem.uri) for problem in problems] == [("copy", "b.md")]
    assert "a.md" in problems[0].message


def test_row_04_halves_of_a_pair_are_joined_and_nothing_is_said_to_be_lost() -> None:
    post, problems = read(b"---\ntitle: T\n---\n<p>a\xed\xa0\xbd\xed\xb8\x80b</p>")
    assert post.text == "<p>a😀b</p>"
    assert [problem.rule for problem in problems] == ["encoding.damaged"]
    assert "U+FFFD" not in problems[0].message


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_rows_05_06_line_ends_do_not_change_the_page(tmp_path: Path, end: str) -> None:
    text = "\n---\ntitle: 'T'\ncategories: \n - 知乎\n---\n<p>a</p>\n<pre><code>b\n\n  c</code></pre>\n"
    one, _ = collect_one(tmp_path, text)
    other, _ = collect_one(tmp_path, "\ufeff" + text.replace("\n", end))
    assert (one.title, one.body, one.post.categories) == (other.title, other.body, other.post.categories)


# Front matter limits


def test_row_21_aliases_never_multiply() -> None:
    levels = ["a: &a [" + ", ".join(["lol"] * 9) + "]"]
    levels += [
        f"{c}: &{c} [" + ", ".join([f"*{p}"] * 9) + "]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    post, problems = read("---\ntitle: T\n" + "\n".join(levels) + "\ntags: *i\n---\n<p>a</p>\n")
    assert (post.title, post.text) == ("T", "<p>a</p>")
    assert sum(map(len, post.tags)) < 10
    assert problems


@pytest.mark.parametrize("value", ["&a [*a]", "&a {b: *a}", "*missing"])
def test_row_22_aliases_are_rejected_and_the_other_fields_kept(value: str) -> None:
    post, problems = read(f"---\ntitle: T\ntags: {value}\nauthor: X\n---\n<p>a</p>\n")
    assert (post.title, post.source, post.text) == ("T", "X", "<p>a</p>")
    assert [problem.line for problem in problems] == [3]


@pytest.mark.parametrize(
    "value",
    [
        "[" * 20_000,
        "[" * 20_000 + "]" * 20_000,
        "{a: " * 3_000 + "}" * 3_000,
        "".join(f"\n{' ' * n}a:" for n in range(1, 500)),
    ],
    ids=["open lists", "lists", "maps", "block maps"],
)
@pytest.mark.parametrize("key", ["title", "tags", "categories", "date", "unknown"])
def test_row_23_deep_nesting_is_rejected_and_the_other_fields_kept(key: str, value: str) -> None:
    post, problems = read(f"---\n{key}: {value}\nauthor: X\n---\n<p>a</p>\n")
    assert (post.source, post.text) == ("X", "<p>a</p>")
    assert [problem.line for problem in problems][:1] == [2]


def test_row_30_a_missing_title_is_derived_from_the_text(tmp_path: Path) -> None:
    entry, _ = collect_one(tmp_path, f"---\nauthor: X\n---\n<p>{'很长' * 60}</p>\n")
    assert entry.title == "很长" * 39 + "很…"
    assert len(entry.title) <= 80


def test_row_30_a_missing_title_is_the_first_heading(tmp_path: Path) -> None:
    entry, _ = collect_one(tmp_path, "---\ntitle: ''\n---\n<p>a</p><h2>Head</h2><p>b</p>\n")
    assert entry.title == "Head"


def test_row_30_a_post_without_title_and_text_is_called_by_its_file_name(tmp_path: Path) -> None:
    text = "---\nauthor: X\n---\n<p><img src='https://pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef.jpg'></p>\n"
    entry, _ = collect_one(tmp_path, text, "posts/photo.md")
    assert entry.title == "photo"


def test_row_30_a_title_of_5000_characters_is_whole_on_the_page_and_short_in_the_url(tmp_path: Path) -> None:
    text = POST.format(title="长" * 5000, body="a")
    found, _ = collect_files(tmp_path, {"a.md": text}, url_format="{title}")
    (entry,) = found.archive.entries
    assert entry.title == "长" * 5000
    assert_places_are_safe({entry.uri: Place(entry.url, entry.dest_uri)})


def test_row_32_posts_without_a_date_stand_last(tmp_path: Path) -> None:
    dates = {
        "a.md": "2021-13-45",
        "b.md": "2020-01-01",
        "c.md": "明天",
        "d.md": "2021-01-01",
        "e.md": "9999-12-31",
    }
    files = {name: f"---\ntitle: T\ndate: {date}\n---\n<p>{name}</p>\n" for name, date in dates.items()}
    found, _ = collect_files(tmp_path, files)
    assert [entry.uri for entry in found.archive.entries] == ["d.md", "b.md", "a.md", "c.md", "e.md"]


def test_row_34_an_integer_of_5000_digits_is_text() -> None:
    digits = "7" * 5000
    post, problems = read(f"---\ntitle: {digits}\nsticky: {digits}\ndate: {digits}\n---\n<p>a</p>\n")
    assert post.title == digits
    assert post.date is None
    assert [problem.rule for problem in problems] == ["fm.date"]


@pytest.mark.parametrize(
    "title", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "&lt;b&gt; &amp; {{ x }}"]
)
def test_rows_38_39_a_hostile_title_stays_text(tmp_path: Path, title: str) -> None:
    entry, _ = collect_one(tmp_path, POST.format(title=title, body="a"))
    assert entry.title == title


def test_row_40_the_slug_has_no_invisible_characters() -> None:
    post, _ = read("---\ntitle: 'a\u202eb\u2066c\u2069\u200bd'\n---\n<p>a</p>\n", "e\u202ef\u200bg.md")
    for url_format in ("{title}", "{name}"):
        (place,) = places_of([post], url_format=url_format).values()
        assert not [c for c in place.dest_uri if unicodedata.category(c) == "Cf"]


@pytest.mark.parametrize(
    "name", ["../../x", "a/b", ".", "..", "con", "index", "C:\\x", "%2e%2e%2f", "😀", "x" * 300, "'"]
)
def test_row_41_names_of_categories_and_tags_are_kept_and_their_urls_safe(tmp_path: Path, name: str) -> None:
    quoted = "'" + name.replace("'", "''") + "'"
    text = f"---\ntitle: T\ncategories: [{quoted}, {quoted}]\ntags: [{quoted}]\nauthor: {quoted}\n---\n<p>a</p>\n"
    found, _ = collect_files(tmp_path, {"a.md": text})
    kept = name if len(name) <= MAX_NAME else f"{name[: MAX_NAME - 1]}…"
    assert [group.name for group in found.archive.tags] == [kept]
    assert [group.name for group in found.archive.categories] == [kept]
    views, _ = build_views(found.archive, ViewSettings(), ["a"])
    assert_places_are_safe({f"{view.kind}{view.key}{view.number}": view.place for view in views})


def test_row_42_500_categories_on_one_post_are_all_there(tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(500)]
    paths = "".join(f"  - [{name}]\n" for name in names)
    found, _ = collect_files(tmp_path, {"a.md": f"---\ntitle: T\ncategories:\n{paths}---\n<p>a</p>\n"})
    assert {group.name for group in found.archive.categories} == set(names)


def test_row_42_50000_tags_on_one_post_are_kept_or_reported() -> None:
    tags = "".join(f"  - tag-number-{number}\n" for number in range(50_000))
    post, problems = read(f"---\ntitle: T\ntags:\n{tags}---\n<p>a</p>\n")
    assert (post.title, post.text) == ("T", "<p>a</p>")
    assert len(post.tags) == 50_000 or [problem.rule for problem in problems] == ["fm.broken"]
    assert {f"tag-number-{number}" for number in range(50_000)}.issuperset(post.tags)


@pytest.mark.slow
def test_row_42_50000_tags_are_listed_on_several_pages(tmp_path: Path) -> None:
    files = {
        f"{post}.md": f"---\ntitle: T\ntags: [{', '.join(f't{post}-{n}' for n in range(500))}]\n---\n<p>{post}</p>\n"
        for post in range(100)
    }
    found, _ = collect_files(tmp_path, files)
    assert len(found.archive.tags) == 50_000
    views, _ = build_views(found.archive, ViewSettings(), [])
    listing = [view for view in views if view.kind == "tags"]
    assert len(listing) > 1
    assert sum(len(view.links) for view in listing) == 50_000


@pytest.mark.parametrize("key", ["headimg", "thumbnail"])
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "java\tscript:alert(1)", "file:///etc/passwd",
        "data:image/svg+xml,<svg onload=alert(1)>", "vbscript:x", "blob:https://x/y",
        "https://user@host/a.jpg", "/etc/passwd", "../../secret.png", "''",
    ],
)  # fmt: skip
def test_row_43_an_unsafe_picture_is_dropped(tmp_path: Path, key: str, url: str) -> None:
    entry, _ = collect_one(tmp_path, f'---\ntitle: T\n{key}: "{url}"\n---\n<p>a</p>\n')
    assert (entry.hero, entry.thumbnail) == (None, None)


def test_row_43_a_picture_without_scheme_is_https(tmp_path: Path) -> None:
    entry, _ = collect_one(tmp_path, "---\ntitle: T\nheadimg: //host.example/a.jpg\n---\n<p>a</p>\n")
    assert entry.hero is not None
    assert entry.hero.url == "https://host.example/a.jpg"


HASH = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "url",
    [
        "https://picsum.photos/400/300?random=7", f"https://pic1.zhimg.com/v2-{HASH}_l.jpg",
        "https://pic1.zhimg.com/da8e974dc_l.jpg", "https://www.zhihu.com/equation?tex=x",
        "https://juejin.cn/post/undefined", "data:image/png;base64,AAAA", "https://a.example/favicon.ico",
        "",
    ],
)  # fmt: skip
def test_fm_headimg_what_is_no_picture_gives_way_to_the_first_of_the_body(tmp_path: Path, url: str) -> None:
    picture = f"https://pic2.zhimg.com/v2-{'f' * 32}_720w.jpg"
    body = f"<p>{'长' * 3000}</p><figure><img src='{picture}'></figure>"
    entry, _ = collect_one(tmp_path, f"---\ntitle: T\nheadimg: '{url}'\nthumbnail: '{url}'\n---\n{body}\n")
    assert entry.hero is not None
    assert entry.thumbnail is not None
    assert "f" * 32 in entry.hero.url
    assert "f" * 32 in entry.thumbnail.url


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ("headimg thumbnail", "headimg"),
        ("cover", "cover"),
        ("index_img", "index_img"),
        ("zhihu-cover", "zhihu-cover"),
    ],
)
def test_fm_headimg_a_file_that_is_not_there_is_named_once(tmp_path: Path, keys: str, named: str) -> None:
    lines = "".join(f"{key}: lost.png\n" for key in keys.split())
    text = (
        f"---\ntitle: T\ndate: 2020-01-01\nzhihu-link: https://zhuanlan.zhihu.com/p/1\n{lines}---\n<p>a</p>\n"
    )
    entry, problems = collect_one(tmp_path, text)
    assert entry.hero is None
    assert [problem.message for problem in problems] == [
        f"has lost.png as {named}, which is no file of this site"
    ]


@pytest.mark.parametrize("value", ["在此处放上图片链接", "甲/乙", "默认", "v1.2"])
def test_fm_headimg_words_in_place_of_an_address_are_not_named(tmp_path: Path, value: str) -> None:
    _, problems = collect_one(tmp_path, f"---\ntitle: T\ndate: 2020-01-01\nimage: {value}\n---\n<p>a</p>\n")
    assert problems == ()


@pytest.mark.parametrize(("day", "date"), [("2020-01-01", "2020-01-01"), ("2930-01-01", "None")])
def test_dom_a_page_is_not_dated_in_the_future(tmp_path: Path, day: str, date: str) -> None:
    page = f"<!DOCTYPE html><html><head><title>T</title><meta name=date content={day}></head><body><p>a</p></body></html>"
    entry, _ = collect_one(tmp_path, page, "a.html")
    assert str(entry.post.date)[:10] == date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("{% for p in site.posts %} {{ p.title }} {% endfor %}", "list"),
        ("<ul>{% for p in site.posts %}<li>{{ p.title }}</li>{% endfor %}</ul>", "list"),
        ("<h2>{{ page.title }}</h2><p>文</p>", "list"),
        ("<h2>甲</h2><p>{{ page.title }}</p>", "甲"),
        ("<p>用 {{ msg }} 显示</p>", "用 {{ msg }} 显示"),
    ],
)
def test_md_tags_what_a_generator_fills_in_is_no_title(tmp_path: Path, text: str, title: str) -> None:
    entry, _ = collect_one(tmp_path, f"---\nlayout: default\n---\n{text}\n", "list.html")
    assert entry.title == title


def test_fm_headimg_the_picture_that_opens_the_body_is_shown_once(tmp_path: Path) -> None:
    head, same = (f"https://pic{n}.zhimg.com/v2-{HASH}_{size}.jpg" for n, size in ((1, "720w"), (4, "b")))
    text = f"---\ntitle: T\nheadimg: {head}\n---\n<figure><img src='{same}'></figure><p>a</p>\n"
    entry, _ = collect_one(tmp_path, text)
    assert entry.repeats_hero
    assert len(parse(entry.body.html).find_all("img")) == 1


def test_fm_headimg_behind_a_proxy_is_the_inner_picture_with_the_outer_as_fallback(tmp_path: Path) -> None:
    outer = "https://images.example/?https://a.example/b.jpg"
    entry, _ = collect_one(tmp_path, f"---\ntitle: T\nheadimg: {outer}\n---\n<p>a</p>\n")
    assert entry.hero is not None
    assert (entry.hero.url, entry.hero.fallbacks) == ("https://a.example/b.jpg", (outer,))


def test_fm_title_mangled_is_the_question_of_the_daily(tmp_path: Path) -> None:
    daily = (
        '<div><div class="main-wrap content-wrap"><div class="headline"></div><div class="content-inner">'
        '<div class="question">为什么 A/B?<div class="answer"><div class="content"><p>a</p></div></div></div></div></div></div>'
    )
    same, _ = collect_one(tmp_path, f"---\ntitle: '为什么 A_B_'\n---\n{daily}\n")
    other, _ = collect_one(tmp_path, f"---\ntitle: '为何 A_B_'\n---\n{daily}\n")
    assert (same.title, other.title) == ("为什么 A/B?", "为何 A_B_")


def test_fm_filename_names_that_collide_are_both_built(tmp_path: Path) -> None:
    names = ["posts/C.md", "posts/c.md", "posts/-C.md", "posts/C .md", "posts/C#.md"]
    found, _ = collect_files(tmp_path, {name: POST.format(title="T", body=name) for name in names})
    assert_places_are_safe({entry.uri: Place(entry.url, entry.dest_uri) for entry in found.archive.entries})
    assert len(found.archive.entries) == 5


# Addresses


def post_at(uri: str, *, permalink: str = "", title: str = "T", category: str = "") -> Post:
    categories = ((category,),) if category else ()
    return Post(uri=uri, title=title, text="", permalink=permalink, categories=categories)


def places_of(
    posts: Iterable[Post], *, url_format: str = "{path}", directories: bool = True, taken: Iterable[str] = ()
) -> dict[str, Place]:
    return assign_places(list(posts), url_format=url_format, use_directory_urls=directories, taken=taken)[0]


def assert_places_are_safe(places: Mapping[str, Place]) -> None:
    files = [place.dest_uri for place in places.values()]
    for place in places.values():
        assert_file_is_safe(place.dest_uri)
        assert_url_leads_to_file(place)
    keys = [unicodedata.normalize("NFC", file.casefold()) for file in files]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    folders = {parent for key in keys for parent in iter_parents(key)}
    assert folders.isdisjoint(keys), "a file stands where another needs a folder"


def iter_parents(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(1, len(parts))]


def assert_file_is_safe(dest: str) -> None:
    assert posixpath.normpath(dest) == dest
    assert not dest.startswith(("/", ".."))
    assert len(dest.encode()) <= 255
    assert unicodedata.normalize("NFC", dest) == dest
    for segment in dest.split("/"):
        assert 0 < len(segment.encode()) <= 200
        assert not set(segment) & set('<>:"\\|?*#%\r\n\t\0')
        assert segment == segment.strip(". ")
        stem = unicodedata.normalize("NFKC", segment.split(".")[0]).upper()
        assert stem not in {"CON", "PRN", "AUX", "NUL"}
        assert not (stem[:-1] in {"COM", "LPT"} and stem[-1].isdigit())


def assert_url_leads_to_file(place: Place) -> None:
    """Show that a browser on the home page arrives at the file."""
    assert place.url.isascii()
    path = urljoin(SITE, place.url).removeprefix(SITE)
    assert ":" not in place.url
    assert unquote(path) in (place.dest_uri, place.dest_uri.removesuffix("index.html"))


PERMALINKS = [
    "../../../x", "..", ".", "/", "/abs", "//host/abs", "C:\\x", "C:/x", "\\\\server\\share", "..\\..\\x",
    "%2e%2e%2f%2e%2e%2fx", "%252e%252e%252fx", "%25252e%25252e%25252fx", "%2525252e%2525252e/x",
    "a/../../b", "a/./b", "a//b", "~/x", "file:///etc/passwd", "https://host.example/a/b?c#d",
    "javascript:alert(1)", "a\0b", "a%00b", "．．／x", "a/..;/b", "....//x", "a/b/", "a.html",
    "a/index.html", "a/index.html/b", "a.html/b", "index.html", "INDEX", "a/😀", "a.😀", "😀.a", "con/😀",
    "{x}", "{0.__class__}",
]  # fmt: skip


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("permalink", PERMALINKS)
def test_row_44_a_permalink_stays_inside_the_site(permalink: str, directories: bool) -> None:
    assert_places_are_safe(places_of([post_at("posts/a.md", permalink=permalink)], directories=directories))


@pytest.mark.parametrize("directories", [True, False])
def test_row_44_all_permalinks_together_stay_apart(directories: bool) -> None:
    posts = [
        post_at(f"posts/{number}.md", permalink=permalink) for number, permalink in enumerate(PERMALINKS)
    ]
    assert_places_are_safe(places_of(posts, directories=directories))


@pytest.mark.parametrize(
    ("one", "other", "directories"),
    [("a", "a/index.html/b", True), ("a", "a.html/b", False), ("a/b", "a", False)],
)
def test_row_44_no_page_stands_where_another_needs_a_folder(one: str, other: str, directories: bool) -> None:
    posts = [post_at("posts/1.md", permalink=one), post_at("posts/2.md", permalink=other)]
    assert_places_are_safe(places_of(posts, directories=directories))


@pytest.mark.parametrize("text", PERMALINKS)
def test_row_44_a_title_or_category_in_the_url_stays_inside_the_site(text: str) -> None:
    posts = [post_at("posts/a.md", title=text, category=text)]
    assert_places_are_safe(places_of(posts, url_format="{category}/{title}/{categories}"))


@pytest.mark.parametrize("name", ["😀", "！？", "---", "\u200b", "_", "　"])
def test_row_45_a_name_without_letters_gets_a_stable_id(name: str) -> None:
    posts = [post_at(f"posts/{name}.md"), post_at(f"posts/{name}{name}.md")]
    places = places_of(posts)
    assert_places_are_safe(places)
    assert places_of(posts[:1]) == {posts[0].uri: places[posts[0].uri]}


def test_row_46_two_posts_of_one_title_are_both_kept_and_reported() -> None:
    posts = [post_at("b.md", title="Same"), post_at("a.md", title="Same")]
    places, problems = assign_places(posts, url_format="{title}", use_directory_urls=True, taken=())
    assert_places_are_safe(places)
    assert places["a.md"].url == "Same/"
    assert [(problem.rule, problem.uri) for problem in problems] == [("url.collision", "b.md")]


def test_row_46_a_suffix_that_another_post_already_has_is_avoided() -> None:
    posts = [post_at("a.md", permalink="x"), post_at("b.md", permalink="x")]
    suffixed = places_of(posts)["b.md"].url.rstrip("/")
    assert_places_are_safe(places_of([*posts, post_at("c.md", permalink=suffixed)]))


def test_row_46_a_page_of_somebody_else_keeps_its_address() -> None:
    place = places_of([post_at("posts/about.md", permalink="About")], taken=["about"])["posts/about.md"]
    assert place.dest_uri.casefold() != "about/index.html"
    assert_places_are_safe({"post": place, "other": Place("about/", "about/index.html")})


COLLIDING = [
    "posts/Foo.md", "posts/foo.md", "posts/FOO.md", "Posts/foo.md", "posts/caf\u00e9.md",
    "posts/cafe\u0301.md", "posts/straße.md", "posts/STRASSE.md", "posts/ﬁx.md", "posts/fix.md",
    "posts/Ｆｏｏ.md", "posts/\u212a.md", "posts/k.md", "posts/a?.md", "posts/a!.md", "posts/a#.md",
    "posts/a.md", "posts/a/index.md", "posts/a/README.md", "posts/a-b.md", "posts/a b.md", "posts/a:b.md",
    "posts/İ.md", "posts/i\u0307.md", "posts/ς.md", "posts/σ.md",
]  # fmt: skip


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize("url_format", ["{path}", "{name}", "{title}", "{year}/{category}"])
def test_rows_46_to_49_names_that_are_one_file_somewhere_are_kept_apart(
    url_format: str, directories: bool
) -> None:
    posts = [post_at(uri, title=uri) for uri in COLLIDING]
    places = places_of(posts, url_format=url_format, directories=directories)
    assert places.keys() == set(COLLIDING)
    assert_places_are_safe(places)


def test_rows_46_to_49_addresses_do_not_depend_on_the_order_of_files() -> None:
    posts = [
        post_at(uri, permalink=permalink)
        for uri, permalink in zip(COLLIDING, ["x", "X", "", "x/"] * 7, strict=False)
    ]
    expected = assign_places(posts, url_format="{path}", use_directory_urls=True, taken=["x"])
    for seed in range(20):
        shuffled = random.Random(seed).sample(posts, len(posts))  # noqa: S311 - no secret
        assert assign_places(shuffled, url_format="{path}", use_directory_urls=True, taken=["x"]) == expected


def test_rows_46_to_49_a_collection_does_not_depend_on_the_order_of_files(tmp_path: Path) -> None:
    names = ["a.md", "A.md", "a/index.md", "b.md", "bad.md"]
    for name in names:
        write(tmp_path, name, "" if name == "bad.md" else None)
    expected = collect_names(tmp_path, names)
    assert collect_names(tmp_path, reversed(names)) == expected


@pytest.mark.parametrize("directories", [True, False])
@pytest.mark.parametrize(
    "name", ["index", "404", "tags", "assets", "search", "sitemap.xml", "INDEX", "Search", "Assets"]
)
def test_row_49_names_that_the_site_needs_get_a_suffix(name: str, directories: bool) -> None:
    for post in (
        post_at(f"{name}.md"),
        post_at("posts/a.md", permalink=name),
        post_at("a.md", permalink=f"/{name}/"),
    ):
        (place,) = places_of([post], directories=directories).values()
        path = place.dest_uri.removesuffix(".html").removesuffix("/index")
        assert path.lower() not in FIXED_NAMES | PAGE_NAMES
        assert path.lower().startswith(name.lower())


@pytest.mark.parametrize("permalink", ["search/search_index.json", "assets/javascripts", "sitemap.xml/a"])
def test_row_49_a_post_takes_no_folder_that_the_site_needs(permalink: str) -> None:
    (place,) = places_of([post_at("posts/a.md", permalink=permalink)]).values()
    site = ["search/search_index.json", "sitemap.xml", "assets/javascripts/bundle.js"]
    needed = {*site, *(parent for file in site for parent in iter_parents(file))}
    folder = posixpath.dirname(place.dest_uri)
    assert folder not in needed
    assert not any(folder.startswith(f"{file}/") for file in site)


@pytest.mark.parametrize(
    "name",
    [
        "CON",
        "nul.txt",
        "aux",
        "COM1",
        "LPT¹",
        "prn.a.b",
        "con.😀",
        "a.",
        "a ",
        " a",
        ".a",
        "a. .",
        "CON ",
        "NUL.",
    ],
)
def test_row_50_names_that_windows_reserves_are_changed(name: str) -> None:
    posts = [
        post_at(f"posts/{name}.md", title=name, category=name),
        post_at(f"{name}/x.md", title=name, category=name),
    ]
    for url_format in ("{path}", "{title}", "{category}/{name}"):
        assert_places_are_safe(places_of(posts, url_format=url_format))


@pytest.mark.parametrize("letter", ["字", "a", "é", "👨‍👩‍👧x", "𠀀"])
def test_row_51_long_names_are_cut_on_a_character_and_stay_apart(letter: str) -> None:
    names = [
        letter * 86,
        letter * 86 + "b",
        letter * 300,
        f"{letter * 90}/{letter * 90}/{letter * 90}/{letter * 90}",
    ]
    places = places_of([post_at(f"{name}.md") for name in names])
    assert len(places) == len(names)
    assert_places_are_safe(places)
    assert not any("\ufffd" in place.dest_uri for place in places.values())


def test_row_51_deep_folders_that_differ_only_at_the_end_stay_apart() -> None:
    posts = [post_at("/".join(["folder"] * 100 + [name]) + ".md") for name in ("a", "b")]
    assert_places_are_safe(places_of(posts))


@pytest.mark.parametrize("character", list("?#%:*\"<>|&+\n\t'`{}[]^~!@$,;=\\"))
def test_row_52_characters_with_a_meaning_resolve_in_a_browser(character: str) -> None:
    posts = [
        post_at(f"posts/a{character}b.md"),
        post_at(f"posts/{character}.md"),
        post_at(f"{character}/x.md"),
    ]
    posts.append(post_at("posts/y.md", title=f"a{character}b"))
    for url_format in ("{path}", "{title}"):
        assert_places_are_safe(places_of(posts, url_format=url_format))


def test_row_52_percent_signs_are_not_decoded_in_file_names() -> None:
    places = places_of([post_at("posts/a%2e%2e%2fb.md"), post_at("posts/a%41.md"), post_at("posts/aA.md")])
    assert_places_are_safe(places)
    assert places["posts/aA.md"].url == "posts/aA/"


def link_of(entry: Entry) -> tuple[Tag | None, str]:
    tree = parse(entry.body.html)
    link = tree.find("a")
    return (link if isinstance(link, Tag) else None), tree.get_text().strip()


def test_row_53_a_link_to_a_post_leads_to_its_page(tmp_path: Path) -> None:
    text = "---\ntitle: T\n---\n<p><a href='b%20c.md#top'>there</a></p>\n"
    found, _ = collect_files(tmp_path, {"posts/a.md": text, "posts/b c.md": "<p>b</p><h2>top</h2>"})
    here, there = found.archive.entries
    link, _ = link_of(here)
    assert link is not None
    assert urljoin(f"/{here.url}", str(link["href"])) == f"/{there.url}#zh-top"


@pytest.mark.parametrize("target", ["gone.md", "empty.md", "hidden.md"])
def test_row_53_a_link_to_no_page_does_not_lead_into_the_site(tmp_path: Path, target: str) -> None:
    found, _ = collect_files(tmp_path, files_with_link(target))
    link, text = link_of(next(entry for entry in found.archive.entries if entry.uri == "a.md"))
    assert text == "there"
    assert link is None or str(link["href"]).startswith("https://")


@pytest.mark.parametrize("target", ["gone.md", "empty.md", "hidden.md"])
def test_row_53_a_link_to_no_page_is_reported(tmp_path: Path, target: str) -> None:
    _, problems = collect_files(tmp_path, files_with_link(target))
    assert [problem.uri for problem in problems if target in problem.message and not problem.set_aside] == [
        "a.md"
    ]


def files_with_link(target: str) -> dict[str, str]:
    text = f"---\ntitle: T\n---\n<p><a href='{target}'>there</a></p>\n"
    return {"a.md": text, "empty.md": "", "hidden.md": "---\ntitle: H\npublished: false\n---\n<p>b</p>\n"}


# Bodies


UNBALANCED = [
    "</article></div></body></html>", "</div></div></div></div></div></div></div></div>", "<!--", "<!-- x",
    "<plaintext>", "<textarea>", "<title>", "<table>", "<table><tr><td>", "<select>", "<select><option>",
    "<style>", "<script>", "<xmp>", "<noscript>", "<iframe>", "<template>", "<svg>", "<math>", "<a href='x",
    '<div title="', "<p><b><i>", "<ul><li>", "<pre><code>", "<![CDATA[", "<?php", "</p></section>",
    "<frameset>", "<form><button>",
]  # fmt: skip
# In a browser, too, these take what follows.
SWALLOWING = ["<style>", "<script>", "<svg>", "<a href='x", '<div title="', "<!--", "<!-- x", "<template>"]


@pytest.mark.parametrize("tail", UNBALANCED)
def test_row_65_nothing_outside_the_post_changes(tail: str) -> None:
    html = render(f"<p>body</p>{tail}").html
    page = parse(
        f"<article id=post><div id=body>{html}</div></article><footer id=foot><b id=last>end</b></footer>"
    )
    for child, parent in (("body", "post"), ("foot", None), ("last", "foot")):
        found = page.find(id=child)
        assert isinstance(found, Tag)
        assert found.parent is not None
        assert found.parent.get("id") == parent
    article = page.find(id="post")
    assert isinstance(article, Tag)
    assert "body" in article.get_text()
    assert "end" not in article.get_text()


@pytest.mark.parametrize("head", [head for head in UNBALANCED if head not in SWALLOWING])
def test_row_65_text_after_a_broken_tag_is_not_lost(head: str) -> None:
    assert "words" in text_of(render(f"<p>a</p>{head}<p>words</p>").html)


@pytest.mark.parametrize(
    "text",
    [
        '<![><img src="]>after',
        '<p>a</p><![><img src="]><p>after</p>',
        "<![",
        "<!",
        "</",
        "<!DOCTYPE",
        "<!>after",
    ],
)
def test_row_66_broken_declarations_are_parsed(text: str) -> None:
    body = render(text)
    assert "after" not in text or "after" in body.text
    assert not parse(body.html).find("img")


def test_row_67_control_characters_of_a_body_are_cleaned(tmp_path: Path) -> None:
    entry, problems = collect_one(
        tmp_path, "---\ntitle: T\n---\n<p>a\x00b\x01c\x1bd\x7fe\u009ff\tg</p>\n<pre>h\x08i</pre>\n"
    )
    assert not [
        c for c in entry.body.html + entry.body.text if unicodedata.category(c) == "Cc" and c not in "\t\n"
    ]
    assert entry.body.text == "abcdef g hi"
    assert [problem.rule for problem in problems] == ["controls"]


@pytest.mark.parametrize(
    "text",
    [
        "<p>a\x00b</p>",
        "<p>a&#0;b&#1;c&#x1b;d</p>",
        "<a href='https://a.example/\x01b'>x</a>",
        "<p\x0bclass=a>x</p>",
    ],
)
def test_row_67_control_characters_never_raise(text: str) -> None:
    body = render(text)
    assert body.text
    assert "\x00" not in body.html


TEMPLATES = [
    "{{ config }}", "{% include 'secret.txt' %}", "{# comment #}", "{{ 7*7 }}",
    "{{''.__class__.__mro__[1].__subclasses__()}}", "${7*7}", "#{7*7}", "*{7*7}", "<%= 7*7 %>", "{{=7*7}}",
    "{php}echo 1;{/php}", "@(7*7)", "[[${7*7}]]", "{{request.application.__globals__}}",
    "{%raw%}x{%endraw%}", "{{{x}}}", "[% x %]", "%{7*7}", "~[x]",
]  # fmt: skip
MARKDOWN = [
    '--8<-- "secret.txt"', "[x](javascript:1)", "{: onclick=alert(1) }", "x[^1]", "*[HTML]: abbr",
    "**bold** _em_ `code`", "# no heading", "| a | b |", "$x$ \\(y\\)", "!!! note", "[TOC]",
    "==mark== ~~del~~ ^^ins^^", ":smile:", "    indented", "[x]: https://a.example",
]  # fmt: skip


@pytest.mark.parametrize("text", TEMPLATES + MARKDOWN)
def test_rows_68_69_templates_and_markdown_are_literal_text(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    tree = parse(render(f"<p>before</p><p>{escaped}</p>").html)
    assert [node.name for node in tree.find_all(True)] == ["html", "head", "body", "p", "p"]
    assert tree.find_all("p")[1].get_text() == text.strip()


@pytest.mark.parametrize("text", TEMPLATES)
def test_row_68_templates_in_a_title_are_literal_text(tmp_path: Path, text: str) -> None:
    quoted = text.replace("'", "''")
    entry, problems = collect_one(tmp_path, f"---\ntitle: '{quoted}'\n---\n<p>a</p>\n")
    assert (entry.title, problems) == (text, ())


@pytest.mark.parametrize("text", MARKDOWN)
def test_row_69_a_snippet_in_a_markdown_post_reads_no_file(tmp_path: Path, text: str) -> None:
    write(tmp_path, "secret.txt", "SECRET")
    entry, _ = collect_one(tmp_path, f"---\ntitle: T\n---\n# Head\n\n{text}\n")
    tree = parse(entry.body.html)
    assert "SECRET" not in tree.get_text()
    assert not [
        link for link in tree.find_all("a") if not str(link["href"]).startswith(("https://", "#fn", "#zh-"))
    ]
    assert not [name for node in tree.find_all(True) for name in node.attrs if name.startswith("on")]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("&amp;lt;script&amp;gt;", "&lt;script&gt;"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("&amp;amp;lt;b&amp;amp;gt;", "&amp;lt;b&amp;gt;"),
        ("&#123;&#123; x &#125;&#125;", "{{ x }}"),
        ("&amp;#123;", "&#123;"),
        ("&#38;lt;b&#38;gt;", "&lt;b&gt;"),
        ("a &amp;amp; b", "a &amp; b"),
    ],
)
@pytest.mark.parametrize(
    "wrapper", ["<p>{}</p>", "<p><code>{}</code></p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "{}<br>x"]
)
def test_row_70_entities_are_decoded_exactly_once(source: str, shown: str, wrapper: str) -> None:
    # An escaped `<` elsewhere marks the body as one that was not decoded once too often.
    body = render("<p>1 &lt; 2</p>" + wrapper.format(source))
    tree = parse(body.html)
    assert not tree.find(["script", "b"])
    assert shown in tree.get_text()
    assert shown in body.text


@pytest.mark.parametrize("source", ["&amp;lt;script&amp;gt;", "&lt;img src=x onerror=alert(1)&gt;"])
def test_row_70_the_same_in_a_body_of_plain_text(source: str) -> None:
    body, _ = render_body(text=source, format="markdown")
    assert parse(body.html).get_text() == html.unescape(source)
    assert not parse(body.html).find(["script", "img"])


@pytest.mark.parametrize("text", ["[" * 3_000, "![](./" * 1_000, "<b>" * 1_000, "`" * 3_000, "*" * 3_000])
def test_row_74_runs_of_one_mark_stay_text(tmp_path: Path, text: str) -> None:
    entry, _ = collect_one(tmp_path, f"---\ntitle: T\n---\nbegin {text} end\n")
    assert entry.body.text.endswith("end")
    assert entry.body.text.count("[") == text.count("[")


# The account


def write_mixed_folder(root: Path) -> dict[str, str]:
    """Write every kind of file and return what becomes of each."""
    copy = POST.format(title="Copy", body="same")
    fates: dict[str, tuple[str, str | bytes | None]] = {
        "posts/good.md": ("page", None),
        "posts/Good.md": ("page", None),
        "posts/good/index.md": ("page", None),
        "posts/gbk.md": ("page", POST.format(title="天", body="文").encode("gbk")),
        "posts/broken.md": ("page", "---\ntitle: 'it's'\ndate: 明天\n---\n<p>a</p>"),
        "posts/none.md": ("page", "no front matter"),
        "posts/copy-1.md": ("page", copy),
        "posts/copy-2.md": ("page", copy),
        "posts/title-only.md": ("page", "---\ntitle: T\n---\n"),
        "posts/hidden.md": ("hidden", "---\ntitle: T\npublished: false\n---\n<p>a</p>"),
        "posts/empty.md": ("aside", ""),
        "posts/blank.md": ("aside", " \n\n"),
        "posts/nothing.md": ("aside", "---\n---\n"),
        "posts/huge.md": ("aside", "x" * 20_001),
    }
    for name, (_, text) in fates.items():
        write(root, name, text)
    write(root.parent, "outside.md")
    (root / "posts/link.md").symlink_to(root.parent / "outside.md")
    os.mkfifo(root / "posts/pipe.md")
    (root / "posts/folder.md").mkdir()
    special = dict.fromkeys(["posts/link.md", "posts/pipe.md", "posts/folder.md", "posts/gone.md"], "aside")
    return {name: fate for name, (fate, _) in fates.items()} | special


def test_posts_in_are_pages_out_and_set_aside(tmp_path: Path) -> None:
    fates = write_mixed_folder(tmp_path / "docs")
    found, problems = collect_names(tmp_path / "docs", fates, max_size=20_000)
    count = Counter(fates.values())
    assert found.found == len(fates) == len(found.archive.entries) + found.set_aside + found.hidden
    assert (found.set_aside, found.hidden) == (count["aside"], count["hidden"])
    assert {entry.uri for entry in found.archive.entries} == {
        name for name, fate in fates.items() if fate == "page"
    }
    named = [problem.uri for problem in problems if problem.set_aside]
    assert sorted(named) == sorted(name for name, fate in fates.items() if fate == "aside")
    assert_places_are_safe({entry.uri: Place(entry.url, entry.dest_uri) for entry in found.archive.entries})


def test_every_problem_of_a_mixed_folder_names_its_file_and_every_warning_its_remedy(tmp_path: Path) -> None:
    fates = write_mixed_folder(tmp_path / "docs")
    _, problems = collect_names(tmp_path / "docs", fates, max_size=20_000)
    assert {problem.uri for problem in problems} <= fates.keys()
    assert [problem for problem in problems if problem.level == "warning" and not problem.hint] == []


def test_no_source_file_is_changed(tmp_path: Path) -> None:
    fates = write_mixed_folder(tmp_path / "docs")
    files = [tmp_path / "docs" / name for name, fate in fates.items() if fate in ("page", "hidden")]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in files]
    collect_names(tmp_path / "docs", fates)
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in files] == before


def test_a_problem_in_a_body_names_the_line_of_the_file(tmp_path: Path) -> None:
    text = "\ufeff\n---\ntitle: T\n---\n\n<div>\n<p>a</p>\n<p><a href='gone.md'>there</a></p>\n</div>\n"
    _, problems = collect_files(tmp_path, {"a.md": text})
    assert [(problem.rule, problem.line) for problem in problems] == [("link.internal", 8)]
