"""Print Lighthouse's scores of the example site: home, a category, posts with code, with pictures and with formulas.

    python benchmarks/lighthouse.py --runs 3
    python benchmarks/lighthouse.py --docs    # the documentation: home, quick start, options, architecture
    python benchmarks/lighthouse.py --calibrated    # slowed down to a phone from what this machine is
    python benchmarks/lighthouse.py --desktop    # a desktop computer, at the machine's own speed

Lighthouse comes from npm (`npx`), Chromium is the system's. The site is served packed and with HTTP/1.1, as static
hosts do; each score is the median of the runs, of Lighthouse's own settings for phones or, with `--desktop`, for desktop computers.
Performance depends on how busy the machine is, and how quick: for phones Lighthouse slows any machine down to a quarter, which
makes a phone of a desktop computer and less than that of a slow server. `--calibrated` slows it down as far as a desktop's quarter,
as Lighthouse's docs/throttling.md says.
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
from typing import Any
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
DESKTOP = 1_750
"""Lighthouse's benchmark index of the machines whose quarter is a phone: high-end desktops have 1,500 to 2,000."""

SLOWDOWN = 4.0
"""Lighthouse's own, whatever the machine."""

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


def run_lighthouse(url: str, folder: Path, slowdown: float | None) -> Any:
    """Return Lighthouse's report of a page, on a phone that is so many times slower, or on a desktop computer."""
    report = folder / "report.json"
    device = "--preset=desktop" if slowdown is None else f"--throttling.cpuSlowdownMultiplier={slowdown}"
    command = ["npx", "--yes", "lighthouse", url, "--quiet", "--output=json", f"--output-path={report}",
               device, "--chrome-flags=--headless --no-sandbox"]  # fmt: skip
    environment = {"CHROME_PATH": CHROMIUM or "", **os.environ}
    subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    return json.loads(report.read_text(encoding="utf-8"))


def calibrate(url: str, folder: Path) -> float:
    """Return how far to slow this machine down, so that it is what a desktop is after Lighthouse's own slowdown."""
    index = run_lighthouse(url, folder, SLOWDOWN)["environment"]["benchmarkIndex"]
    slowdown = min(SLOWDOWN, max(1.0, SLOWDOWN * index / DESKTOP))
    print(f"benchmark index {index:.0f}: slowed down {slowdown:.1f} times\n")
    return round(slowdown, 1)


def judge(url: str, folder: Path, slowdown: float | None) -> tuple[list[float], list[str]]:
    """Return the scores of a page, 0 to 100, and its metrics in words."""
    found = run_lighthouse(url, folder, slowdown)
    scores = [found["categories"][name]["score"] * 100 for name in CATEGORIES]
    return scores, [found["audits"][name]["displayValue"] for name in METRICS]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--docs", action="store_true", help="judge the documentation")
    device = parser.add_mutually_exclusive_group()
    device.add_argument("--calibrated", action="store_true", help="slow down by what this machine is")
    device.add_argument("--desktop", action="store_true", help="judge as on a desktop computer")
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
        base = f"http://127.0.0.1:{server.server_port}/"
        slowdown = None if options.desktop else SLOWDOWN
        if options.calibrated:
            slowdown = calibrate(base, Path(name))
        print(f"| page | {' | '.join((*CATEGORIES, *METRICS))} |\n|{'---|' * 9}")
        for kind, url in pages.items():
            found = [judge(base + quote(url), Path(name), slowdown) for _ in range(options.runs)]
            scores = [
                statistics.median(column) for column in zip(*(scores for scores, _ in found), strict=True)
            ]
            print(f"| {kind} | {' | '.join([f'{score:.0f}' for score in scores] + found[-1][1])} |")
        server.shutdown()


if __name__ == "__main__":
    main()
