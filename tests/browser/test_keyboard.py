"""Everything a mouse reaches on our pages the keyboard reaches too, where one can see it."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from visit import ALL_PAGES, full_length, serve

pytestmark = pytest.mark.browser

QUICK = ("category", "post with cards and answers")
"""Kinds of pages that are tried whenever tests run; the others in slow tests."""

MARK_PASSED_OVER = """() => {
    const controls = [...document.querySelectorAll(
        'a[href], button, select, input:not(.md-toggle, .md-option), summary, [tabindex="0"]:not(.md-search__scrollwrap)'
    )].filter(element => !element.disabled && element.getClientRects().length
        && element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    controls.forEach((element, number) => { element.dataset.number = number })
    return controls.map(element => element.matches('[tabindex="-1"]') ? element.href : null)
}"""
"""Number all that can be used; of what tabbing passes over, where it leads."""
FOCUSED = """() => {
    const element = document.activeElement, style = getComputedStyle(element)
    return [element.dataset.number ?? null, element.href ?? null, style.outlineStyle !== 'none' || element.matches('input, select')]
}"""


@pytest.fixture(scope="module")
def page(browser: Browser, example: Path) -> Iterator[Page]:
    server, base = serve(example)
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "kind",
    [
        kind
        if kind in QUICK
        else pytest.param(kind, marks=[pytest.mark.slow, *([full_length] if number % 2 else [])])
        for number, kind in enumerate(ALL_PAGES)
    ],
)
def test_every_control_is_reached_and_shows_it(page: Page, kind: str) -> None:
    page.goto(quote(ALL_PAGES[kind]))
    passed_over = dict(enumerate(page.evaluate(MARK_PASSED_OVER)))
    reached, links = set(), set()
    for _ in range(len(passed_over) + 20):
        page.keyboard.press("Tab")
        number, link, is_seen = page.evaluate(FOCUSED)
        if number is not None:
            assert is_seen, number
            reached.add(int(number))
            links.add(link)
    for number, link in passed_over.items():  # a card's picture leads where its title does
        assert number in reached or (link is not None and link in links), number


def test_a_list_is_turned_and_narrowed_by_keyboard(page: Page) -> None:
    page.goto(quote("categories/社交媒体/知乎/"))
    title = page.locator(".zh-card__title").first
    was = title.inner_text()
    page.locator(".zh-order a:not([aria-current])").focus()
    page.keyboard.press("Enter")
    expect(title).not_to_have_text(was)


def test_the_palette_is_changed_by_keyboard(page: Page) -> None:
    page.goto("")
    scheme = page.evaluate("document.body.dataset.mdColorScheme")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.md-option')"):
            break
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.body.dataset.mdColorScheme") != scheme
