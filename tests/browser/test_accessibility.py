"""Every kind of page, by the rules of axe-core, in both palettes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from project import THEME, build_project, post
from visit import ALL_PAGES, full_length, serve

QUICK = {
    "light": (
        "home",
        "category",
        "post with code",
        "post with cards and answers",
    ),
    "dark": ("post with code",),
}
"""Kinds of pages that are looked at whenever tests run; slow tests look at all others in light, at a third of them in dark."""
pytestmark = pytest.mark.browser


def mark(scheme: str, kind: str, number: int) -> list[pytest.MarkDecorator]:
    if kind in QUICK[scheme]:
        return []
    return [pytest.mark.slow, full_length] if scheme == "dark" and number % 3 else [pytest.mark.slow]


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


def list_violations(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        pytest.param(scheme, kind, marks=mark(scheme, kind, number))
        for scheme in QUICK
        for number, kind in enumerate(ALL_PAGES)
    ],
    indirect=["page"],
)
def test_axe_finds_nothing(page: Page, kind: str) -> None:
    response = page.goto(ALL_PAGES[kind])
    assert response is not None
    assert response.ok, ALL_PAGES[kind]
    page.evaluate("document.fonts.ready.then(() => true)")
    assert list_violations(page) == []


@pytest.mark.slow
def test_a_missing_page_can_be_read_in_the_dark_of_other_palettes(browser: Browser, tmp_path: Path) -> None:
    theme = THEME | {"palette": {"scheme": "slate", "primary": "indigo"}}
    server, base = serve(build_project(tmp_path, {"posts/a.md": post()}, theme=theme).site)
    page = browser.new_page()
    page.goto(f"{base}404.html")
    assert list_violations(page) == []
    page.close()
    server.shutdown()
    server.server_close()


@pytest.mark.slow
@pytest.mark.parametrize("page", ["light", "dark"], indirect=True)
def test_axe_finds_nothing_in_open_panels_and_on_read_cards(page: Page) -> None:
    page.goto(ALL_PAGES["long post with formulas"])
    page.get_by_role("button", name="阅读设置").click()
    page.locator(".zh-panel").wait_for()
    assert list_violations(page) == []
    page.evaluate("scrollTo(0, 4000)")
    page.wait_for_timeout(700)
    page.goto("")
    page.locator(".zh-browse a").wait_for()
    page.get_by_role("button", name="那年今日").click()
    page.locator(".zh-panel li").first.wait_for()
    assert list_violations(page) == []
    page.goto(ALL_PAGES["long post with formulas"])
    page.locator(".zh-continue").wait_for()
    assert list_violations(page) == []
