"""Saved pages among the posts of a real site: every answer is on the page, and its pictures are the site's own."""

from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from project import THEME, Built, build_project
from saved_pages import AUTHORS, FORMS, TITLE, save

pytestmark = pytest.mark.site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files = {
        f"posts/{number}/{name}": data
        for number, form in enumerate(FORMS)
        for name, data in save(form).items()
    }
    return build_project(tmp_path_factory.mktemp("saved"), files)


@pytest.mark.parametrize("number", range(len(FORMS)), ids=FORMS)
def test_five_answers_are_on_the_page(built: Built, number: int) -> None:
    folder = next((built.site / "posts" / str(number)).glob("*/index.html"))
    page = BeautifulSoup(folder.read_text(encoding="utf-8"), "html5lib")
    names = [tag.get_text().partition(" · ")[0] for tag in page.select("p.zh-byline")]
    assert names == list(AUTHORS)
    assert page.find("h1").get_text(strip=True) == TITLE
    assert "run(" not in page.select_one("article").get_text()


def test_pictures_beside_and_within_a_page_are_the_sites_own(built: Built) -> None:
    page = next((built.site / "posts" / "0").glob("*/index.html"))
    sources = [
        tag["src"]
        for tag in BeautifulSoup(page.read_text(encoding="utf-8"), "html5lib").select("article figure img")
    ]
    assert sources
    missing = [
        str(source) for source in sources if not (page.parent / unquote(str(source))).resolve().exists()
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("edited", "shown"),
    [
        ("2020-03-24T02:00:00.000Z", "发布于 2020年3月24日"),
        ("2020-04-01T02:00:00.000Z", "发布于 2020年3月24日编辑于 2020年4月1日"),
    ],
)
def test_a_page_that_says_when_it_was_published_is_dated_by_that(
    tmp_path: Path, edited: str, shown: str
) -> None:
    page = (
        '<!doctype html><html><head><title>题 - 知乎</title><meta property="og:url" content="https://www.zhihu.com/question/1/answer/2">'
        '</head><body><div class="ContentItem AnswerItem"><meta itemprop="dateCreated" content="2020-03-24T02:00:00.000Z">'
        f'<meta itemprop="dateModified" content="{edited}"><div class="RichContent-inner"><span class="RichText ztext"><p>文</p>'
        "</span></div></div></body></html>"
    )
    built = build_project(tmp_path, {"posts/a.html": page}, theme=THEME | {"language": "zh"})
    tags = built.page(built.post_pages()[0].removesuffix("/index.html")).select(".zh-meta time")
    assert "".join(tag.get_text(strip=True) for tag in tags) == shown
