"""A page that arrives in two pieces: what is seen of it stays where it is."""

import functools
import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import pytest
from chromium import open_browser
from playwright.sync_api import Page
from visit import Handler

pytestmark = pytest.mark.browser


PLACES = "[...document.querySelectorAll('.md-grid')].slice(0, 3).map((tag) => tag.getBoundingClientRect().x)"
"""Where header, tabs and what is between the header and the footer begin."""


class HalfwayHandler(Handler):
    """Sends a page in two pieces, with a pause between them in which the first is drawn."""

    first = 0.5
    """How much of the page is in the first piece."""

    def copyfile(self, source: IO[bytes], outputfile: Any) -> None:  # type: ignore[override]
        data = source.read()
        cut = int(len(data) * self.first) if self.path.endswith("/") else len(data)
        outputfile.write(data[:cut])
        outputfile.flush()
        if cut < len(data):
            time.sleep(0.25)
            outputfile.write(data[cut:])


@pytest.fixture(scope="module")
def halfway(example: Path) -> Iterator[str]:
    """Serve the example site that way; return its address."""
    handler = functools.partial(HalfwayHandler, directory=str(example))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def page_with_scroll_bars() -> Iterator[Page]:
    """Return a tab that shows scroll bars beside the page, as desktop computers do; Playwright hides them."""
    with open_browser(hides_scroll_bars=False) as browser:
        page = browser.new_page(viewport={"width": 1350, "height": 900})
        yield page


@pytest.mark.parametrize(
    "first",
    [0.15, 0.6, pytest.param(0.35, marks=pytest.mark.slow), pytest.param(0.8, marks=pytest.mark.slow)],
)
@pytest.mark.parametrize(
    "name", ["", "categories/社交媒体/知乎/", "posts/社交媒体/知乎/知乎热榜/有哪些一看就会的家常汤？/"]
)
def test_a_page_that_grows_beyond_the_window_stays_where_it_is(
    page_with_scroll_bars: Page, halfway: str, name: str, first: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HalfwayHandler, "first", first)
    page = page_with_scroll_bars
    page.goto(halfway + quote(name), wait_until="commit")
    page.wait_for_selector(".md-main__inner", state="attached")
    halfway_there = page.evaluate(PLACES)
    page.wait_for_load_state()
    assert page.evaluate("innerWidth - document.documentElement.clientWidth") > 0
    assert page.evaluate(PLACES) == halfway_there
