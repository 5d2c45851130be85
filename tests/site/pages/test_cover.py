"""The head picture of a post: whether it is seen, and whether the words on it can be read."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, Page, Request
from project import Built, build_project, post
from visit import SHIFTS, serve

from mkdocs_zhihu.body import shrink_picture_url

pytestmark = pytest.mark.site

HOST = "https://pic1.zhimg.com/"
HASH = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("url", "small"),
    [
        (f"{HOST}v2-{HASH}_r.jpg", f"{HOST}v2-{HASH}_720w.jpg"),
        (f"{HOST}80/v2-{HASH}_1440w.webp", f"{HOST}v2-{HASH}_720w.webp"),
        (f"{HOST}v2-{HASH}.png", f"{HOST}v2-{HASH}_720w.png"),
        (f"{HOST}v2-{HASH}_b.gif", f"{HOST}v2-{HASH}_720w.jpg"),
        (f"{HOST}{HASH}_r.jpg", f"{HOST}{HASH}_b.jpg"),
        (f"{HOST}v2-{HASH}_qhd.jpg", f"{HOST}v2-{HASH}_qhd.jpg"),
        ("https://img.example/a_r.gif", "https://img.example/a_r.gif"),
        ("img/a.png", "img/a.png"),
    ],
)
def test_a_remote_picture_is_asked_for_in_a_small_version(url: str, small: str) -> None:
    assert shrink_picture_url(url) == small


def draw(kind: str) -> bytes:
    """Return a picture that is hard to write on."""
    noise = np.random.default_rng(7).integers(0, 256, (90, 160, 3), dtype=np.uint8)
    picture = {
        "white": Image.new("RGB", (640, 360), "white"),
        "black": Image.new("RGB", (640, 360), "black"),
        "busy": Image.fromarray(noise),
        "clear": Image.new("RGBA", (640, 360), (255, 255, 255, 0)),
    }[kind]
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


KINDS = ("white", "black", "busy", "clear")
TITLE = "一个相当长的标题：它要在手机上占去好几行，才看得出字压在图上清楚不清楚？"
POSTS = {
    f"posts/{kind}{'' if is_repeated else '-alone'}.md": post(
        TITLE,
        f'<p>文</p><figure><img src="/img/{kind}.png"></figure>' if is_repeated else "<p>文</p>",
        headimg=f"/img/{kind}.png",
        tags=["标签"],
    )
    for kind in KINDS
    for is_repeated in (True, False)
}
FILES: dict[str, str | bytes] = POSTS | {f"img/{kind}.png": draw(kind) for kind in KINDS}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("covers"), FILES)


@pytest.fixture(scope="module")
def page(browser: Browser, site: Built) -> Iterator[Page]:
    server, base = serve(site.site)
    context = browser.new_context(base_url=base)
    context.add_init_script(SHIFTS)
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


def test_a_repeated_picture_is_blurred_and_one_of_the_front_matter_alone_crisp(site: Built) -> None:
    header = site.page("posts/white").select_one("header.zh-cover--art")
    assert header is not None
    assert len({image["src"] for image in header.select("img")}) == 1
    assert [image["alt"] for image in header.select("img")] == ["", ""]
    assert len(site.page("posts/white-alone").select("header.zh-cover--crisp > img")) == 1
    assert site.page("categories/甲").select("header.zh-cover--art")


def test_the_option_shows_all_crisp_or_none(tmp_path: Path) -> None:
    files = {name: FILES[name] for name in ("posts/white.md", "img/white.png")}
    for option, count in (("always", 1), ("never", 0)):
        built = build_project(tmp_path / option, files, plugins=[{"zhihu": {"hero": option}}])
        page = built.page("posts/white")
        assert len(page.select("header.zh-cover--crisp")) == len(page.select("header img")) == count


def measure_light(colours: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the relative luminance of colours from 0 to 255, as WCAG has it."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


WORDS = """() => [...document.querySelectorAll(".zh-cover :is(h1, .zh-meta > li, .zh-meta :is(a, button), .zh-chip > *)")].map((tag) => {
    const { x, y, width, height } = tag.getBoundingClientRect();
    const [red, green, blue, alpha = 1] = getComputedStyle(tag).color.match(/[\\d.]+/g).map(Number);
    return { place: [x, y, x + width, y + height].map(Math.round), colour: [red, green, blue], alpha };
})"""


INVISIBLE = ".zh-cover :is(h1, h1 *, ul *, ul *::before, ul *::after) { color: transparent !important }"


def find_least_contrast(page: Page) -> float:
    """Return the least contrast of words on a cover with any pixel behind them."""
    page.add_style_tag(content="*, ::before, ::after { transition: none !important }")
    words = page.evaluate(WORDS)
    page.add_style_tag(content=INVISIBLE)
    pixels = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), dtype=float)
    found = []
    for word in words:
        left, top, right, bottom = (max(0, side) for side in word["place"])
        ground = pixels[top:bottom, left:right].reshape(-1, 3)
        ink = word["alpha"] * np.array(word["colour"]) + (1 - word["alpha"]) * ground
        light = np.sort([measure_light(ink), measure_light(ground)], axis=0)
        found.append(((light[1] + 0.05) / (light[0] + 0.05)).min())
    return float(min(found))


def open_page(page: Page, name: str) -> tuple[list[str], list[str]]:
    """Open the page of a post; return what it asked for, and what moved."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(name.removesuffix(".md") + "/")
    page.wait_for_function("[...document.images].every((image) => image.complete)")
    page.evaluate("Promise.all([...document.images].map((image) => image.decode()))")
    page.remove_listener("request", note)
    return asked, page.evaluate("shift && moved || []")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", sorted(POSTS))
def test_words_on_any_picture_can_be_read_and_nothing_moves(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    asked, moved = open_page(page, name)
    if moved:  # a busy machine may draw a page before all of it has arrived
        asked, moved = open_page(page, name)
    assert moved == []
    assert len([url for url in asked if "/img/" in url]) == 1
    assert page.locator(".zh-cover img").first.bounding_box()["y"] < 300  # type: ignore[index]
    assert find_least_contrast(page) >= 4.5


@pytest.mark.browser
def test_paper_shows_a_cover_picture_once_and_sharp(page: Page) -> None:
    page.emulate_media(media="print")
    for name, selector in (("white", ".zh-cover__crop"), ("white-alone", ".zh-cover__ground")):
        page.goto(f"posts/{name}/")
        shown = page.locator(".zh-cover img:visible")
        assert shown.count() == page.locator(f".zh-cover {selector}:visible").count() == 1
        assert shown.evaluate("image => getComputedStyle(image).filter") == "none"
        title, picture = page.locator("h1").bounding_box(), shown.bounding_box()
        assert title is not None
        assert picture is not None
        assert selector == ".zh-cover__crop" or picture["y"] + picture["height"] <= title["y"]
    page.emulate_media(media="screen")


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", ["posts/white/", "posts/white-alone/"])
def test_a_lost_picture_leaves_a_plain_header_of_the_same_size(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(name)
    size = page.locator(".zh-cover").bounding_box()
    page.route("**/img/*", lambda route: route.abort())
    page.goto(name)
    page.wait_for_selector(".zh-cover--lost")
    assert page.locator(".zh-cover--lost").bounding_box() == size
    assert page.locator(".zh-cover--lost img").count() == 0
    assert find_least_contrast(page) >= 4.5
    assert page.evaluate("shift") == 0
    page.unroute_all()
