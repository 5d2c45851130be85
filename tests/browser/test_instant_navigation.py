"""Pages that the theme changes without loading them: scripts go on working on the next one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from project import post
from visit import serve_instant

pytestmark = pytest.mark.browser

PICTURE = (Path(__file__).parents[2] / "example_site/docs/img/logo.svg").read_bytes()
TEXT = "<p>你好。</p>" * 60 + '<p><img src="/img/a.svg" width="90" height="60" alt="图"></p>'
FILES: dict[str, str | bytes] = {
    f"posts/p{n}.md": post(f"第{n}篇", TEXT, categories="类", date=f"2021-01-0{n} 10:00:00")
    for n in range(1, 6)
} | {"img/a.svg": PICTURE}
TITLES = ".zh-card__title"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_instant(tmp_path_factory.mktemp("instant"), FILES) as base:
        yield base


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def open_slowly(route: Route) -> None:
    """Let pictures open for seconds, so that another page comes before they are open."""
    script = route.fetch().text()
    slow = "PhotoSwipe = class extends PhotoSwipe { constructor(o) { super({ ...o, showAnimationDuration: 2000 }); } };"
    route.fulfill(body=f"{script};{slow}", content_type="text/javascript")


def open_page(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.isSame = true")


def test_a_list_turns_round_again_and_again(page: Page) -> None:
    open_page(page, "categories/类/")
    order = page.locator(".zh-order a")
    for link, first in ((1, "第1篇"), (0, "第5篇"), (1, "第1篇")):
        order.nth(link).click()
        expect(page.locator(TITLES).first).to_have_text(first)
        expect(order.nth(link)).to_have_attribute("aria-current", "true")


def test_pictures_open_with_their_style_on_the_next_page_too(page: Page) -> None:
    open_page(page, "posts/p3/")
    for name in ("第3篇", "第2篇"):
        expect(page.locator(".zh-header h1")).to_have_text(name)
        page.locator(".zh-body img").click()
        expect(page.locator(".pswp--open")).to_have_css("position", "fixed")
        expect(page.locator(".pswp--ui-visible")).to_be_visible()
        page.wait_for_timeout(400)  # it opens for a third of a second, and serves no key before
        page.keyboard.press("Escape")
        expect(page.locator(".pswp")).to_have_count(0)
        if name == "第3篇":
            page.locator(".zh-neighbours a", has_text="第2篇").first.click()
            expect(page.locator(".zh-header h1")).to_have_text("第2篇")
    assert page.evaluate("window.isSame"), "the page was loaded anew"


@pytest.mark.parametrize("is_opening", [True, False])
def test_an_open_picture_closes_when_another_page_comes(page: Page, *, is_opening: bool) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    if is_opening:
        page.route("**/photoswipe.umd.min.js", open_slowly)
    open_page(page, "posts/p3/")
    page.locator(".zh-neighbours a", has_text="第2篇").first.click()
    expect(page.locator(".zh-header h1")).to_have_text("第2篇")
    page.locator(".zh-body img").click()
    expect(page.locator(".pswp")).to_have_css("opacity", "1" if not is_opening else re.compile(r"^0"))
    page.go_back()
    expect(page.locator(".zh-header h1")).to_have_text("第3篇")
    expect(page.locator(".pswp")).to_have_count(0)
    page.locator(".zh-body img").click()
    expect(page.locator(".pswp--open")).to_have_count(1)
    assert page.evaluate("window.isSame")
    assert errors == []


def test_no_picture_opens_on_a_page_that_came_before_the_script(page: Page) -> None:
    waiting: list[Route] = []
    open_page(page, "posts/p3/")
    page.route("**/photoswipe.umd.min.js", lambda route: waiting.append(route))  # noqa: PLW0108 - it takes no bound method
    page.locator(".zh-body img").click()
    page.locator(".zh-neighbours a", has_text="第2篇").first.click()
    expect(page.locator(".zh-header h1")).to_have_text("第2篇")
    waiting[0].continue_()
    page.wait_for_function("window.PhotoSwipe !== undefined")
    assert page.locator(".pswp").count() == 0


def test_two_clicks_open_one_picture(page: Page) -> None:
    waiting: list[Route] = []
    open_page(page, "posts/p3/")
    page.route("**/photoswipe.umd.min.js", lambda route: waiting.append(route))  # noqa: PLW0108 - it takes no bound method
    page.locator(".zh-body img").dblclick()
    waiting[0].continue_()
    expect(page.locator(".pswp--ui-visible")).to_be_visible()
    assert page.locator(".pswp").count() == 1
    page.wait_for_timeout(400)
    page.keyboard.press("Escape")
    expect(page.locator(".pswp")).to_have_count(0)


def test_a_post_is_read_when_it_was_shown_not_when_its_link_was_followed(page: Page) -> None:
    waiting: list[Route] = []
    open_page(page, "posts/p3/")
    page.route("**/posts/p2/", lambda route: waiting.append(route))  # noqa: PLW0108 - it takes no bound method
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(".zh-neighbours a", has_text="第2篇").first.click()
    page.wait_for_timeout(700)
    kept = page.evaluate("Object.entries(localStorage).find(([key]) => key.endsWith('.zh-progress'))?.[1]")
    assert list(json.loads(kept)) == ["posts/p3/"]
    assert waiting
    for route in waiting:
        route.continue_()


def test_an_address_with_a_question_is_answered(page: Page) -> None:
    page.goto("posts/p3/?q=你好")
    expect(page.locator(".zh-search li")).to_have_count(5)
