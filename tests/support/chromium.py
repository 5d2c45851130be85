"""The browser of the tests."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first shows the same pages without windows of its own to draw: in two thirds of the time."""

CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@contextmanager
def open_browser(*, hides_scroll_bars: bool = True) -> Iterator[Browser]:
    """Start it, and end it. Playwright's own choice is to hide scroll bars."""
    shown = [] if hides_scroll_bars else ["--hide-scrollbars"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, ignore_default_args=shown
        )
        yield browser
        browser.close()
