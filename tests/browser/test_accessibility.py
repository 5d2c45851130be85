"""Every kind of page, by the rules of axe-core, in both palettes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from test_browser import serve

pytestmark = pytest.mark.browser

ZHIHU = "posts/社交媒体/知乎"
PAGES = {
    "home": "",
    "second page": "page/2/",
    "categories": "categories/",
    "category": "categories/社交媒体/知乎/",
    "question": "questions/有哪些一看就会的家常汤？/",
    "timeline": "archive/",
    "year": "archive/2021/",
    "month": "archive/2021/11/",
    "authors": "authors/",
    "author": "authors/知乎/",
    "tags": "tags/",
    "tag": "tags/数码/",
    "post with code": f"{ZHIHU}/知乎热榜/为什么程序员总说「先测量再优化」？/",
    "post with cards and answers": f"{ZHIHU}/知乎热榜/有哪些一看就会的家常汤？/",
    "post with formulas": f"{ZHIHU}/知乎热榜/有哪些让你觉得「数学真美」的瞬间？/",
    "post with hero and tags": "posts/新媒体/快科技（原驱动之家）/最新新闻/一台老相机的第二次生命/",
    "post with several answers": f"{ZHIHU}/知乎日报/小事-·-关于雨的两个问题/",
    "post with linked picture": "posts/编程/Dockone-周报/把配置文件画成图/",
    "thought": f"{ZHIHU}/想法/窗台上的薄荷发芽了/",
    "Markdown": "posts/生活/园艺/阳台上的第一年/",
}


@pytest.fixture(scope="module", params=["light", "dark"])
def page(browser: Browser, example: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    server, base = serve(example)
    context = browser.new_context(
        base_url=base, color_scheme=request.param, viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", PAGES)
def test_axe_finds_nothing(page: Page, kind: str) -> None:
    response = page.goto(PAGES[kind])
    assert response is not None
    assert response.ok, PAGES[kind]
    page.evaluate("document.fonts.ready.then(() => true)")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
