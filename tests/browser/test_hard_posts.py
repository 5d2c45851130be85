"""Posts that strain a layout: very high pictures, drawings one may see through, long words, long code, wide tables."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from project import build_project, post
from visit import Visit, serve

pytestmark = pytest.mark.browser

LONG = "identifier_" + "x" * 80
SETTINGS = ".zh-meta__settings button"


def draw(mode: str, width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height)).save(file, "PNG")
    return file.getvalue()


def figure(name: str, width: int, height: int) -> str:
    return f'<figure><img src="/img/{name}" data-rawwidth="{width}" data-rawheight="{height}"></figure>'


CODE = '<div class="highlight"><pre><code class="language-text">' + "一行\n" * 90 + "</code></pre></div>"
CELLS = "".join("<td>内容比较长的格子</td>" for _ in range(14))
FILES: dict[str, str | bytes] = {
    "img/high.png": draw("RGB", 600, 6000),
    "img/clear.png": draw("RGBA", 800, 400),
    "img/head.png": draw("RGB", 1200, 600),
    "posts/pictures.md": post(
        "图", f"<p>字</p>{figure('high.png', 600, 6000)}{figure('clear.png', 800, 400)}"
    ),
    "posts/cover.md": post("题图", "<p>字。</p>" * 80, headimg="/img/head.png"),
    "posts/long.md": post(
        LONG, f"<p>{LONG}.{LONG}</p>{CODE}<table><tr>{CELLS}</tr></table>", headimg="/img/head.png"
    ),
    "posts/persian.md": post("سلام", "<p>Python این یک متن است.</p><ul><li>یکی</li><li>دو</li></ul>"),
    "posts/quoting.md": post("引用", "<p>سلام دنیا，这是波斯语里的“你好，世界”，一句常见的问候。</p>"),
    "posts/box.md": "---\ntitle: جعبه\n---\n> [!note] عنوان جعبه\n> این یک متن است.\n",
    "posts/lost.md": post(
        "丢了的图", '<figure><img src="https://gone.invalid/a.png"><figcaption>说明</figcaption></figure>'
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_project(tmp_path_factory.mktemp("hard"), FILES).site


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Visit]:
    server, base = serve(site)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page(), base)
    context.close()
    server.shutdown()
    server.server_close()


def measure(page: Page, selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["width"], box["height"]


def test_a_very_high_picture_is_as_wide_as_others_and_opens_at_its_top(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/pictures/")
    assert measure(page, ".zh-body img[src$='high.png']")[0] > 500
    page.locator(".zh-body img[src$='high.png']").click()
    opened = page.locator(".pswp__img[src$='high.png']").last
    expect(opened).to_be_visible()
    page.wait_for_function("document.querySelector('.pswp').classList.contains('pswp--open')")
    box = opened.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["y"])) == (600, 0)


def test_a_drawing_that_one_may_see_through_has_a_ground_in_the_viewer(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/pictures/")
    page.locator(".zh-body img[src$='clear.png']").click()
    expect(page.locator(".pswp__img[src$='clear.png']").last).to_have_css(
        "background-color", "rgb(255, 255, 255)"
    )


def test_a_picture_that_is_still_awaited_is_not_white_in_the_dark(browser: Browser, site: Path) -> None:
    server, base = serve(site)
    page = browser.new_page()
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route("**/clear.png", hold)
    image = page.locator(".zh-body img[src$='clear.png']")
    with page.expect_request("**/clear.png"):
        page.goto(f"{base}posts/pictures/")
        page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        image.scroll_into_view_if_needed()
    expect(image).not_to_have_css("background-color", "rgb(255, 255, 255)")
    assert waiting
    waiting[0].continue_()
    expect(image).to_have_css("background-color", "rgb(255, 255, 255)")
    page.close()
    server.shutdown()
    server.server_close()


def test_what_stands_on_a_cover_can_be_clicked_and_selected(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/cover/")
    for selector in (SETTINGS, ".zh-cover h1"):
        box = page.locator(selector).bounding_box()
        assert box is not None
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert page.evaluate(
            "([[x, y], selector]) => document.elementFromPoint(x, y).closest(selector) !== null",
            [middle, selector],
        )
    page.locator(SETTINGS).click()
    expect(page.locator(".zh-panel")).to_be_visible()


def test_the_header_shows_the_title_only_once_it_is_scrolled_away(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/cover/")
    top, place = page.evaluate(
        "(h1 => [h1.offsetTop, h1.getBoundingClientRect().top + scrollY])(document.querySelector('h1'))"
    )
    assert abs(top - place) <= 1


def test_a_long_word_leaves_the_card_on_a_phone_whole(visit: Visit) -> None:
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(visit.base)
    places = page.evaluate(
        "[...document.querySelectorAll('.zh-card__title')].map(title => title.getBoundingClientRect())"
        ".map(({left, right}) => [left, right])"
    )
    assert len(places) == sum(name.startswith("posts/") for name in FILES)
    assert all(0 <= left < right <= 390 for left, right in places)


def test_code_is_printed_to_its_end(visit: Visit) -> None:
    page = visit.page
    page.emulate_media(media="print")
    page.goto(f"{visit.base}posts/long/")
    shown, whole = page.evaluate(
        "(code => [code.clientHeight, code.scrollHeight])(document.querySelector('pre > code'))"
    )
    assert shown == whole > 900


def test_cells_of_a_wide_table_hold_some_words_in_a_line(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/long/")
    assert measure(page, ".zh-body td")[0] > 70


def test_the_caption_of_a_lost_picture_stands_below_what_is_said_of_it(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/lost/")
    link, caption = page.locator(".zh-missing__link"), page.locator(".zh-missing figcaption")
    expect(link).to_be_visible()
    above, below = link.bounding_box(), caption.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"] + 1


def test_a_text_that_is_read_from_right_to_left_is_set_so(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/persian/")
    item, text = page.locator(".zh-body li").first, page.locator(".zh-body")
    expect(text).to_have_css("direction", "rtl")
    words = page.locator(".zh-body p").first.evaluate(
        "node => { const range = document.createRange(); range.selectNodeContents(node); return range.getBoundingClientRect().left; }"
    )
    assert (
        words > page.locator(".zh-body").evaluate("node => node.getBoundingClientRect().left") + 200
    )  # set from the right
    assert measure(page, ".zh-body")[0] > 300
    inner, outer = item.bounding_box(), text.bounding_box()
    assert inner is not None
    assert outer is not None
    assert inner["x"] + inner["width"] < outer["x"] + outer["width"]  # room for the mark is on the right
    for name in ("cover", "quoting"):
        page.goto(f"{visit.base}posts/{name}/")
        expect(page.locator(".zh-body")).to_have_css("direction", "ltr")


def test_the_icon_of_a_box_stands_where_its_line_begins(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}posts/box/")
    title = page.locator(".zh-body .admonition-title")
    expect(title).to_have_css("direction", "rtl")
    width = title.bounding_box()["width"]  # type: ignore[index]  # it is shown
    left = title.evaluate("element => parseFloat(getComputedStyle(element, '::before').left)")
    assert left > width / 2
    assert title.evaluate("element => parseFloat(getComputedStyle(element).paddingRight)") > 30
