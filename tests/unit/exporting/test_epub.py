"""Books: what the standard's checker says, what is in them, and that nothing is lost on the way."""

import html
import json
import os
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo

import feedparser
import pytest
from bs4 import BeautifulSoup
from conservation import read_source, tokens, visible_text
from epub import CLEAN, XHTML, EpubFile, check_epub, text_of
from generate import write_posts
from lxml import etree
from project import ROOT, build_project, post, write_project

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.cli.source_files import find_sources
from mkdocs_zhihu.collect import collect
from mkdocs_zhihu.collect_settings import Settings
from mkdocs_zhihu.exporting.epub.book_images import read_image
from mkdocs_zhihu.exporting.epub.book_links import encode_url
from mkdocs_zhihu.exporting.svg import clean_svg
from mkdocs_zhihu.model import Entry

pytestmark = pytest.mark.unit

PICTURES = ROOT / "example_site" / "docs" / "img"
FORMULAS = [
    line.split("\t")
    for line in (ROOT / "tests" / "data" / "formulas.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
NOTE = '<sup data-text="注" data-url="https://a.org/中 文?[x]" data-draft-type="reference" data-numero="1">[1]</sup>'
ODD = '<a href="x"> & ]]> \u202eabc\u202c 🎈 "'
FILES: dict[str, str] = {
    "甲/一.md": post("第一篇", f'<h2>小节</h2><p>正文{NOTE}，见<a href="./二.md#小节">第二篇</a>与<a href="#小节">上面</a></p>', categories=["甲", "乙"], date="2021-01-02 10:00:00"),
    "甲/二.md": post("第二篇", '<h2>小节</h2><p><img src="lake.webp" alt="湖"></p><p><img src="没有.png" alt="丢了"></p>'
                     '<figure><img src="https://pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef_r.jpg"></figure>', categories=[["甲", "乙"], ["丙"]], date="2021-01-01 10:00:00"),
    "甲/深.md": post("很深", "<p>深</p>", categories=["一", "二", "三", "四", "五"], date="2020-01-01 10:00:00"),
    "甲/无.md": post("没有分类", "<p>散</p><p><img src='drawing.svg' alt='画'></p>", categories=None, date=None),
    "甲/怪.md": post(ODD, "<div><li>项</li><td>格</td></div><p>行<div>块</div></p><ul><ul><li>x</li></ul></ul><table><tr><td colspan=0>1<td rowspan=-2>2</table>"
                     "<b><p>粗段</p></b><h1>大</h1><a href='https://[bad/'>坏链</a><a href='http://例子.中国/路 径'>中文域名</a>\x07\ufffe", categories=["甲"]),
    "甲/空.md": post("空的", "<p></p>", categories=["丙"]),
    "数学.md": post("公式", "".join(
        f'<p>{number} <img src="https://www.zhihu.com/equation?tex={quote(tex)}" alt="{html.escape(tex)}" eeimg="{2 if mode == "d" else 1}"> 完</p>'
        for number, (mode, tex, *_) in enumerate(FORMULAS)), categories=["数学"]),
}  # fmt: skip
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9" onload="x()">
<script>alert(1)</script><image xlink:href="https://a.org/x.png"/><defs><path id="p" d="M0 0L9 9"/></defs>
<a xlink:href="https://a.org"><use xlink:href="#p" fill="url(https://a.org/x)"/></a></svg>"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("posts")
    for name, text in FILES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    shutil.copy(PICTURES / "lake.webp", root / "甲")
    (root / "甲" / "drawing.svg").write_text(DRAWING)
    return root


@pytest.fixture(scope="module")
def make(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., list[EpubFile]]:
    def make_books(*arguments: str, of: Path = folder) -> list[EpubFile]:
        to = tmp_path_factory.mktemp("books")
        assert run(["epub", *([] if "-f" in arguments else [str(of)]), "--to", str(to), *arguments]) == 0
        return [EpubFile(path) for path in sorted(to.iterdir())]

    return make_books


@pytest.fixture(scope="module")
def book(make: Callable[..., list[EpubFile]]) -> EpubFile:
    (one,) = make()
    return one


def find(book: EpubFile, title: str) -> tuple[str, etree._Element]:
    return next(
        (href, page)
        for href, page in book.chapters().items()
        if text_of(page.find(f".//{XHTML}title")) == title
    )


@pytest.mark.slow
def test_the_standards_checker_finds_nothing(book: EpubFile) -> None:
    assert check_epub(book.path) == CLEAN


def test_every_post_stands_once_and_in_the_order_of_reading(book: EpubFile) -> None:
    titles = [text_of(page.find(f".//{XHTML}h1")) for page in book.chapters().values()]
    assert len(titles) == len(FILES)
    assert len(set(titles)) == len(FILES)
    assert titles.index("第二篇") < titles.index("第一篇")  # forward in time
    assert [href for _, _, href in book.contents()] == [href for href in book.spine() if "/" in href][1:]


def test_a_book_begins_as_the_standard_says_and_has_ascii_names(book: EpubFile) -> None:
    assert book.path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    assert all(name.isascii() for name in book.names)
    assert len(set(book.names)) == len(book.names)


def test_the_same_posts_give_the_same_bytes(make: Callable[..., list[EpubFile]], book: EpubFile) -> None:
    assert make()[0].path.read_bytes() == book.path.read_bytes()


def test_no_link_of_a_book_is_broken_and_no_picture_remote(book: EpubFile) -> None:
    assert list(book.find_broken_links()) == []


def test_links_between_posts_stay_in_the_book(book: EpubFile) -> None:
    second, _ = find(book, "第二篇")
    _, page = find(book, "第一篇")
    hrefs = {text_of(a): a.get("href") for a in page.iter(f"{XHTML}a")}
    assert hrefs["第二篇"].startswith(second.rpartition("/")[2])
    assert hrefs["上面"].startswith("#")


def test_a_note_opens_in_place_and_leads_back(book: EpubFile) -> None:
    _, page = find(book, "第一篇")
    (note,) = page.iter(f"{XHTML}aside")
    (mark,) = (a for a in page.iter(f"{XHTML}a") if a.get("role") == "doc-noteref")
    (back,) = (a for a in note.iter(f"{XHTML}a") if a.get("role") == "doc-backlink")
    assert mark.get("href") == f"#{note.get('id')}"
    assert back.get("href") == f"#{mark.getparent().get('id')}"
    assert note.get("{http://www.idpf.org/2007/ops}type") == "footnote"
    assert text_of(note).startswith("1. 注")


def test_kept_pictures_are_in_the_book_and_others_leave_words(book: EpubFile) -> None:
    _, page = find(book, "第二篇")
    images = [(img.get("alt"), img.get("src")) for img in page.iter(f"{XHTML}img")]
    assert [alt for alt, _ in images] == ["湖"]
    assert book.files[f"OEBPS/{images[0][1].removeprefix('../')}"] == (PICTURES / "lake.webp").read_bytes()
    missing = [tag for tag in page.iter(f"{XHTML}span") if tag.get("class") == "missing"]
    assert [text_of(tag) for tag in missing] == ["［图片］"]
    assert missing[0][0].get("href").startswith("https://pic1.zhimg.com/")


def test_a_post_of_two_categories_is_linked_from_the_second(book: EpubFile) -> None:
    second, _ = find(book, "第二篇")
    href = next(href for _, title, href in book.contents() if title == "丙")
    assert [a.get("href") for a in book.document(href).iter(f"{XHTML}a")] == [f"../{second}"]


def test_the_contents_have_four_levels_at_most(book: EpubFile) -> None:
    assert max(depth for depth, _, _ in book.contents()) == 4
    assert "三 / 四 / 五" in [title for _, title, _ in book.contents()]


def test_titles_are_text_everywhere(book: EpubFile) -> None:
    title = " ".join(ODD.replace("\u202e", "").replace("\u202c", "").split())
    assert title in [text for _, text, _ in book.contents()]
    assert text_of(find(book, title)[1].find(f".//{XHTML}h1")) == title


def test_formulas_are_mathml_with_their_tex(book: EpubFile) -> None:
    href, page = find(book, "公式")
    drawn = [tag.get("alttext") for tag in page.iter("{http://www.w3.org/1998/Math/MathML}math")]
    assert len(drawn) > 350
    assert len(set(drawn) & {tex for _, tex, *_ in FORMULAS}) > 340  # the others are spelt anew
    item = next(tag for tag in book.package.iter() if tag.get("href") == href)
    assert item.get("properties") == "mathml"


def test_volumes_close_at_the_end_of_a_category(make: Callable[..., list[EpubFile]]) -> None:
    first, second, *_ = books = make("--max-posts", "3")
    assert sum(len(book.chapters()) for book in books) == len(FILES)
    assert max(len(book.chapters()) for book in books) <= 3
    assert first.metadata("identifier") != second.metadata("identifier")
    assert first.metadata("title")[0].endswith("（上）")
    assert all(list(book.find_broken_links()) == [] for book in books)


@pytest.mark.parametrize("by", ["category", "author", "year"])
def test_books_of_groups_hold_every_post(make: Callable[..., list[EpubFile]], by: str) -> None:
    books = make("--by", by)
    assert len({book.metadata("title")[0] for book in books}) == len(books)
    titles = {text_of(page.find(f".//{XHTML}h1")) for book in books for page in book.chapters().values()}
    assert len(titles) == len(FILES)


@pytest.mark.parametrize("by", ["category", "author", "question"])
def test_no_two_books_are_one_file(make: Callable[..., list[EpubFile]], tmp_path: Path, by: str) -> None:
    names = ["a b", "a-b", "a/b", "Python", "python", "未分类", "佚名", None]
    for number, name in enumerate(names):
        question = f"https://www.zhihu.com/question/{number // 2}/answer/{number}"
        text = post("同题", f"<p>{number}</p>", categories=name, author=name, source=question)
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    books = make("--by", by, of=tmp_path)
    assert (
        len({book.path.name.casefold() for book in books})
        == len(books)
        == (4 if by == "question" else len(names))
    )
    assert len({book.metadata("identifier")[0] for book in books}) == len(books)
    assert sum(len(book.chapters()) for book in books) == len(names)


def test_the_account_counts_a_post_in_two_books_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    for name, categories in (("a", [["甲"], ["乙"]]), ("b", ["丙"])):
        text = post(name, "<p>文</p>", categories=categories)
        (tmp_path / "posts" / f"{name}.md").write_text(text, encoding="utf-8")
    assert run(["epub", "posts", "--by", "category"]) == 0
    account = "2 posts in = 2 posts in 3 books + 0 not selected + 0 set aside + 0 unpublished"
    assert capsys.readouterr().out.splitlines()[-1] == account


def test_a_picture_of_the_owners_is_the_cover(make: Callable[..., list[EpubFile]]) -> None:
    (book,) = make("--category", "丙", "--cover", str(PICTURES / "small.png"), "--title", "小书")
    assert book.files["OEBPS/cover.png"] == (PICTURES / "small.png").read_bytes()
    assert book.metadata("title") == ["小书"]


def test_what_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["epub", str(tmp_path / "none")]) == 2
    assert "is no folder" in capsys.readouterr().err
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    assert run(["epub", "-f", str(tmp_path / "mkdocs.yml")]) == 2
    assert "add `zhihu`" in capsys.readouterr().err


def test_a_sites_book_has_its_posts_pictures_and_words(
    make: Callable[..., list[EpubFile]], tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "example_site", tmp_path / "site", ignore=shutil.ignore_patterns(".cache", "site"))
    (book,) = make("-f", str(tmp_path / "site" / "mkdocs.yml"))
    assert list(book.find_broken_links()) == []
    assert book.metadata("source") == ["https://example.org/"]
    assert len([name for name in book.names if name.startswith("OEBPS/img/")]) >= 8
    root = tmp_path / "site" / "docs"
    settings = Settings(root=str(root), zone=ZoneInfo("Asia/Shanghai"), now=datetime.now(UTC))
    entries = collect(find_sources(root)[0], settings)[0].archive.entries
    for page in book.chapters().values():
        title = text_of(page.find(f".//{XHTML}h1"))
        lost = [find_lost(entry, page) for entry in entries if entry.title == title]
        assert Counter() in lost, f"{title}: {lost}"


def test_a_site_offers_its_books(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"posts/{name}": text for name, text in FILES.items() if "数学" not in name
    }
    picture = (PICTURES / "small.png").read_bytes()
    body = f"![图](data:image/png;base64,{b64encode(picture).decode()})\n"
    files["posts/图.md"] = f"---\ntitle: 图\ncategories: 图\n---\n{body}"
    site = build_project(
        tmp_path,
        files,
        site_url="https://e.org/s/",
        plugins=["search", {"zhihu": {"epub": {"by": "category"}}}],
    )
    books = [EpubFile(path) for path in sorted((site.site / "books").glob("*.epub"))]
    assert sum(len(book.chapters()) for book in books) == len(files) + 1  # one is in two categories
    assert any(picture in book.files.values() for book in books), "it stands in the post itself"
    (link,) = site.page("categories/甲").select(".zh-books a")
    assert (site.site / "categories" / "甲" / unquote(str(link["href"]))).resolve() in [
        book.path for book in books
    ]
    assert site.page("categories/甲/乙").select(".zh-books") == []
    catalogue = feedparser.parse((site.site / "books" / "opds.xml").read_bytes())
    assert not catalogue.bozo
    found = {entry.id: entry.links[0].href for entry in catalogue.entries}
    assert found.keys() == {book.metadata("identifier")[0] for book in books}
    assert {unquote(href.rpartition("/")[2]) for href in found.values()} == {book.path.name for book in books}


def test_hidden_and_unfiled_posts_have_books_of_their_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/a.md": post("一", categories=["密"]), "posts/b.md": post("二", categories=["甲"]), "posts/c.md": post("三", categories=None),
    }  # fmt: skip
    options = {"epub": "category", "categories": {"hide": ["密"]}}
    site = build_project(tmp_path, files, plugins=[{"zhihu": options}])
    books = {path.stem: EpubFile(path) for path in (site.site / "books").glob("*.epub")}
    assert {name: len(book.chapters()) for name, book in books.items()} == {"密": 1, "甲": 1, "未分类": 1}
    (link,) = site.page("categories/uncategorised").select(".zh-books a")
    assert unquote(str(link["href"])).endswith("/未分类.epub")


