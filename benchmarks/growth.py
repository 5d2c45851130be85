"""Print whether pages grow with the archive: the same pages of a small archive and of a large one.

    python benchmarks/growth.py --posts 1000 10000

The small archive is the beginning of the large one: a post page is the same post's. HTML, gzipped HTML and what the page
loads at once (scripts and styles, without pictures) are counted. Times are those of Chromium on a local server: from the
request to the `load` event, the median of ten visits, if `--browser` is given.

A list is compared where it is full in both archives: where the small one has a second page of it. A list that is not full grows
until it is, and says nothing about the archive; its row ends with "not full" and does not count.
"""

import argparse
import functools
import gzip
import http.server
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from browser import ARGUMENTS, CHROMIUM
from generate import write_posts
from real_themes import OURS

PAGES = {
    "post": "posts/00/post-000000/",
    "category": "categories/社交媒体/知乎/知乎热榜/",
    "home": "",
    "categories": "categories/",
    "archive": "archive/",
    "author": "authors/作者1/",
}
LISTS = {"category", "home", "author"}
LIMIT = 1.05


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def build(count: int, folder: Path) -> Path:
    """Return the site of so many posts."""
    write_posts(count, folder / "docs" / "posts")
    config = OURS["ours"].replace("[zhihu]", "[search, zhihu]")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)
    return folder / "site"


def is_comparable(site: Path, kind: str) -> bool:
    """Return whether a page is no list, or a full one: then there is a second page of it."""
    return kind not in LISTS or (site / PAGES[kind] / "page" / "2" / "index.html").exists()


def time_pages(site: Path, visits: int = 10) -> dict[str, float]:
    """Return milliseconds until each page is loaded."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only with --browser

    handler = functools.partial(Quiet, directory=str(site))
    found = {}
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name, url in PAGES.items():
            page = browser.new_page()
            page.route("https://**", lambda route: route.abort())
            times = []
            for _ in range(visits):
                page.goto(f"http://127.0.0.1:{server.server_port}/{url}")
                times.append(
                    page.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart")
                )
            found[name] = statistics.median(times)
            page.close()
        browser.close()
        server.shutdown()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, nargs=2, default=[1000, 10_000])
    parser.add_argument("--browser", action="store_true", help="measure times too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sites = [build(count, Path(name, str(count))) for count in arguments.posts]
        times = [time_pages(site) if arguments.browser else {} for site in sites]
        worst = 0.0
        print(
            f"| page | bytes at {arguments.posts[0]} | at {arguments.posts[1]} | ratio | gzipped | | ratio | load | | |"
        )
        print("|---" * 10 + "|")
        for kind, url in PAGES.items():
            data = [(site / url / "index.html").read_bytes() for site in sites]
            sizes, packed = [len(text) for text in data], [len(gzip.compress(text)) for text in data]
            comparable = is_comparable(sites[0], kind)
            worst = max(worst, sizes[1] / sizes[0]) if comparable else worst
            shown = [f"{found[kind]:.0f} ms" if found else "" for found in times]
            print(
                f"| {kind} | {sizes[0]} | {sizes[1]} | {sizes[1] / sizes[0]:.3f} "
                f"| {packed[0]} | {packed[1]} | {packed[1] / packed[0]:.3f} | {shown[0]} | {shown[1]} "
                f"| {'' if comparable else f'not full at {arguments.posts[0]}'} |"
            )
    if worst > LIMIT:
        sys.exit(f"a page grows: {worst:.3f}")


if __name__ == "__main__":
    main()
