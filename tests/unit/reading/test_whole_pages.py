"""Whole pages of browsers: known as such in linear time, and set aside only where they are Zhihu's own."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mkdocs_zhihu.cli.source_files import find_sources
from mkdocs_zhihu.importing.trees.detect import detect_source_kind
from mkdocs_zhihu.reading.documents import is_document
from mkdocs_zhihu.reading.mhtml import MAX_INLINED, read_text
from mkdocs_zhihu.reading.post import read_post
from mkdocs_zhihu.reading.unsupported import find_unsupported

pytestmark = pytest.mark.unit

GONE = "此内容已被删除"


@pytest.mark.parametrize("comment", ["<!---->", "<!-- a -->\n", "<!--a-b--c-->", "<!-->"])
def test_a_body_of_many_comments_is_read_in_linear_time(comment: str) -> None:
    """A pattern that tries every way to part comments would not end."""
    assert not is_document(comment * 20_000 + "x")
    assert is_document(comment.replace("<!-->", "<!-- -->") * 20_000 + "<html >")
    detect_source_kind(f"<?xml version='1.0'?>{comment * 200}x".encode())


def test_a_page_that_only_speaks_of_a_deleted_post_is_none_of_zhihus() -> None:
    text = f"<p>有人说“{GONE}”。</p>" + "<p>正文写了很多。</p>" * 50
    assert find_unsupported("", f"<!doctype html><html><title>别处</title><body>{text}</body></html>") is None
    found = find_unsupported("", f"<!doctype html><html><title>提示 - 知乎</title><body>{text}</body></html>")
    assert found is not None
    assert GONE in found[1]


@pytest.mark.parametrize(
    ("name", "site", "is_published"),
    [
        ("draft_a-0f.html", "Medium", False),
        ("2020-05-06_a-0f.html", "Medium", True),
        ("draft_a-0f.html", "Else", True),
    ],
)
def test_a_draft_of_mediums_export_is_not_published(name: str, site: str, *, is_published: bool) -> None:
    page = f'<!DOCTYPE html><html><title>题</title><p>甲</p><footer>Exported from <a href="https://medium.com">{site}</a></footer></html>'
    zone = ZoneInfo("Asia/Shanghai")
    post, problems = read_post(
        data=page.encode(), uri=f"posts/{name}", zone=zone, now=datetime(2026, 1, 1, tzinfo=zone)
    )
    assert post is not None
    assert post.published is is_published
    assert [problem.rule for problem in problems] == [] if is_published else ["draft"]


def build_mhtml(html: str, picture: bytes = b"GIF89a", charset: str = "utf-8") -> bytes:
    parts = (
        f"Content-Type: text/html; charset={charset}\nContent-Location: https://a.example/\n\n{html}",
        f"Content-Type: image/gif\nContent-ID: <x>\n\n{picture.decode()}",
    )
    body = "\n--b\n".join(("", *parts))
    return f'From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n{body}\n--b--\n'.encode()


@pytest.mark.parametrize("charset", ["undefined", "no-such-charset", "utf-8"])
def test_an_odd_charset_or_address_in_a_page_is_no_mistake(charset: str) -> None:
    text, _ = read_text(
        build_mhtml('<html><img src="http://[x/1.png"><p>a</p></html>', charset=charset), "a.mht"
    )
    assert "<p>a</p>" in text


def test_a_picture_that_a_page_shows_very_often_is_not_put_into_it_each_time() -> None:
    text, _ = read_text(build_mhtml('<img src="cid:x">' * 500, b"GIF89a" + b"a" * 400_000), "a.mht")
    assert MAX_INLINED / 2 < len(text) < MAX_INLINED * 1.1
    assert text.count('"cid:x"') > 300


def test_folders_that_are_links_are_looked_into_once_and_hidden_ones_never(tmp_path: Path) -> None:
    for name in ("posts/a.md", "posts/.trash/b.md", "other/c.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf-8")
    (tmp_path / "posts" / "linked").symlink_to(tmp_path / "other")
    (tmp_path / "posts" / "again").symlink_to(tmp_path / "posts")
    assert [source.uri for source in find_sources(tmp_path / "posts")[0]] == ["a.md", "linked/c.md"]


@pytest.mark.parametrize(
    ("label", "codec", "word"),
    [
        ("big5", "big5hkscs", "嘅嗰啲"),
        ("Shift_JIS", "cp932", "①髙橋"),
        ("us-ascii", "utf-8", "中文"),
        ("x-gbk", "gb18030", "中文"),
    ],
)
def test_a_saved_page_in_an_encoding_of_east_asia_is_read_as_programs_write_it(
    label: str, codec: str, word: str
) -> None:
    page = build_mhtml("<p>WORD</p>", charset=label).replace(b"WORD", word.encode(codec))
    text, problems = read_text(page, "a.mhtml")
    assert (word in text, problems) == (True, ())


@pytest.mark.parametrize(
    "note",
    [
        "title: MHTML 格式\n---\n第一段。\n\nContent-Type: multipart/related 是它的类型。",
        "title: MHTML\n---\nContent-Type: multipart/related; 是",
        "title: MHTML\n---\nContent-Type: multipart/related; boundary=a 是",
        "title: MHTML\nContent-Type: multipart/related; 是\n---\n字",
    ],
)
def test_a_note_that_speaks_of_mhtml_is_no_saved_page(note: str) -> None:
    assert read_text(note.encode(), "a.md")[0] == note