def test_a_book_of_all_posts_is_linked_from_the_newest_ones_beside_a_home_page(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"index.md": "# 我\n", "posts/a.md": post()}
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"epub": "all"}}])
    assert len(site.page("newest").select(".zh-books a")) == 1


def test_no_post_takes_the_place_of_a_book(tmp_path: Path) -> None:
    places = ("books/甲.epub", "BOOKS/甲.EPUB/x", "books/opds.xml", "books/opds.xml/x")
    files: dict[str, str | bytes] = {
        f"posts/{number}.md": post(categories=["甲"], permalink=place) for number, place in enumerate(places)
    }
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"epub": "category"}}])
    (book,) = (path for path in (site.site / "books").glob("*.epub") if path.is_file())
    assert len(EpubFile(book).chapters()) == len(places)
    assert len(feedparser.parse((site.site / "books" / "opds.xml").read_bytes()).entries) == 1
    assert len(site.post_pages()) == len(places)


def find_lost(entry: Entry, page: etree._Element) -> Counter[str]:
    """Return the words of a post's body that are not in its chapter."""
    tree = BeautifulSoup(etree.tostring(page, encoding="unicode"), "lxml-xml")
    for tag in tree.select("header, footer, .zh-math"):
        tag.extract()
    return read_source(entry.post.text, entry.title)[0] - tokens(visible_text(tree))


