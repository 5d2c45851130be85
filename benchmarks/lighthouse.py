"""Print Lighthouse's scores of the example site: home, a category, posts with code, with pictures and with formulas.

    python benchmarks/lighthouse.py --runs 3
    python benchmarks/lighthouse.py --docs    # the documentation: home, quick start, options, architecture

Lighthouse comes from npm (`npx`), Chromium is the system's. The site is served packed and with HTTP/1.1, as static
hosts do; each score is the median of the runs, of Lighthouse's own mobile settings. Performance depends on how busy
the machine is.
"""

import argparse
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import quote, unquote

from browser import CHROMIUM

ROOT = Path(__file__).parent.parent
HOT = "posts/社交媒体/知乎/知乎热榜"
PAGES = {
    "home": "",
    "category": "categories/社交媒体/知乎/",
    "post with code": f"{HOT}/为什么程序员总说「先测量再优化」？/",
    "post with pictures": f"{HOT}/有哪些一看就会的家常汤？/",
    "post with formulas": f"{HOT}/有哪些让你觉得「数学真美」的瞬间？/",
}
DOCUMENTS = {"home": "", "quick start": "start/", "options": "options/", "architecture": "architecture/"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = (
    "first-contentful-paint",
    "largest-contentful-paint",
    "total-blocking-time",
    "cumulative-layout-shift",
)


class Packed(http.server.SimpleHTTPRequestHandler):
    """Serves texts packed."""

    protocol_version = "HTTP/1.1"
    root = Path()

    def do_GET(self) -> None:
        """Send a file."""
        path = self.root / unquote(self.path.partition("?")[0]).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        data = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(str(path)))
        if path.suffix in (".html", ".css", ".js", ".json", ".svg", ".xml"):
            self.send_header("Content-Encoding", "gzip")
            data = gzip.compress(data)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


def judge(url: str, folder: Path) -> tuple[list[float], list[str]]:
    """Return the scores of a page, 0 to 100, and its metrics in words."""
    report = folder / "report.json"
    command = ["npx", "--yes", "lighthouse", url, "--quiet", "--output=json", f"--output-path={report}",
               "--chrome-flags=--headless --no-sandbox"]  # fmt: skip
    environment = {"CHROME_PATH": CHROMIUM or "", **os.environ}
    subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = [found["categories"][name]["score"] * 100 for name in CATEGORIES]
    return scores, [found["audits"][name]["displayValue"] for name in METRICS]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--docs", action="store_true", help="judge the documentation")
    options = parser.parse_args()
    config, pages = ("docs", DOCUMENTS) if options.docs else ("example_site", PAGES)
    with tempfile.TemporaryDirectory() as name:
        Packed.root = Path(name, "site")
        subprocess.run(
            [
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "-q",
                "-f",
                ROOT / config / "mkdocs.yml",
                "-d",
                Packed.root,
            ],
            check=True,
        )
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Packed)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"| page | {' | '.join((*CATEGORIES, *METRICS))} |\n|{'---|' * 9}")
        for kind, url in pages.items():
            base = f"http://127.0.0.1:{server.server_port}/"
            found = [judge(base + quote(url), Path(name)) for _ in range(options.runs)]
            scores = [
                statistics.median(column) for column in zip(*(scores for scores, _ in found), strict=True)
            ]
            print(f"| {kind} | {' | '.join([f'{score:.0f}' for score in scores] + found[-1][1])} |")
        server.shutdown()


if __name__ == "__main__":
    main()
