"""Feeds, read by a feed reader and held against the schema of their format."""

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin
from xml.etree import ElementTree as ET

import feedparser
import jsonschema
import pytest
import rfc3986_validator
from bs4 import BeautifulSoup
from project import ROOT, Built, build_project, copy_real_posts, post, run_mkdocs, write_project
from visit import full_length

from mkdocs_zhihu.body.plain_text import NO_XML
from mkdocs_zhihu.body.sanitize import ATTRIBUTES
from mkdocs_zhihu.feeds.absolute import make_absolute
from mkdocs_zhihu.feeds.feed import FeedSettings, build_feed
from mkdocs_zhihu.model import Body, Entry, Post

pytestmark = pytest.mark.site

DATA = ROOT / "tests" / "data"
ODD = json.loads((DATA / "odd_strings.json").read_text(encoding="utf-8"))
FORMATS = jsonschema.FormatChecker()
ADDRESSES = set(
    "action archive background cite classid codebase data formaction href icon imagesrcset longdesc manifest ping poster"
    " profile src srcdoc srcset style usemap xlink:href".split()
)
"""Attributes that may hold an address."""
NO_LETTERS = {"Cc", "Cn", "Co", "Cs"}
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((DATA / "json_feed_1.1.schema.json").read_text(encoding="utf-8")), format_checker=FORMATS
)
SITE = "https://example.org/存档/"
PICTURE = '<figure><img src="../../img/山.png"></figure>'
FILES: dict[str, str | bytes] = {
    "posts/甲/一.md": post(
        "一",
        f'{PICTURE}<p>看 href="./x"：<a href="二.md">二</a><sup data-text="注" data-numero="1">[1]</sup></p>',
    ),
    "posts/甲/二.md": post("二", date="2022-01-02 00:00:00", updated="2022-02-03 00:00:00", tags=["标签"]),
    "posts/三.md": post("三", date=None, categories=["甲"], link="https://zhuanlan.zhihu.com/p/1"),
    "img/山.png": b"x",
}


@FORMATS.checks("iri")
def is_iri(text: object) -> bool:
    """Return whether this is an address by RFC 3987, 3.1: a URI once its letters are written as bytes."""
    if not isinstance(text, str):
        return True
    uri = "".join(letter if letter.isascii() else quote(letter) for letter in text)
    letters = all(letter.isascii() or unicodedata.category(letter) not in NO_LETTERS for letter in text)
    return letters and bool(rfc3986_validator.validate_rfc3986(uri, rule="URI"))


def build(folder: Path, files: dict[str, str | bytes] = FILES, **options: Any) -> Built:
    plugins = ["search", {"zhihu": {"feeds": options}}]
    return build_project(folder, files, site_url=SITE, plugins=plugins)


def read_atom(site: Built, uri: str) -> Any:
    feed = feedparser.parse((site.site / uri).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def read_json(site: Built, uri: str) -> Any:
    feed = json.loads((site.site / uri).read_bytes())
    SCHEMA.validate(feed)
    return feed


def find_feeds(site: Built) -> list[str]:
    return sorted(path.relative_to(site.site).as_posix() for path in site.site.rglob("feed*"))


def squeeze(text: str) -> str:
    return " ".join(NO_XML.sub("", text).split())


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("full"), content="full")


def test_the_site_and_every_category_have_feeds_in_both_formats(full: Built) -> None:
    names = {"feed": "", "feed-甲": "categories/甲/", "feed-甲-乙": "categories/甲/乙/"}
    assert find_feeds(full) == sorted(f"{name}.{kind}" for name in names for kind in ("json", "xml"))
    for (name, page), titles in zip(names.items(), ("二一三", "二一三", "二一"), strict=True):
        atom, other = read_atom(full, f"{name}.xml"), read_json(full, f"{name}.json")
        assert [entry.title for entry in atom.entries] == list(titles)
        assert [item["title"] for item in other["items"]] == list(titles)
        assert unquote(atom.feed.link) == unquote(other["home_page_url"]) == SITE + page
        own = next(link.href for link in atom.feed.links if link.rel == "self")
        assert unquote(own) == f"{SITE}{name}.xml"
        assert unquote(other["feed_url"]) == f"{SITE}{name}.json"


def test_a_reader_finds_the_feeds_from_home_and_from_a_category(full: Built) -> None:
    for name, stems in {
        "": ["feed"],
        "categories/甲/乙/": ["feed-甲-乙", "feed"],
        "posts/甲/一/": [],
        "archive/": [],
    }.items():
        links = full.page(name).select("head link[rel=alternate]")
        found = [unquote(urljoin(SITE + name, str(link["href"]))).removeprefix(SITE) for link in links]
        assert found == [f"{stem}.{kind}" for stem in stems for kind in ("xml", "json")]
        assert [link["type"] for link in links] == ["application/atom+xml", "application/feed+json"] * len(
            stems
        )


