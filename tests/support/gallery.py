"""Take the pictures that README shows, from the example site.

python tests/support/gallery.py

Writes docs/gallery/*.webp, and beside them what the templates were when they were taken: a test compares it.
"""

import hashlib
import io
import tempfile
from pathlib import Path
from urllib.parse import quote

from chromium import open_browser
from PIL import Image
from playwright.sync_api import Browser
from project import ROOT, run_command
from visit import serve

GALLERY = ROOT / "docs" / "gallery"
MARK = GALLERY / "templates.sha256"
TEMPLATES = ROOT / "mkdocs_zhihu" / "templates" / "zhihu"
PICTURES = {
    "home": ("", 1440, "light"),
    "home-dark": ("", 1440, "dark"),
    "post": ("posts/科学/生物/斑马、河豚和珊瑚身上的花纹，原来服从同一个方程/", 1440, "light"),
    "formulas": ("posts/科学/数学/从一块地砖讲起：为什么五边形铺不满浴室，而六边形可以/", 1440, "light"),
    "search": ("archive/", 1440, "light"),
    "phone": ("posts/科学/天文/星系的旋臂为什么没有把自己越缠越紧/", 390, "light"),
}
"""Page, width and palette of each."""


def fingerprint_templates() -> str:
    """Return what stands for everything that decides how pages look."""
    files = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in (".css", ".html"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def take(browser: Browser, base: str, name: str) -> None:
    """Write one picture."""
    url, width, scheme = PICTURES[name]
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 400 else 844},
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=1 if width > 400 else 2,
    )
    page = context.new_page()
    page.goto(base + quote(url))
    page.wait_for_function(
        "[...document.images].every((image) => image.complete || image.loading === 'lazy')"
    )
    if name == "formulas":
        page.evaluate("document.querySelector('div.zh-math').scrollIntoView({ block: 'center' })")
    if name == "search":
        page.keyboard.press("/")
        page.keyboard.type("为什么", delay=60)
    page.wait_for_timeout(1500)
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.save(GALLERY / f"{name}.webp", quality=82, method=6)
    context.close()


def main() -> None:
    GALLERY.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        site = Path(folder) / "site"
        run_command("mkdocs", "build", "-q", "-f", ROOT / "example_site" / "mkdocs.yml", "-d", site)
        server, base = serve(site)
        for name in PICTURES:
            take(browser, base, name)
        server.shutdown()
        server.server_close()
    MARK.write_text(fingerprint_templates() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