def test_addresses_are_written_as_urls() -> None:
    assert (
        encode_url("http://例子.中国/路 径?[a]#b#c")
        == "http://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF%20%E5%BE%84?%5Ba%5D#b%23c"
    )
    assert encode_url("https://a.org/%zz%20") == "https://a.org/%25zz%20"
    assert [encode_url(url) for url in ("https://[bad/", "https://", "https://a b/", "")] == ["", "", "", ""]


def test_drawings_only_draw() -> None:
    drawn = clean_svg(DRAWING.encode()).decode()
    assert not any(part in drawn for part in ("script", "onload", "a.org", "image"))
    assert 'href="#p"' in drawn
    assert clean_svg(b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>') == b""
    assert clean_svg(b"<svg") == b""


def test_files_that_are_no_pictures_are_left_out() -> None:
    assert read_image(b"<html>") == (None, b"")
    assert read_image(b"\xff\xd8\xff broken")[0] is None
    assert json.dumps(read_image((PICTURES / "small.png").read_bytes())[0].media_type) == '"image/png"'  # type: ignore[union-attr]


@pytest.mark.slow
def test_the_checker_finds_nothing_in_a_book_of_many_posts(
    make: Callable[..., list[EpubFile]], tmp_path: Path
) -> None:
    count = 1_000 if os.environ.get("ALL_PAGES") else 250
    write_posts(count, tmp_path / "posts")
    volumes = make("--max-posts", "1000", of=tmp_path / "posts")
    assert sum(len(book.chapters()) for book in volumes) == count
    assert [check_epub(book.path) for book in volumes] == [CLEAN] * len(volumes)


def test_a_book_of_a_site_holds_files_with_one_place(
    make: Callable[..., list[EpubFile]], tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {"posts/s/README.md": post("甲文"), "posts/s/index.md": post("乙文")}
    (book,) = make("-f", str(write_project(tmp_path / "site", files)))
    titles = {text_of(page.find(f".//{XHTML}h1")) for page in book.chapters().values()}
    assert titles == {"甲文", "乙文"}
