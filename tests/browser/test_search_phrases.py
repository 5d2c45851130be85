"""Search as a newcomer tries it: phrases of the posts find the posts that have them, served and from disk."""

import functools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import frontmatter
import pytest
import yaml
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect
from project import ROOT, THEME, Built, build_project, post
from visit import full_length, serve

from mkdocs_zhihu.search.folding import fold_text

pytestmark = pytest.mark.browser

EXAMPLE = ROOT / "example_site"
PHRASES = 50
SHOWN = ".zh-post h1, .zh-meta__author, .zh-meta__source, .zh-chip, .zh-body"
BLOCKS = (
    "p, li, h2, h3, h4, h5, h6, div, section, figure, figcaption, blockquote, td, th, pre, dt, dd, br, cite"
)
WORDS = re.compile("[\u3400-\u9fff]{2,}")
KNOWN = ("竹子", "为什么", "汤", "最慢的火车", "终端速度", "為什麼", "終端速度")
QUERY = "[data-md-component=search-query]"
RESULTS = ".zh-search li"
MINIMAL = {
    "posts/山.md": post(
        "为什么山顶更冷？", "<p>因为空气<b>上升时膨胀</b>。</p>", author="张三", categories=["自然", "气象"]
    ),
    "posts/河.md": post("河水从哪里来", "<p>从山上来，也從雲裡來。</p>", author="李四", categories=["自然"]),
    "posts/海/潮汐.md": post(
        "潮汐", "<p>月亮拉着海水。</p><p>太阳也是。</p>", author="张三", categories=["地理"]
    ),
}


@dataclass(frozen=True)
class Searched:
    """A site, and by the path of each post what a reader can find it by."""

    site: Path
    texts: dict[str, list[str]]

    def find(self, phrase: str) -> set[str]:
        return {
            url
            for url, texts in self.texts.items()
            if any(fold_text(phrase) in fold_text(text) for text in texts)
        }

    def draw(self, count: int) -> list[str]:
        """Return phrases that are cut from titles, texts and authors anywhere."""
        rng = random.Random(4)  # noqa: S311 - nothing secret is drawn
        words = sorted(
            {word for texts in self.texts.values() for text in texts for word in WORDS.findall(text)}
        )
        found = []
        for word in rng.choices(words, k=count):
            length = rng.randint(2, min(8, len(word)))
            start = rng.randrange(len(word) - length + 1)
            found.append(word[start : start + length])
        return found


def read_texts(built: Built, docs: Path) -> dict[str, list[str]]:
    """Return what the pages of posts show, read from the pages, and the categories their files name."""
    categories = dict(
        read_categories(path, docs) for path in docs.rglob("*.md") if "broken" not in path.parts
    )
    return {
        name: [" ".join(tag.get_text().split()) for tag in read_page(built, name).select(SHOWN)]
        + categories[path_of(name)]
        for name in built.post_pages()
    }


def read_categories(path: Path, docs: Path) -> tuple[str, list[str]]:
    """Return the address of a post without its ending, and the names of its categories."""
    front = frontmatter.loads(path.read_text(encoding="utf-8").lstrip())
    address = str(front.get("permalink") or path.relative_to(docs).with_suffix("").as_posix())
    found = front.get("categories") or []
    return path_of(address.strip("/")), [
        name for item in found for name in (item if isinstance(item, list) else [item])
    ]


def path_of(page: str) -> str:
    """Return what a page and the file it was made of have in common: their letters."""
    return "".join(re.findall(r"\w+", page.removesuffix(".html").removesuffix("/index")))


def read_page(built: Built, name: str) -> BeautifulSoup:
    """Return a page with a blank around every block, as a reader sees it."""
    page = BeautifulSoup((built.site / name).read_text(encoding="utf-8"), "lxml")
    for block in page.select(BLOCKS):
        block.insert_before(" ")
        block.append(" ")
    return page


def build_example(folder: Path, **config: object) -> Searched:
    settings = yaml.safe_load((EXAMPLE / "mkdocs.yml").read_text(encoding="utf-8"))
    docs = EXAMPLE / "docs"
    files = {
        path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()
    }
    built = build_project(folder, files, **settings | config)
    return Searched(built.site, read_texts(built, docs))


def build_minimal(folder: Path, **config: object) -> Searched:
    built = build_project(folder, dict(MINIMAL), theme=THEME, plugins=["search", "zhihu"], **config)
    return Searched(built.site, read_texts(built, folder / "docs"))


BUILDS = {"minimal": build_minimal, "example": build_example}


@pytest.fixture(
    scope="module",
    params=[
        pytest.param("minimal-served", marks=[pytest.mark.slow, full_length]),
        pytest.param("minimal-disk", marks=pytest.mark.slow),
        pytest.param("example-served", marks=pytest.mark.slow),
        pytest.param("example-disk", marks=[pytest.mark.slow, full_length]),
    ],
)
def home(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Searched, str]]:
    """Give a site, and the address of its home page."""
    name, way = request.param.split("-")
    config = {} if way == "served" else {"use_directory_urls": False}
    searched = BUILDS[name](tmp_path_factory.mktemp(request.param), **config)
    if way == "disk":
        yield searched, (searched.site / "index.html").as_uri()
    else:
        server, base = serve(searched.site)
        yield searched, base
        server.shutdown()
        server.server_close()


@pytest.fixture
def opened(home: tuple[Searched, str], browser: Browser) -> Iterator[tuple[Searched, Page]]:
    page = browser.new_page()
    page.goto(home[1])
    yield home[0], page
    page.close()


def ask(page: Page, site: Path, phrase: str) -> set[str]:
    """Ask for a phrase and return the pages of all results, as files of the site."""
    page.locator(QUERY).fill(phrase)
    expect(page.locator(".zh-search")).to_have_attribute("aria-busy", "false", timeout=15_000)
    while page.locator(".zh-search__more").is_visible():
        count = page.locator(RESULTS).count()
        page.locator(".zh-search__more").click()
        expect(page.locator(RESULTS)).not_to_have_count(count)
    links = page.locator(f"{RESULTS} a").evaluate_all(
        "all => all.map(link => decodeURI(new URL(link.href).pathname))"
    )
    files = [link.removeprefix(site.as_posix()).lstrip("/") for link in links]
    return {f"{name}index.html" if name.endswith("/") else name for name in files}


def test_every_phrase_finds_exactly_the_posts_that_have_it(opened: tuple[Searched, Page]) -> None:
    searched, page = opened
    page.evaluate("document.querySelector('[data-md-toggle=search]').click()")
    assert len(searched.texts) >= len(MINIMAL)
    phrases = searched.draw(PHRASES)
    if len(searched.texts) > len(MINIMAL):
        phrases += KNOWN
        assert all(searched.find(phrase) for phrase in KNOWN)
    search = functools.partial(ask, page, searched.site)
    wrong = {phrase: (search(phrase), searched.find(phrase)) for phrase in phrases}
    assert {phrase: pair for phrase, pair in wrong.items() if pair[0] != pair[1]} == {}


def test_a_result_opens_its_post(opened: tuple[Searched, Page]) -> None:
    searched, page = opened
    phrase = next(
        text for texts in searched.texts.values() for text in texts if len(searched.find(text)) == 1
    )
    (name,) = ask(page, searched.site, phrase)
    page.locator(QUERY).press("Enter")
    page.wait_for_selector(".zh-post h1")
    assert (
        page.locator(".zh-post h1").inner_text()
        == read_page(Built(searched.site, ()), name).select_one("h1").text
    )
