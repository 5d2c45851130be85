"""Every kind of page, by the rules of axe-core, in both palettes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from visit import PAGES, serve

QUICK = {
    "light": (
        "home",
        "category",
        "timeline",
        "authors",
        "post with code",
        "post with cards and answers",
        "Markdown",
    ),
    "dark": ("category", "post with code"),
}
"""Kinds of pages that are looked at whenever tests run; the others in slow tests."""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def page(browser: Browser, example: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    server, base = serve(example)
    context = browser.new_context(
        base_url=base, color_scheme=request.param, viewport={"width": 1280, "height": 900}
    )
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        pytest.param(scheme, kind, marks=[] if kind in QUICK[scheme] else pytest.mark.slow)
        for scheme in QUICK
        for kind in PAGES
    ],
    indirect=["page"],
)
def test_axe_finds_nothing(page: Page, kind: str) -> None:
    response = page.goto(PAGES[kind])
    assert response is not None
    assert response.ok, PAGES[kind]
    page.evaluate("document.fonts.ready.then(() => true)")
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found] == []
