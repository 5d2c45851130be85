"""Head pictures and figures together: each head picture is seen at once, is asked for once, and never stands twice on a screen."""

import io
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route
from project import Built, build_project, copy_real_posts, post
from visit import full_length, read_to_the_end, serve

from mkdocs_zhihu.body import picture_identity

pytestmark = pytest.mark.browser

HEIGHT = 900
WIDTHS = (390, 1440)
SAMPLE = 8
"""One in so many posts of the example site is looked at, and all with a crisp cover."""

TALL = """() => {
    const column = document.querySelector(".zh-body").getBoundingClientRect().width;
    return [...document.querySelectorAll(".zh-post :is(.zh-cover--crisp > img, .zh-body img)")]
        .map(image => [image.currentSrc || image.src, image.getBoundingClientRect()])
        .filter(([, place]) => place.width > column * 0.6)
        .map(([url, place]) => [url, place.top + scrollY, place.bottom + scrollY]);
}"""
"""Pictures as wide as the text, or nearly: their addresses, and where they begin and end."""


def draw_picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (800, 500), "teal").save(file, "PNG")
    return file.getvalue()


PICTURE = draw_picture()
TEXT = "<p>" + "一段不长不短的文字，说的是同一件事。" * 12 + "</p>"
FIGURE = '<figure><img src="/img/a.png" data-rawwidth="800" data-rawheight="500"></figure>'
FILES: dict[str, str | bytes] = {
    "img/a.png": PICTURE,
    "posts/seed.md": post("题图就是第一张插图", TEXT * 4 + FIGURE + TEXT, headimg="/img/a.png"),
    "posts/far.md": post("题图在很后面", TEXT * 10 + FIGURE, headimg="/img/a.png"),
    "posts/once.md": post("正文没有题图", TEXT * 3, headimg="/img/a.png"),
    "posts/twice.md": post("同一张图用了两次", TEXT + FIGURE + TEXT * 9 + FIGURE, headimg="/img/a.png"),
    "posts/none.md": post("没有写题图", TEXT + FIGURE),
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_project(tmp_path_factory.mktemp("pictures"), FILES).site


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real")
    copy_real_posts(folder)
    return build_project(folder, {}).site


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def list_covers(site: Path) -> list[str]:
    """Return the pages of posts with a head picture: all with a crisp one, and a part of the others."""
    found: dict[str, list[str]] = {"crisp": [], "art": []}
    for name in Built(site, ()).post_pages():
        kind = re.search(r"zh-cover--(crisp|art)", (site / name).read_text(encoding="utf-8"))
        if kind:
            found[kind[1]].append(name.removesuffix("index.html"))
    return found["crisp"] + found["art"][:: SAMPLE if len(found["art"]) > 2 * SAMPLE else 1]


def answer(route: Route) -> None:
    """Stand for the hosts of remote pictures."""
    route.fulfill(body=PICTURE, content_type="image/png")


def look(page: Page, url: str, width: int) -> None:
    asked: Counter[str] = Counter()

    def note(request: object) -> None:
        if getattr(request, "resource_type", "") == "image":
            asked[getattr(request, "url", "")] += 1

    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.on("request", note)
    page.goto(url)
    cover = page.locator(".zh-cover img").first
    place = cover.evaluate("image => image.getBoundingClientRect().toJSON()")
    assert place["height"] > 0
    assert place["top"] < HEIGHT / 2, url
    read_to_the_end(page)
    page.remove_listener("request", note)
    assert asked[cover.evaluate("image => image.currentSrc")] == 1, url
    assert max(asked.values()) == 1, url
    tall = sorted(page.evaluate(TALL), key=lambda row: float(row[1]))
    for (one, _, end), (other, start, _) in combinations(tall, 2):
        assert picture_identity(one) != picture_identity(other) or start - end > HEIGHT, url


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("own", marks=pytest.mark.slow),
        pytest.param("example", marks=pytest.mark.slow),
        pytest.param("real", marks=[pytest.mark.shared("posts"), pytest.mark.slow, full_length]),
    ],
)
def test_a_head_picture_is_seen_at_once_and_never_twice_on_a_screen(
    page: Page, name: str, request: pytest.FixtureRequest
) -> None:
    server, base = serve(request.getfixturevalue(name))
    page.route(lambda url: not url.startswith(base), answer)
    covers = list_covers(request.getfixturevalue(name))
    assert len(covers) > 2
    for url in covers if os.environ.get("ALL_PAGES") else covers[:: 1 if len(covers) < 10 else 3]:
        for width in WIDTHS:
            look(page, f"{base}{url}", width)
    page.unroute_all()
    server.shutdown()
    server.server_close()


def test_which_posts_have_a_cover_and_of_which_kind(own: Path) -> None:
    found = {
        name: re.findall(r"zh-cover--(\w+)", (own / f"posts/{name}/index.html").read_text(encoding="utf-8"))
        for name in ("seed", "far", "once", "twice", "none")
    }
    assert found == {"seed": ["art"], "far": ["crisp"], "once": ["crisp"], "twice": ["art"], "none": []}


GROUND = "image => getComputedStyle(image).backgroundColor"
WHITE = "rgb(255, 255, 255)"


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(
    ("url", "name"), [("", ".zh-card__picture img"), ("posts/none/", ".zh-body figure img")]
)
def test_a_picture_shows_its_average_colour_until_it_is_loaded(
    page: Page, own: Path, url: str, name: str, scheme: str
) -> None:
    """One that could be seen through has none, and stands on white where the page is dark."""
    server, base = serve(own)
    page.goto(f"{base}{url}")
    page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme; }", scheme)
    image = page.locator(name).first
    assert (image.evaluate(GROUND) == WHITE) is (scheme == "slate" or not url)
    image.evaluate("image => image.classList.add('zh-tone-012')")
    assert image.evaluate(GROUND) == "rgb(48, 128, 208)"
    server.shutdown()
    server.server_close()
