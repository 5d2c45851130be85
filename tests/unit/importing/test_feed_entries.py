"""What entries of feeds show and where they are, whatever the format of the feed."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from mkdocs_zhihu.body.transforms.pictures.images import SOURCES
from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.importing.from_feeds.feed_addresses import join_addresses
from mkdocs_zhihu.importing.from_feeds.feed_json import parse_json_feed
from mkdocs_zhihu.importing.from_feeds.feed_posts import iter_feed_items
from mkdocs_zhihu.importing.from_feeds.feed_xml import parse_xml_feed
from mkdocs_zhihu.importing.from_feeds.source_feed import FeedEntry, SourceFeed
from mkdocs_zhihu.importing.items.cleaning import clean_found
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.settings import ImportSettings

pytestmark = pytest.mark.unit

SETTINGS = ImportSettings(Path(), UTC, datetime(2026, 1, 1, tzinfo=UTC))
HOME = "https://a.example/blog/"
PAGE = "https://a.example/blog/changes.html"

ENCLOSURES = [
    ([("a.mp3", "audio/mpeg")], ""),
    ([("a.mp3", "audio/mpeg"), ("b.jpg", "image/jpeg")], "b.jpg"),
    ([("a.jpg", "IMAGE/JPEG"), ("b.png", "image/png")], "a.jpg"),
    ([("a.mp4?x=1", None)], ""),
    ([("a.mp3", "")], ""),
    ([("a.webp", None)], "a.webp"),
    ([("picture", None)], "picture"),
    ([("a.pdf", "application/pdf")], ""),
]


def render(enclosures: list[tuple[str, str | None]], start: str) -> str:
    kinds = ((url, "" if kind is None else f' type="{kind}"') for url, kind in enclosures)
    return "".join(f'<{start}="https://a.example/{url}"{kind}/>' for url, kind in kinds)


@pytest.mark.parametrize(("enclosures", "picture"), ENCLOSURES)
def test_only_a_picture_becomes_the_head_picture(
    enclosures: list[tuple[str, str | None]], picture: str
) -> None:
    links = render(enclosures, 'link rel="enclosure" href')
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry>{links}</entry></feed>'
    rss = f"<rss><channel><item>{render(enclosures, 'enclosure url')}</item></channel></rss>"
    for text in (atom, rss):
        entry = parse_xml_feed(text.encode()).entries[0]
        assert entry.picture == (f"https://a.example/{picture}" if picture else "")


def read_items(feed: SourceFeed, url: str = "") -> list[ImportItem]:
    found = iter_feed_items(feed, name="f.xml", settings=SETTINGS, url=url)
    return [item for item in found if isinstance(item, ImportItem)]


def read_keys(*entries: tuple[str, str], links: tuple[str, ...] = (HOME,), url: str = "") -> list[str]:
    """Return the identities of entries, each given by its id and its address."""
    known = tuple(
        FeedEntry(id=name, url=address, title=f"第{number}篇", html="<p>水滴</p>")
        for number, (name, address) in enumerate(entries)
    )
    feed = SourceFeed(title="博客", links=links, base=next(iter(links), ""), entries=known)
    cleaned = clean_found(read_items(feed, url), SETTINGS)
    return [item.key for item in cleaned if isinstance(item, ImportItem)]


@pytest.mark.parametrize(
    "entries",
    [
        [("1", f"{PAGE}#a"), ("2", f"{PAGE}#b")],
        [("1", PAGE), ("2", PAGE)],
        [("1", HOME), ("2", "https://a.example/blog"), ("3", "/blog/")],
        [("1", ""), ("2", "")],
        [("urn:a", ""), ("urn:b", "")],
        [(f"{PAGE}#a", ""), (f"{PAGE}#b", "")],
        [(f"{PAGE}#a", f"{PAGE}#a"), (f"{PAGE}#b", f"{PAGE}#b")],
        [("", f"{PAGE}#a"), ("", f"{PAGE}#b")],
        [("", HOME), ("", HOME)],
        [("1", "tag:a"), ("2", "tag:a")],
        [(PAGE, PAGE), ("2", PAGE)],
    ],
)
def test_entries_with_ids_of_their_own_are_posts_of_their_own(entries: list[tuple[str, str]]) -> None:
    keys = read_keys(*entries)
    assert len(set(keys)) == len(entries)
    assert read_keys(*reversed(entries)) == keys[::-1] or not entries[0][0]


@pytest.mark.parametrize(
    "entry", [("1", f"{PAGE}#a"), ("1", HOME), ("1", ""), ("https://a.example/#1", ""), ("1", "/blog/")]
)
def test_an_entry_keeps_its_identity_when_it_is_alone(entry: tuple[str, str]) -> None:
    other = ("2", entry[1])
    assert read_keys(entry)[0] == read_keys(entry, other)[0]


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (("1", PAGE), PAGE),
        (("tag:a.example,2026:1", PAGE), PAGE),
        (("https://a.example/?p=1", PAGE), PAGE),
        ((PAGE, f"{PAGE}#rss"), PAGE),
        (("1", "changes.html"), PAGE),
        ((PAGE, ""), PAGE),
        (("1", "https://www.zhihu.com/question/1/answer/2#x"), "answer/2"),
        (("https://www.zhihu.com/question/1/answer/2", ""), "answer/2"),
    ],
)
def test_an_address_of_one_entry_is_its_identity(entry: tuple[str, str], key: str) -> None:
    assert read_keys(entry, ("9", "https://a.example/other")) == [key, "https://a.example/other"]


def test_an_original_on_zhihu_is_one_post_however_often_it_is_named() -> None:
    answer = "https://www.zhihu.com/question/1/answer/2"
    assert read_keys(("甲赞同", answer), ("乙赞同", answer)) == ["answer/2", "answer/2"]
    home = "https://www.zhihu.com/people/a"
    assert read_keys(("1", "/question/1/answer/2"), links=(home,)) == ["answer/2"]


def test_ids_of_two_feeds_are_two() -> None:
    first, second = (read_keys(("1", ""), links=(f"https://{name}.example/",)) for name in "ab")
    assert first != second


def test_a_key_in_the_address_of_a_feed_is_no_part_of_an_identity() -> None:
    first, second = (
        read_keys(("1", ""), links=(), url=f"https://{key}@a.example/feed?key={key}") for key in "ab"
    )
    assert first == second


BODY = '<p><a href="/c">c</a><img src="d.png" srcset="d.png 1x, e.png 2x"><a href="#f">f</a></p>'


def join_body(page: str) -> str:
    return (
        f'<p><a href="https://a.example/c">c</a><img src="{page}d.png" srcset="{page}d.png 1x, {page}e.png 2x">'
        '<a href="#f">f</a></p>'
    )


def render_rss(link: str, entry: str) -> SourceFeed:
    text = (
        f"<rss><channel><link>{link}</link><item><link>{entry}</link><description>{escape(BODY)}</description>"
        '<enclosure url="h.png" type="image/png"/></item></channel></rss>'
    )
    return parse_xml_feed(text.encode())


def render_atom(link: str, entry: str, base: str = "") -> SourceFeed:
    told = f' xml:base="{base}"' if base else ""
    text = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><link rel="hub" href="https://hub.example/"/><link href="{link}"/>'
        f'<entry><link href="{entry}"/><link rel="enclosure" type="image/png" href="h.png"/>'
        f'<content type="html"{told}>{escape(BODY)}</content></entry></feed>'
    )
    return parse_xml_feed(text.encode())


def render_json(link: str, entry: str) -> SourceFeed:
    items = [{"url": entry, "content_html": BODY, "image": "h.png"}]
    return parse_json_feed(json.loads(json.dumps({"home_page_url": link, "items": items})))


@pytest.mark.parametrize("render", [render_rss, render_atom, render_json])
@pytest.mark.parametrize(
    ("link", "entry", "url", "source", "page"),
    [
        (HOME, "2026/rain/", "", f"{HOME}2026/rain/", f"{HOME}2026/rain/"),
        (
            "/blog/",
            "/rain",
            "https://a.example/feed.xml?key=x",
            "https://a.example/rain",
            "https://a.example/",
        ),
        ("", "rain", "https://a.example/x/feed.xml", "https://a.example/x/rain", "https://a.example/x/"),
        (HOME, "https://b.example/rain", "", "https://b.example/rain", HOME),
        ("", "https://a.example/x/rain", "", "https://a.example/x/rain", "https://a.example/x/"),
    ],
)
def test_relative_addresses_are_joined(  # noqa: PLR0913 - a table of what feeds say
    render: Callable[[str, str], SourceFeed], link: str, entry: str, url: str, source: str, page: str
) -> None:
    (item,) = read_items(render(link, entry), url)
    assert item.source == source
    assert item.body == join_body(page)
    assert item.headimg == f"{page}h.png"


def test_an_entry_may_say_where_its_addresses_begin() -> None:
    page = "https://a.example/rain/"
    (item,) = read_items(render_atom(HOME, "https://a.example/rain.html", page))
    assert item.body == join_body(page)


OWN = '<link rel="self" href="https://a.example/blog/atom.xml"/>'


@pytest.mark.parametrize(
    ("links", "base"),
    [
        (f'<link href="/"/>{OWN}', "https://a.example/"),
        (f'{OWN}<link rel="alternate" href="x/"/>', f"{HOME}x/"),
        (OWN, f"{HOME}atom.xml"),
        (f'<link href=""/>{OWN}', f"{HOME}atom.xml"),
        (f'<link href="{HOME}"/><link rel="alternate" href="https://b.example/en/"/>', HOME),
    ],
)
def test_a_feed_says_where_its_addresses_begin(links: str, base: str) -> None:
    """It is the first page that it names, seen from its own address."""
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom">{links}</feed>'
    assert parse_xml_feed(atom.encode()).base == base
    assert parse_xml_feed(f"<rss><channel>{links}</channel></rss>".encode()).base == base


@pytest.mark.parametrize("link", ["", "tag:a"])
def test_addresses_stay_where_nothing_says_where_they_begin(link: str) -> None:
    (item,) = read_items(render_rss(link, "rain"))
    assert (item.source, item.body, item.headimg) == ("rain", BODY, "h.png")


def test_addresses_in_a_post_of_zhihu_stay_as_they_are() -> None:
    (item,) = read_items(render_rss("https://zhuanlan.zhihu.com/a", "https://zhuanlan.zhihu.com/p/1"))
    assert item.body == BODY


@pytest.mark.parametrize(
    ("html", "joined"),
    [
        ("<img src=/a.png>", "<img src=https://a.example/a.png>"),
        ("<img alt='a > b' src='c.png'>", "<img alt='a > b' src='https://a.example/x/c.png'>"),
        ('<a href="?p=1&amp;q=2">', '<a href="https://a.example/x/?p=1&amp;q=2">'),
        ('<a href="www.b.example.org">', '<a href="www.b.example.org">'),
        ('<a href="mailto:a@b.example">', '<a href="mailto:a@b.example">'),
        ('<a href="">', '<a href="">'),
        ('<img src="data:image/png;base64,AA==">', '<img src="data:image/png;base64,AA==">'),
        ('<a href="//[">', '<a href="//[">'),
        *((f'<img {name}="/a.png">', f'<img {name}="https://a.example/a.png">') for name in SOURCES),
        (
            '<source data-srcset="/a 1x, b 2x">',
            '<source data-srcset="https://a.example/a 1x, https://a.example/x/b 2x">',
        ),
        ('<code>&lt;a href="b"&gt;</code> a href="b"', '<code>&lt;a href="b"&gt;</code> a href="b"'),
        (
            '<img srcset="https://b.example/w_1,h_2/a.jpg 1x, /c,d.jpg 2x">',
            '<img srcset="https://b.example/w_1,h_2/a.jpg 1x, https://a.example/c,d.jpg 2x">',
        ),
    ],
)
def test_only_relative_addresses_of_tags_are_joined(html: str, joined: str) -> None:
    assert join_addresses(html, "https://a.example/x/") == joined


def test_an_address_cannot_add_an_attribute() -> None:
    found = join_addresses("<img src='a.png'>", "https://a.example/\"'onerror=x y&lt;/")
    assert found == "<img src='https://a.example/%22%27onerror=x%20y%26lt;/a.png'>"


def test_entries_of_one_address_are_posts_that_are_known_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    items = "".join(
        f"<item><title>第{n}天</title><guid>{n}</guid><link>{PAGE}#{n}</link>"
        f"<description>&lt;p&gt;{'雨' * 9 * n}&lt;/p&gt;</description></item>"
        for n in (1, 2)
    )
    Path("f.xml").write_text(f"<rss><channel><link>{HOME}</link>{items}</channel></rss>", encoding="utf-8")

    def call(*arguments: str) -> str:
        assert run(["import", *arguments]) == 0
        captured = capsys.readouterr()
        return captured.err + captured.out

    assert "2 written" in call("f.xml")
    assert "2 same" in call("f.xml")
    Path("docs/posts/.zhihu-import.jsonl").unlink()
    assert "2 same" in call("f.xml"), "records are made anew from the posts"
    assert "2 written" in call("docs/posts", "--into", "again", "--all")
    assert len(list(Path("again").glob("*.md"))) == 2
