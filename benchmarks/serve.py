"""Print how long `mkdocs serve` takes to show its first page, and a post that was saved.

    python benchmarks/serve.py --posts 10000 --edits 5

The first page is the home page, with an empty cache and with that of the first run. Then a post is open in Chromium. Each
edit adds a sentence to it; the time ends when the page that was loaded anew has it, told by the page itself. Then its
title is edited, which other pages show too. The folder is looked at every 0.2 s, and MkDocs waits 0.1 s for more to be
saved.
"""

import argparse
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from browser import open_browser
from generate import write_posts
from playwright.sync_api import Page
from real_themes import OURS, OVERRIDE

POST = "03/post-000003"


def make_project(folder: Path, posts: int, config: str) -> Path:
    """Write a project; return the file of the post that is edited."""
    write_posts(posts, folder / "docs" / "posts")
    (folder / "overrides" / "partials").mkdir(parents=True)
    (folder / "overrides" / "partials" / "comments.html").write_text(OVERRIDE, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return folder / "docs" / "posts" / f"{POST}.md"


def find_address() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{free.getsockname()[1]}"


def open_page(page: Page, url: str, process: "subprocess.Popen[bytes]") -> None:
    """Open a page as soon as there is a server; a browser that tries again and again takes half its cores."""
    host, _, port = urlsplit(url).netloc.partition(":")
    while process.poll() is None:
        try:
            socket.create_connection((host, int(port))).close()
        except OSError:
            time.sleep(0.2)
        else:
            page.goto(url, wait_until="domcontentloaded")  # pictures of other hosts may never come
            return
    sys.exit(f"`mkdocs serve` ended with {process.returncode} before it showed a page")


def wait_for_all(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until everything is there: the first build has the newest posts only, and these ten are of any date."""
    for number in range(10):
        while process.poll() is None:
            try:
                urlopen(f"http://{address}/posts/{number:02}/post-{number:06}/").close()
                break
            except OSError:
                time.sleep(0.1)


def measure(page: Page, path: Path, old: str, new: str) -> float:
    """Replace something in the post; return the seconds until the page says the new text."""
    text = path.read_text(encoding="utf-8")
    place = text.rindex(old)
    started = time.perf_counter()
    path.write_text(f"{text[:place]}{new}{text[place + len(old) :]}", encoding="utf-8")
    page.get_by_text(re.sub("<[^<>]*>", "", new), exact=False).first.wait_for(
        state="attached", timeout=120_000
    )
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--edits", type=int, default=5)
    parser.add_argument("--config", choices=OURS, default="ours")
    arguments = parser.parse_args()
    address = find_address()
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", address]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryDirectory() as name, open_browser() as browser:
        path = make_project(Path(name), arguments.posts, OURS[arguments.config])
        for state in ("cold", "warm"):
            started = time.perf_counter()
            with subprocess.Popen(command, cwd=name, env=environment, stdout=subprocess.DEVNULL) as process:
                try:
                    page = browser.new_page()
                    open_page(page, f"http://{address}/", process)
                    print(f"until the first page is there, {state}  {time.perf_counter() - started:6.2f} s")
                    wait_for_all(address, process)
                    print(f"until all pages are there, {state}      {time.perf_counter() - started:6.2f} s")
                    if state == "warm":
                        open_page(page, f"http://{address}/posts/{POST}/", process)
                        measure_edits(page, path, arguments.edits)
                    page.close()
                finally:
                    process.terminate()


def measure_edits(page: Page, path: Path, edits: int) -> None:
    """Print how long edits take to be seen."""
    found = []
    for number in range(edits):
        time.sleep(1 + number / 7)  # at any moment of MkDocs' own rounds
        found.append(measure(page, path, "</div>", f"<p>第{number}次修改</p></div>"))
    print("text edited, each                    ", *(f"{seconds:6.2f} s" for seconds in found))
    print("text edited, median and most          ", end="")
    print(f"{statistics.median(found):6.2f} s {max(found):6.2f} s")
    print(f"title edited                          {measure(page, path, '（第 3 篇）', '（改了）'):6.2f} s")


if __name__ == "__main__":
    main()