@pytest.mark.parametrize("config", [{}, {"use_directory_urls": False}], ids=str)
def test_a_home_page_of_the_users_leads_to_the_feeds_too(tmp_path: Path, config: Any) -> None:
    files = FILES | {"index.md": "# 我的首页\n", "about.md": "# 关于\n"}
    site = build_project(tmp_path, files, site_url=SITE, site_name='甲 & "乙"', **config)
    links = site.page("index.html").select("head link[rel=alternate]")
    assert [(link["href"], link["title"]) for link in links] == [
        ("feed.xml", '甲 & "乙"'),
        ("feed.json", '甲 & "乙"'),
    ]
    assert not site.page("about.html" if config else "about").select("link[rel=alternate]")


def test_whole_texts_have_absolute_addresses(full: Built) -> None:
    html = read_json(full, "feed.json")["items"][1]["content_html"]
    content = BeautifulSoup(html, "html.parser")
    assert html == read_atom_content(full, 1)
    addresses = [unquote(str(tag.get("href") or tag.get("src"))) for tag in content.select("[href], [src]")]
    page = f"{SITE}posts/甲/一/"
    assert addresses[:3] == [f"{SITE}img/山.png", f"{SITE}posts/甲/二/", f"{page}#fn:1"]
    assert all(address.startswith(page) for address in addresses[3:])
    assert 'href="./x"' in content.get_text()


def read_atom_content(site: Built, number: int) -> str:
    """Return a whole text as it stands in the file: a reader's own sanitiser rewrites it."""
    root = ET.parse(site.site / "feed.xml")  # noqa: S314 - our own file
    return str(root.findall(".//{*}content")[number].text)


def test_only_tags_are_touched_on_the_way_to_absolute_addresses() -> None:
    html = '<p>a<img src="../a.png">see <code> href="./x"</code><a href="#fn:1" rel="a">1</a><a href="https://b.c/">b</a></p>'
    assert make_absolute(html, "https://e.org/b/c/") == (
        '<p>a<img src="https://e.org/b/a.png">see <code> href="./x"</code>'
        '<a href="https://e.org/b/c/#fn:1" rel="a">1</a><a href="https://b.c/">b</a></p>'
    )


def test_a_picture_in_a_feed_has_no_smaller_versions_beside_it() -> None:
    html = (
        '<p>see srcset="../a"<img src="../a.webp" srcset="../a-480.webp 480w, ../a.webp 800w" sizes="480px"'
        ' width="800"></p>'
    )
    assert make_absolute(html, "https://e.org/b/c/") == (
        '<p>see srcset="../a"<img src="https://e.org/b/a.webp" width="800"></p>'
    )


def test_a_body_has_addresses_in_those_attributes_alone() -> None:
    """Every other one is one more that a feed has to make absolute."""
    found = {name for names in ATTRIBUTES.values() for name in names} & ADDRESSES
    assert found == {"href", "src", "srcset"}


def test_dates_origin_and_tags_are_told(full: Built) -> None:
    second, _, third = read_json(full, "feed.json")["items"]
    assert (second["date_published"], second["date_modified"], second["tags"]) == (
        "2022-01-02T08:00:00+08:00",
        "2022-02-03T08:00:00+08:00",
        ["标签"],
    )
    assert third["external_url"] == "https://zhuanlan.zhihu.com/p/1"
    assert "date_published" not in third
    atom = read_atom(full, "feed.xml")
    assert atom.feed.updated == atom.entries[0].updated == "2022-02-03T08:00:00+08:00"
    assert [link.href for link in atom.entries[2].links if link.rel != "alternate"] == [third["external_url"]]


@pytest.mark.parametrize(
    ("address", "is_sound"),
    [("https://a.org/存档/?甲#b", True), ("https://a.org/a b", False), ("https://a.org/\ue000", False),
     ("https://a.org/%zz", False), ("a/b", False), ("https://a.org/<", False), ("https://a.org/[", False)],
)  # fmt: skip
def test_the_schema_tells_an_address_from_none(address: str, is_sound: bool) -> None:
    assert is_iri(address) is is_sound


def test_excerpts_hold_no_html_and_are_the_default(tmp_path: Path) -> None:
    site = build(tmp_path)
    for item in read_json(site, "feed.json")["items"]:
        assert "content_html" not in item
        assert item["content_text"]
    assert not any("content" in entry for entry in read_atom(site, "feed.xml").entries)


def test_a_feed_never_grows_beyond_its_entries(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"posts/{n}.md": post(f"第{n}篇", date=f"2021-01-{n:02} 00:00:00") for n in range(1, 31)
    }
    site = build(tmp_path, files, entries=3, formats=["json"], categories=False)
    assert find_feeds(site) == ["feed.json"]
    assert [item["title"] for item in read_json(site, "feed.json")["items"]] == ["第30篇", "第29篇", "第28篇"]
    assert len(site.page("").select("link[rel=alternate]")) == 1


class Endless(Sequence[Entry]):
    """A list of which only the first posts may be looked at."""

    def __len__(self) -> int:
        return 1_000_000

    def __getitem__(self, index: Any) -> Any:
        assert index < 20, "a feed looks at no more posts than it holds"
        post = Post(uri=f"{index}.md", title="", text="")
        return Entry(
            post.uri, post, Body("", ""), f"{index}", "", "", "unknown", f"{index}/", f"{index}/index.html"
        )


