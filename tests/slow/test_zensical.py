"""An exported project, built by Zensical itself: every post is a page, no word is lost, and pages look as they should."""

import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from conservation import read_source, tokens, visible_text
from playwright.sync_api import Browser
from project import ROOT, post
from shapes import write_shapes

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.cli.source_files import find_sources
from mkdocs_zhihu.collect import collect
from mkdocs_zhihu.collect_settings import Settings
from mkdocs_zhihu.exporting.folder import locate_inside
from mkdocs_zhihu.model import Entry

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MARKS = "*星* _下_ `码` ==亮== ^^上^^ ~~删~~ :smile: ++ctrl++ (c) [[链]] {#a} {: .b} $x$ | a -- b \\* &amp;lt; # #"
TITLES = ("<b>题</b> & {{ 7*7 }} {% x %}", "引\"号'", "---", "2021-01-02", "yes", "# 井", "a: b")


@pytest.fixture(scope="module")
def posts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("posts")
    write_shapes(
        root,
        (
            post(
                title,
                f'<h2>{MARKS}</h2><p>{MARKS}</p><h3>二 <b>粗</b></h3><pre><code>a\tb\n\n\n--8<-- "x"\n</code></pre>',
            )
            for title in TITLES
        ),
    )
    return root


@pytest.fixture(scope="module")
def project(posts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("out") / "project"
    assert run(["export", str(project), str(posts), "--as", "zensical"]) == 0
    build(project)
    return project


def build(project: Path) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--strict"]
    done = subprocess.run(command, cwd=project, check=False, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


def read_entries(posts: Path) -> list[Entry]:
    settings = Settings(
        root=str(posts), zone=ZoneInfo("Asia/Shanghai"), now=datetime.now(UTC), locate=locate_inside(posts)
    )
    return list(collect(find_sources(posts)[0], settings)[0].archive.entries)


def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")


def test_every_post_is_a_page_and_no_word_is_lost(posts: Path, project: Path) -> None:
    entries = read_entries(posts)
    assert len(entries) > 100
    for entry in entries:
        page = read_page(project / "site" / entry.dest_uri)
        (title,) = page.select(".zh-post h1")
        assert title.get_text() == entry.title
        (body,) = page.select(".zh-body")
        for tag in body.select(".zh-math, .headerlink"):
            tag.extract()
        lost = read_source(entry.post.text, entry.title)[0] - tokens(visible_text(body))
        assert lost == Counter(), f"{entry.uri}: {lost}"
        for heading in entry.body.headings:
            assert page.find(id=heading.id), f"{entry.uri}: {heading.id}"
            contents = [link.get_text(" ", strip=True) for link in page.select(".md-nav--secondary a")]
            assert heading.text.replace(" ", "") in [text.replace(" ", "") for text in contents], entry.uri


def test_every_page_is_a_post_or_a_list_and_every_link_leads_somewhere(posts: Path, project: Path) -> None:
    site = project / "site"
    pages = {path: read_page(path) for path in site.rglob("*.html") if path.name != "404.html"}
    listed = [path for path, page in pages.items() if page.select_one(".zh-listing")]
    assert len(pages) == len(listed) + len(read_entries(posts))
    for kind in ("home", "categories", "category", "timeline", "year", "month", "authors", "author", "tags"):
        assert any(pages[path].select_one(f".zh-listing--{kind}") for path in listed), kind
    cards = {
        (path.parent / unquote_path(str(link["href"]))).resolve()
        for path in listed
        for link in pages[path].select(".zh-card__title a")
    }
    assert {(site / entry.dest_uri).parent for entry in read_entries(posts)} <= cards
    for path, page in pages.items():
        for tag in page.select(".md-content [href], .md-content [src]"):
            url = str(tag.get("href") or tag.get("src"))
            if not re.match(r"[a-z]+:|//|#", url):
                target = path.parent / unquote_path(url)
                assert target.is_file() or (target / "index.html").is_file(), f"{path}: {url}"


def unquote_path(url: str) -> str:
    return unquote(url.partition("#")[0].partition("?")[0])


def test_a_selection_and_a_site_are_built_too(tmp_path: Path) -> None:
    config = str(ROOT / "example_site" / "mkdocs.yml")
    select = ["-f", config, "--as", "zensical", "--category", "科学", "--media", "none"]
    assert run(["export", str(tmp_path / "some"), *select]) == 0
    build(tmp_path / "some")
    assert not (tmp_path / "some" / "docs" / "pictures").exists()
    posts = list((tmp_path / "some" / "docs" / "posts").rglob("*.md"))
    assert len(posts) > 10
    assert len(list((tmp_path / "some" / "site").rglob("posts/**/index.html"))) == len(posts)


def test_pages_look_as_they_should_in_a_browser(browser: Browser, project: Path) -> None:
    handler = partial(QuietHandler, directory=str(project / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        root = f"http://127.0.0.1:{server.server_port}"
        page.goto(f"{root}/")
        assert page.locator(".zh-card").count() >= 20
        assert page.locator(".zh-card__picture img").first.evaluate("image => image.naturalWidth") > 0
        page.locator(".md-tabs__link", has_text="科学").click()
        page.wait_for_selector(".zh-listing--category")
        (soup,) = (project / "site" / "posts").rglob("有哪些一看就会的家常汤？/index.html")
        page.goto(f"{root}/{soup.parent.relative_to(project / 'site').as_posix()}/")
        assert page.locator(".zh-cover__crop").evaluate("image => image.naturalWidth") > 0
        assert page.locator(".md-nav--secondary .md-nav__link").count() >= 3
        page.locator(".zh-body figure img").first.click()
        page.wait_for_selector(".pswp--open")
        (beauty,) = (project / "site" / "posts").rglob("有哪些让你觉得「数学真美」的瞬间？/index.html")
        page.goto(f"{root}/{beauty.parent.relative_to(project / 'site').as_posix()}/")
        formula = page.locator("math[display=block]").first.bounding_box()
        assert formula is not None
        assert formula["height"] > 30
        page.close()
        server.shutdown()
    assert errors == []


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass
