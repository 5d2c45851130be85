"""A site in Chromium: a server, a tab with an account of what went wrong, and a page of every kind."""

import functools
import http.server
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page
from project import THEME, build_project

full_length = pytest.mark.skipif(not os.environ.get("ALL_PAGES"), reason="takes long: ALL_PAGES=1")
"""What says no more than a shorter test does, but of every page."""

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
ALL_PAGES = PAGES | {
    "no such page": "404.html",
    "statistics": "archive/stats/",
    "undated": "archive/undated/",
    "lost picture": "posts/生活/随笔/旧硬盘里找到的一篇没有日期的日记，和一张已经打不开的照片/",
    "long post with formulas": "posts/科学/数学/质数越来越稀，它们的倒数加起来为什么还是没有尽头/",
}
"""Those, and kinds that differ from them little."""

SHIFTS = """
window.shift = 0;
window.moved = [];
const isOfFooter = ({ node }) => (node?.parentElement ?? node)?.closest?.(".md-footer");
new PerformanceObserver(list => {
  for (const entry of list.getEntries())
    if (!entry.hadRecentInput && !(entry.sources.length && entry.sources.every(isOfFooter))) {
      window.shift += entry.value;
      for (const { node, previousRect: old, currentRect: now } of entry.sources)
        window.moved.push(`${node?.nodeName} ${node?.className ?? ""} ${[old.x, old.y]} to ${[now.x, now.y]}`);
    }
}).observe({type: "layout-shift", buffered: true});
"""
"""Adds up what moves, and names it in `moved`. The theme's footer counts for nothing: on a page that ends above the window's end it stands there, and
moves up as more of it arrives, which a busy machine lets one see."""


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


class Visit:
    """One tab with an account of what went wrong in it."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.errors: list[str] = []
        self.foreign: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self._note(message.type, message.text))
        page.on(
            "request",
            lambda request: None if request.url.startswith(base) else self.foreign.append(request.url),
        )

    def _note(self, kind: str, text: str) -> None:
        if kind == "error" and "net::ERR_" not in text:  # a picture whose host cannot be reached
            self.errors.append(text)

    def open(self, url: str) -> Page:
        self.page.goto(self.base + quote(url))
        return self.page


def read_to_the_end(page: Page) -> None:
    """Scroll down as a reader does, so that every lazy picture is loaded."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 800):
        page.evaluate(f"scrollTo(0, {top})")
        page.wait_for_timeout(30)
    page.wait_for_function(
        "document.fonts.status === 'loaded' && [...document.images].every(image => image.complete)"
    )


def serve(folder: Path) -> tuple[http.server.ThreadingHTTPServer, str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}/"


@contextmanager
def serve_instant(folder: Path, files: dict[str, str | bytes], **config: Any) -> Iterator[str]:
    """Build and serve a site whose pages the theme changes without loading them, which needs their address."""
    server, base = serve(folder / "site")
    theme = THEME | {"features": ["navigation.instant"]}
    build_project(folder, files, theme=theme, site_url=base, **config)
    yield base
    server.shutdown()
    server.server_close()


def settle(page: Page) -> None:
    """Let the theme's timers run out: it closes the search 125 ms after a change of page, and misses a focus
    that returns within a millisecond."""
    page.evaluate("new Promise(done => setTimeout(done, 500))")