def test_a_feed_of_a_million_posts_costs_what_one_of_twenty_does() -> None:
    feed = build_feed(Endless(), FeedSettings(SITE, "存档", "zh"), title="t", url="")
    assert [item.title for item in feed.items] == [str(n) for n in range(20)]


@pytest.mark.shared("posts")
def test_feeds_of_the_real_posts_are_read(tmp_path: Path) -> None:
    copy_real_posts(tmp_path)
    site = build(tmp_path, {}, content="full")
    found = find_feeds(site)
    categories = [name for name in site.pages() if site.page(name).select(".zh-listing--category")]
    assert len(found) == 2 * (1 + len([name for name in categories if "/page/" not in name]))
    for uri in found:
        if uri.endswith(".json"):
            items = read_json(site, uri)["items"]
            assert [item["id"] for item in items] == [
                entry.id for entry in read_atom(site, uri.removesuffix("json") + "xml").entries
            ]
            for item in items:
                content = BeautifulSoup(item["content_html"], "html.parser")
                for tag in content.select("[href], [src]"):
                    assert str(tag.get("href") or tag.get("src")).startswith(("https://", "http://"))


@pytest.mark.parametrize("config", [{"formats": []}, None])
def test_without_formats_or_an_address_there_are_no_feeds(tmp_path: Path, config: Any) -> None:
    site = build(tmp_path, **config) if config else build_project(tmp_path, FILES)
    assert find_feeds(site) == []
    assert not site.page("").select("link[rel=alternate]")


@pytest.mark.parametrize("every", [12, pytest.param(1, marks=[pytest.mark.slow, full_length])])
def test_feeds_of_odd_titles_and_categories_are_read_by_every_reader(tmp_path: Path, every: int) -> None:
    odd = ODD[::every]
    assert len(odd) > 60 / every
    files: dict[str, str | bytes] = {
        f"posts/{n}.md": post(text, f"<p>{n}</p><pre><code>]]&gt;&amp;</code></pre>", categories=[text], author=text, tags=[text])
        for n, text in enumerate(odd)
    }  # fmt: skip
    site = build(tmp_path, files, content="full", entries=len(odd))
    atom, other = read_atom(site, "feed.xml"), read_json(site, "feed.json")
    assert len(atom.entries) == len(other["items"]) == len(odd)
    for entry, item in zip(atom.entries, other["items"], strict=True):
        page = site.page(unquote(item["url"]).removeprefix(SITE), "html.parser")
        title = squeeze(page.select_one("h1").get_text())  # type: ignore[union-attr]
        assert squeeze(entry.title) == squeeze(item["title"]) == title
        assert unquote(entry.link) == unquote(item["url"])
    pages = [site.page(name) for name in site.pages() if name.startswith("categories/")]
    categories = [page for page in pages if page.select(".zh-listing--category")]
    assert len(categories) > 60 / every
    for page in categories:
        uris = [Path(unquote(str(link["href"]))).name for link in page.select("link[rel=alternate]")]
        assert len(uris) == 4
        titles = [card.get_text() for card in page.select(".zh-card__title")]
        assert len(read_atom(site, uris[0]).entries) == len(read_json(site, uris[1])["items"]) == len(titles)


def test_a_feed_gives_way_to_what_lies_in_its_place(tmp_path: Path) -> None:
    files = FILES | {
        "feed.xml": b"<mine/>",
        "posts/f.md": post("F", categories=["甲-乙"]),
        "posts/g.md": post("G", permalink="feed-甲.json/x/"),
    }
    site = build(tmp_path, files)
    assert (site.site / "feed.xml").read_bytes() == b"<mine/>"
    found = [uri for uri in find_feeds(site) if uri not in ("feed.xml", "feed-甲.json")]
    assert len(found) == len(set(found)) == 8
    totals = {read_atom(site, uri).feed.title: uri for uri in found if uri.endswith(".xml")}
    assert sorted(totals) == ["存档", "存档 · 甲", "存档 · 甲 / 乙", "存档 · 甲-乙"]
    assert [len(read_atom(site, totals[title]).entries) for title in sorted(totals)] == [5, 4, 3, 1]


def test_the_same_posts_give_the_same_bytes(tmp_path: Path) -> None:
    sites = [
        build(tmp_path / name, dict(files)) for name, files in (("a", FILES), ("b", reversed(FILES.items())))
    ]  # type: ignore[arg-type]
    contents = [[(site.site / uri).read_bytes() for uri in find_feeds(site)] for site in sites]
    assert contents[0] == contents[1]


@pytest.mark.parametrize(
    "options", [{"content": "all"}, {"entries": 0}, {"formats": ["rss"]}, {"categories": 1}]
)
def test_a_wrong_option_stops_the_build_without_traceback(tmp_path: Path, options: dict[str, object]) -> None:
    write_project(tmp_path, FILES, plugins=[{"zhihu": {"feeds": options}}])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode == 1
    assert next(iter(options)) in result.stderr
    assert "Traceback" not in result.stderr
