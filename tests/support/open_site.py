"""Open a built example site in Chromium: its search finds, its lightbox opens, no script fails.

Run as `python tests/support/open_site.py SITE`; `.ci/engines` does so for every engine and theme.
"""

import sys
from pathlib import Path

from chromium import open_browser
from playwright.sync_api import Page, expect
from visit import Visit, serve

PHRASE = "终端速度"
POST = "posts/社交媒体/知乎/知乎热榜/普通人怎样拍好星空？/"


def check_search(page: Page) -> None:
    """Find a phrase in the theme's dialog."""
    page.keyboard.press("/")
    page.keyboard.type(PHRASE)
    expect(page.locator(".zh-search li").first).to_contain_text(PHRASE)


def check_lightbox(page: Page) -> None:
    """Open a picture by keyboard and close it."""
    page.get_by_role("button", name="放大图片").first.press("Enter")
    page.locator(".zh-lightbox__caption").wait_for()
    page.wait_for_function("getComputedStyle(document.querySelector('.pswp')).opacity === '1'")
    page.keyboard.press("Escape")
    page.locator(".pswp").wait_for(state="detached")


def main(site: Path) -> None:
    """Check one site."""
    server, base = serve(site)
    with open_browser() as browser:
        visit = Visit(browser.new_page(), base)
        page = visit.open("")
        page.wait_for_load_state("networkidle")
        check_search(page)
        check_lightbox(visit.open(POST))
        assert visit.errors == [], visit.errors
        assert visit.foreign == [], visit.foreign
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
