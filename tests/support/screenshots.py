"""Take pictures of every kind of page, to be looked at one by one.

python tests/support/screenshots.py FOLDER

From the example site in Chinese and in English, and from the real posts where they are; at three widths, light
and dark. Prints the layout shift of each page and whether it scrolls sideways.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import yaml
from chromium import open_browser
from playwright.sync_api import Browser
from project import REAL_POSTS, ROOT, build_project, copy_real_posts
from visit import PAGES, SHIFTS, serve

WIDTHS = (360, 768, 1440)


def build_sites(folder: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    """Yield the name, the folder and the pages of each site."""
    config = yaml.safe_load((ROOT / "example_site" / "mkdocs.yml").read_text(encoding="utf-8"))
    docs = ROOT / "example_site" / "docs"
    files = {p.relative_to(docs).as_posix(): p.read_bytes() for p in docs.rglob("*") if p.is_file()}
    for language in ("zh", "en"):
        theme = config["theme"] | {"language": language}
        site = build_project(folder / language, files, **(config | {"theme": theme}))
        yield language, site.site, PAGES
    if REAL_POSTS.is_dir():
        copy_real_posts(folder / "real")
        site = build_project(folder / "real", {}, theme=config["theme"])
        yield (
            "real",
            site.site,
            {Path(page).parent.name: str(Path(page).parent) + "/" for page in site.post_pages()},
        )


def take(browser: Browser, name: str, site: Path, pages: dict[str, str], target: Path) -> None:
    """Write the pictures of one site."""
    server, base = serve(site)
    for scheme in ("light", "dark"):
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
            context.add_init_script(SHIFTS)
            page = context.new_page()
            for kind, url in pages.items():
                page.goto(base + quote(url))
                page.wait_for_timeout(400)
                shift, wide = page.evaluate(
                    "[window.shift, document.documentElement.scrollWidth > innerWidth]"
                )
                sys.stdout.write(
                    f"{name:5} {scheme:5} {width:5} shift {shift:.3f}{' WIDE' if wide else ''} {kind}\n"
                )
                page.screenshot(
                    path=target / f"{name}-{kind[:40].replace(' ', '-')}-{width}-{scheme}.png", full_page=True
                )
            context.close()
    server.shutdown()
    server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    target: Path = parser.parse_args().folder
    target.mkdir(parents=True, exist_ok=True)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    with tempfile.TemporaryDirectory() as folder, open_browser() as browser:
        for name, site, pages in build_sites(Path(folder)):
            take(browser, name, site, pages, target)


if __name__ == "__main__":
    main()
