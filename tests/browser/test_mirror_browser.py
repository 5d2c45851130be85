"""Mirrored pictures as people see them: no foreign request, nothing moves, sizes that fit, calm frames."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from picture_server import Hit, Reply
from playwright.sync_api import Browser
from project import ROOT, THEME, Built, copy_real_posts, post, run_mkdocs, write_project
from stand_in import behave_like_zhimg, zhimg
from visit import SHIFTS, Visit, full_length, read_to_the_end, serve

from mkdocs_zhihu.plugin import ZhihuPlugin

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MIRROR = {"zhihu": {"media": {"mirror": True}}}
VIEWS = {"phone": (360, 780, 3), "desktop": (1280, 900, 1)}
FIGURE = '<p>{0}</p><figure><img src="https://pic1.zhimg.com/v2-{1:032x}_r.jpg"><figcaption>图 {1}</figcaption></figure>'
DEAD = '<figure><img src="https://pic1.zhimg.com/v2-dead00000000000000000000000000ff_r.jpg" data-rawwidth="900" data-rawheight="600"><figcaption>逝</figcaption></figure>'
"""Pictures one below another, one of them gone."""


def mostly_there(hit: Hit) -> Reply:
    """Behave like zhimg.com, but have lost one of the real posts' pictures."""
    return Reply(status=404) if "v2-4" in hit.path else behave_like_zhimg(hit)


@pytest.fixture(
    scope="module",
    params=["example", pytest.param("real", marks=[pytest.mark.shared("posts"), full_length])],
)
def site(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Built:
    folder = tmp_path_factory.mktemp("pictures")
    body = "".join(FIGURE.format("字" * 80, number) for number in range(8)) + DEAD
    files: dict[str, str | bytes] = {
        "posts/long.md": post(
            "长文", body, date="2026-01-01 10:00:00", thumbnail=f"https://pic1.zhimg.com/v2-{0:032x}_r.jpg"
        )
    }
    if request.param == "real":
        copy_real_posts(folder)
    for path in (ROOT / "example_site" / "docs").rglob("*"):
        if path.is_file() and "broken" not in path.parts:
            files[f"example/{path.relative_to(ROOT / 'example_site' / 'docs')}"] = path.read_bytes()
    files = {
        name.replace("example/posts/", "posts/example/").replace("example/img", "img"): data
        for name, data in files.items()
    }
    write_project(folder, files, plugins=["search", MIRROR], theme=THEME)
    with zhimg(mostly_there) as (_, network):
        ZhihuPlugin.network = network
        try:
            # In a process of its own: the mirror has an event loop, and so has a browser that another test started.
            done = run_mkdocs(folder, "build", "--quiet")
        finally:
            ZhihuPlugin.network = None
    assert done.returncode == 0, done.stderr
    return Built(folder / "site", ())


@pytest.fixture(params=["phone", pytest.param("desktop", marks=full_length)])
def visit(site: Built, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    width, height, scale = VIEWS[request.param]
    server, base = serve(site.site)
    context = browser.new_context(viewport={"width": width, "height": height}, device_scale_factor=scale)
    context.add_init_script(SHIFTS)
    yield Visit(context.new_page(), base)
    context.close()
    server.shutdown()
    server.server_close()


def urls(site: Built) -> list[str]:
    """Return the home page and every post that shows, or lost, a picture of the store."""
    shown = [
        name for name in site.post_pages()
        if "zhihu/media/" in (text := (site.site / name).read_text(encoding="utf-8")) or "zh-gone" in text
    ]  # fmt: skip
    return ["", *(unquote(name.removesuffix("index.html")) for name in shown)]


def test_no_page_asks_another_host_and_nothing_moves(visit: Visit, site: Built) -> None:
    for url in urls(site):
        page = visit.open(url)
        read_to_the_end(page)
        assert page.locator(".zh-post img[src*='zhihu/media/']:not([width], .zh-cover img)").count() == 0, url
        assert page.evaluate("shift") == 0, url
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], url
        broken = "images => images.filter(i => i.complete && i.currentSrc && !i.naturalWidth).map(i => i.src)"
        assert page.eval_on_selector_all("article img", broken) == [], url
    assert [url for url in visit.foreign if not url.startswith("data:")] == []
    assert visit.errors == []


def test_a_picture_opens_in_the_size_of_its_file(visit: Visit) -> None:
    """Where smaller versions stand beside it, the browser calls the size on the page its natural one."""
    page = visit.open("posts/long/")
    image = page.locator(".zh-body figure img").first
    size = [int(image.get_attribute(name) or 0) for name in ("width", "height")]
    assert image.get_attribute("srcset")
    image.click()
    opened = page.locator(".pswp__item[aria-hidden=false] img.pswp__img:not(.pswp__img--placeholder)")
    opened.wait_for()
    page.wait_for_function("image => image.naturalWidth", arg=opened.element_handle())
    assert opened.get_attribute("src") == image.evaluate("image => image.src")
    assert opened.evaluate("image => [image.naturalWidth, image.naturalHeight]") == size


def test_the_size_that_fits_is_chosen(visit: Visit) -> None:
    page = visit.open("posts/long/")
    read_to_the_end(page)
    measure = "images => images.map(i => [i.currentSrc, i.getBoundingClientRect().width * devicePixelRatio, i.naturalWidth])"
    for source, shown, _ in page.eval_on_selector_all(".zh-body figure img", measure):
        width = int(source.rsplit("-", 1)[1].removesuffix(".webp"))
        assert shown * 0.85 <= width <= max(shown * 1.55, 480), source
    page = visit.open("")
    page.wait_for_load_state("networkidle")
    chosen = [
        source for source, *_ in page.eval_on_selector_all(".zh-card img", measure) if "/media/" in source
    ]
    assert chosen
    assert all(source.endswith("-480.webp") for source in chosen), chosen


def test_a_lost_picture_is_a_calm_frame(visit: Visit) -> None:
    page = visit.open("posts/long/")
    frame = page.locator("figure:has(.zh-gone)")
    frame.scroll_into_view_if_needed()
    assert frame.locator("img").count() == 0
    assert frame.locator("figcaption").inner_text() == "逝"
    assert "900 × 600" in frame.inner_text()
    box = frame.locator(".zh-gone").bounding_box()
    assert box is not None
    assert box["height"] >= 80
    whole = frame.bounding_box()
    assert whole is not None
    assert whole["y"] + whole["height"] >= box["y"] + box["height"], "it covers what follows"
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        name = f"gone-{page.viewport_size['width']}.png"
        page.screenshot(path=str(Path(folder) / name))
        visit.open("")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=str(Path(folder) / f"home-{page.viewport_size['width']}.png"))


def test_an_average_colour_stands_in_until_a_picture_is_there(visit: Visit) -> None:
    visit.page.route("**/zhihu/media/**", lambda route: route.abort())
    page = visit.open("posts/long/")
    colour = "getComputedStyle(document.querySelector('.zh-body figure img')).backgroundColor"
    assert page.evaluate(colour) in {
        f"rgb({r}, {g}, {b})" for r in (48, 128, 208) for g in (48, 128, 208) for b in (48, 128, 208)
    }
