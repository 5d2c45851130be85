"""Feeds by address: only when asked, only where it is safe, and no more often than is polite."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from feed_server import ERROR_PAGE, Answer, FeedServer, render_rss
from picture_server import PictureServer, Reply

from mkdocs_zhihu.cli.main import run

pytestmark = pytest.mark.unit

TEXT = "云由水滴组成，水滴散射所有波长的光。" * 5
Import = Callable[..., tuple[int, str]]


@pytest.fixture
def hub() -> Iterator[tuple[FeedServer, PictureServer]]:
    behaviour = FeedServer({"/zhihu/people/answers/xl": [Answer(1, TEXT)]})
    with PictureServer(behaviour) as server:
        yield behaviour, server


@pytest.fixture
def fetch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Import:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str]:
        code = run(["import", *arguments])
        captured = capsys.readouterr()
        return code, captured.err + captured.out

    return call


def posts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in Path("docs/posts").glob("*.md")}


def test_a_feed_is_fetched_and_asked_for_again_with_conditions(hub: Any, fetch: Import) -> None:
    behaviour, server = hub
    address = f"{server.base}/zhihu/people/answers/xl?key=secret"
    code, said = fetch("--fetch", "--allow-private", address)
    assert (code, said) == (0, "1 item in = 1 written + 0 updated + 0 same + 0 poorer + 0 set aside\n")
    assert TEXT in posts()["answer-1.md"]
    assert "file: zhihu/people/answers/xl," in posts()["answer-1.md"]
    code, said = fetch("--fetch", "--allow-private", address)
    assert (code, said) == (0, "0 items in = 0 written + 0 updated + 0 same + 0 poorer + 0 set aside\n")
    assert "if-none-match" in server.hits[-1].headers
    behaviour.feeds["/zhihu/people/answers/xl"] = [Answer(1, TEXT.replace("所有", "一切")), Answer(2, TEXT)]
    assert "2 items in = 1 written + 1 updated" in fetch("--fetch", "--allow-private", address)[1]
    kept = "".join(path.read_text(encoding="utf-8") for path in Path("docs").rglob("*") if path.is_file())
    assert "secret" not in kept


def test_without_the_flag_nothing_is_fetched(hub: Any, fetch: Import) -> None:
    _, server = hub
    code, said = fetch(f"{server.base}/zhihu/people/answers/xl")
    assert code == 2
    assert "read it with --fetch" in said
    assert not server.connections


def test_a_private_address_is_refused_unless_allowed(hub: Any, fetch: Import) -> None:
    _, server = hub
    code, said = fetch("--fetch", f"{server.base}/zhihu/people/answers/xl")
    assert code == 2
    assert "use --allow-private" in said
    assert not server.hits


def test_the_credentials_of_a_cloud_are_never_asked_for(fetch: Import) -> None:
    code, said = fetch("--fetch", "--allow-private", "http://169.254.169.254/latest/meta-data/")
    assert code == 2
    assert "not public" in said


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            Reply(ERROR_PAGE, headers={"Content-Type": "text/html"}),
            "error page of RSSHub, not a feed (403 Forbidden)",
        ),
        (Reply(ERROR_PAGE, status=403), "the host will not give it"),
        (Reply(status=404), "the host no longer has it"),
        (Reply(render_rss([])), "is a feed without entries"),
        (Reply(b"<!doctype html><html><body>hi</body></html>"), "is no page of Zhihu's with a post in it"),
        (Reply(b"\x00\x01\x02" * 2000), "is no feed"),
        (Reply(b"hello"), "is no feed"),
        (Reply(status=302, headers={"Location": "http://169.254.169.254/"}), "not public"),
        (Reply(status=302, headers={"Location": "file:///etc/passwd"}), "redirects"),
        (Reply(b"<rss>", length=80_000_000), "larger than the limit"),
        (Reply(b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rss/>'), "DTD"),
    ],
)
def test_what_is_no_feed_is_an_error(hub: Any, fetch: Import, reply: Reply, words: str) -> None:
    behaviour, server = hub
    behaviour.feeds["/bad"] = reply
    code, said = fetch("--fetch", "--allow-private", f"{server.base}/bad")
    assert code == 2
    assert words in said
    assert not posts()


def test_a_host_that_asks_for_patience_is_left_alone_until_then(hub: Any, fetch: Import) -> None:
    behaviour, server = hub
    behaviour.feeds["/busy"] = Reply(status=429, headers={"Retry-After": "3600"})
    assert fetch("--fetch", "--allow-private", f"{server.base}/busy")[0] == 2
    asked = len(server.hits)
    code, said = fetch("--fetch", "--allow-private", f"{server.base}/busy")
    assert code == 2
    assert "asked to be left alone" in said
    assert len(server.hits) == asked


def test_a_host_that_stumbles_is_asked_again(hub: Any, fetch: Import) -> None:
    behaviour, server = hub
    feed = Reply(render_rss([Answer(1, TEXT)]))
    with PictureServer(lambda hit: feed if hit.number else Reply(status=503)) as flapping:
        assert fetch("--fetch", "--allow-private", f"{flapping.base}/feed")[0] == 0
    assert server.connections == 0
    assert behaviour.feeds


def test_several_feeds_from_a_list(hub: Any, fetch: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    behaviour, server = hub
    behaviour.feeds["/column"] = [Answer(7, TEXT, title="雨")]
    behaviour.feeds["/down"] = 403
    monkeypatch.setenv("HUB", server.base)
    Path("feeds.toml").write_text(
        '[[feed]]\naddress = "${HUB}/zhihu/people/answers/xl"\ncategory = "知乎,回答"\n\n'
        '[[feed]]\naddress = "${HUB}/down"\n\n'
        '[[feed]]\naddress = "${HUB}/column"\nlayout = "year"\n',
        encoding="utf-8",
    )
    code, said = fetch("--fetch", "--allow-private", "feeds.toml")
    assert code == 2
    assert "/down: was not read" in said
    assert "2 items in = 2 written" in said
    assert "categories: [[知乎, 回答]]" in posts()["answer-1.md"]
    assert Path("docs/posts/2023/answer-7.md").exists()
    assert fetch("feeds.toml") == (
        2,
        "feeds.toml: is a list of feeds; read it with --fetch\n"
        + said.splitlines()[-1].replace("2 items in = 2", "0 items in = 0")
        + "\n",
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[feed]\n", "is no TOML"),
        ('[[feed]]\nurl = "https://example.org/"\n', "has no address"),
        ('[[feed]]\naddress = "https://example.org/"\ncatgory = "a"\n', "'catgory' is no key"),
        ('[[feed]]\naddress = "${NOWHERE_SET}/a"\n', "NOWHERE_SET"),
        ('[[feed]]\naddress = "ftp://example.org/"\n', "must begin with https://"),
        ('[[feed]]\naddress = "https://[my host]/a"\n', "names no host"),
        ('[[feed]]\naddress = "https://"\n', "names no host"),
        ('[[feed]]\naddress = "https://example.org/"\nlayout = "tree"\n', "is no layout"),
        ('[[feed]]\naddress = "https://example.org/"\ncategory = 1\n', "must be a text"),
    ],
)
def test_a_list_with_a_mistake_says_what_to_write(fetch: Import, text: str, words: str) -> None:
    Path("feeds.toml").write_text(
        text if text.startswith("[[feed]]") else f"# [[feed]]\n{text}", encoding="utf-8"
    )
    code, said = fetch("--fetch", "feeds.toml")
    assert code == 2
    assert words in said


def test_an_address_without_a_host_is_named_and_the_others_are_read(hub: Any, fetch: Import) -> None:
    _, server = hub
    address = f"{server.base}/zhihu/people/answers/xl"
    code, said = fetch("--fetch", "--allow-private", "https://[my host/a", address)
    assert code == 2
    assert "https://[my host/a: is an address without a host" in said
    assert list(posts()) == ["answer-1.md"]


def test_a_run_that_fails_does_not_forget_that_there_was_news(hub: Any, fetch: Import) -> None:
    """What the server said is kept only with what it sent: else the next run would hear that nothing changed."""
    behaviour, server = hub
    behaviour.feeds["/feed"] = b"<rss><channel><title>broken"
    address = f"{server.base}/feed"
    assert fetch("--fetch", "--allow-private", address)[0] == 2
    lines = Path("docs/posts/.zhihu-import.jsonl").read_text(encoding="utf-8").splitlines()
    assert not [line for line in map(json.loads, lines) if line.get("etag")]
