"""Pages as people open them: a real Chromium, the real posts and the example site."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, expect
from project import THEME, Built, build_project, copy_real_posts, post
from visit import SHIFTS, Visit, full_length, read_to_the_end, serve, settle

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("real")
    copy_real_posts(folder)
    features = ["navigation.instant", "navigation.indexes", "navigation.path"]
    return build_project(folder, {}, theme=THEME | {"features": features})


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    site = request.getfixturevalue(request.param)
    server, base = serve(site.site if isinstance(site, Built) else site)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page(), base)
    context.close()
    server.shutdown()
    server.server_close()


def listing_pages(site: Path) -> list[str]:
    return sorted(
        f"{path.parent.relative_to(site).as_posix()}/" for path in (site / "categories").rglob("index.html")
    )


@pytest.mark.shared("posts")
@pytest.mark.parametrize("visit", ["real"], indirect=True)
def test_every_category_is_reached_by_clicking_from_home(visit: Visit, real: Built) -> None:
    page = visit.open("")
    waiting, seen = [page.url], set()
    while waiting:
        page.goto(waiting.pop())
        urls = page.eval_on_selector_all(
            ".zh-tile, .zh-tree a, .md-nav--primary a", "links => links.map(link => link.href)"
        )
        for url in urls:
            if "/categories/" in url and url not in seen:
                seen.add(url)
                waiting.append(url)
    wanted = {visit.base + quote(name) for name in listing_pages(real.site) if "/page/" not in name} - {
        visit.base + "categories/"
    }
    assert wanted <= seen


@pytest.mark.shared("posts")
@pytest.mark.parametrize("visit", ["real"], indirect=True)
def test_a_click_in_the_navigation_opens_a_category(visit: Visit) -> None:
    page = visit.open("")
    page.click("nav.md-nav--primary >> text=社交媒体")
    page.wait_for_selector("h1:has-text('社交媒体')")
    page.click(".zh-tile:has-text('知乎')")
    page.wait_for_selector("h1:text-is('知乎')")
    page.click(".zh-card__title a >> nth=0")
    page.wait_for_selector(".zh-post h1")
    assert visit.errors == []


@pytest.mark.shared("posts")
@pytest.mark.parametrize("visit", ["real"], indirect=True)
def test_real_pages_have_no_console_error_and_nothing_of_ours_is_foreign(visit: Visit, real: Built) -> None:
    for name in [*real.post_pages(), "index.html", "archive/index.html"]:
        visit.open(name.removesuffix("index.html"))
    assert visit.errors == []
    hosts = (
        "zhimg.com",
        "www.zhihu.com/equation",
        "mydrivers.com",
        "byteimg.com",
        "dockone.io",
        "bgm.tv",
        "zfour.workers.dev",
    )
    assert [url for url in visit.foreign if not any(host in url for host in hosts)] == []


LOST_HOST = "album.invalid"
"""Of a picture in the example site that is lost; the name is reserved, so that no host has it."""


@pytest.mark.parametrize("visit", ["example"], indirect=True)
@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_sticks_out_or_asks_another_host(visit: Visit, example: Path, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 800})
    visit.page.add_init_script(SHIFTS)
    posts = sorted(
        path.parent.relative_to(example).as_posix() for path in (example / "posts").rglob("index.html")
    )
    posts = posts if os.environ.get("ALL_PAGES") else posts[width % 4 :: 4]
    lists = ("", "archive", "archive/2019", "authors", "categories", "categories/社交媒体/知乎", "tags")
    for name in [*(f"{page}/".lstrip("/") for page in (*lists, *posts)), "404.html"]:
        page = visit.open(name)
        read_to_the_end(page)
        assert page.evaluate("shift") == 0, name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert visit.errors == []
    assert [url for url in visit.foreign if urlsplit(url).hostname != LOST_HOST] == []


ARRIVAL = """([whole, parts, step]) => {
    const text = whole.innerHTML;
    const places = () => [...whole.querySelectorAll(parts)].map((part) => {
        const {left, top, width, height} = part.getBoundingClientRect();
        return width && height ? `${left} ${top}` : "";
    });
    const moved = [];
    for (const width of ["", ...[...Array(40 / step).keys()].map((n) => `${80 + 6 * step * n}px`)]) {
        whole.style.width = width;
        whole.innerHTML = text;
        const last = places();
        if (!last.some(Boolean)) moved.push("nothing is shown");
        for (let cut = text.indexOf("<"); cut >= 0; cut = text.indexOf("<", cut + 1)) {
            whole.innerHTML = text.slice(0, cut);
            if (places().some((place, n) => place && place !== last[n])) moved.push(text.slice(0, cut).slice(-80));
        }
    }
    return moved;
}"""


@pytest.mark.parametrize("visit", ["example"], indirect=True)
@pytest.mark.parametrize(
    ("name", "whole", "parts"),
    [
        ("", "ul.zh-tiles", "li"),
        pytest.param("archive", ".zh-year", "h2, ul, li", marks=pytest.mark.slow),
        ("categories/社交媒体/知乎", ".zh-bar", "p, a"),
        ("posts/生活/园艺/阳台上的第一年", ".zh-header", "li, ul"),
        ("posts/编程/掘金/前端/十分钟看懂-CSS-网格", ".md-sidebar--secondary nav", "li, ul, nav"),
    ],
)
@pytest.mark.parametrize("step", [20, pytest.param(4, marks=[pytest.mark.slow, full_length])])
def test_what_has_half_arrived_stays_where_it_is(
    visit: Visit, name: str, whole: str, parts: str, step: int
) -> None:
    """At every width that is a step away from the last."""
    page = visit.open(f"{name}/".lstrip("/"))
    assert page.evaluate(ARRIVAL, [page.query_selector(whole), parts, step]) == []


@pytest.mark.parametrize("visit", ["example"], indirect=True)
def test_a_card_has_a_small_picture_whatever_its_size(visit: Visit) -> None:
    page = visit.open("posts/社交媒体/知乎/知乎热榜/有哪些一看就会的家常汤？/")
    thumb = page.locator(".zh-link-card__thumb").first
    box, natural = thumb.bounding_box(), thumb.evaluate("image => image.width && image.getAttribute('width')")
    assert box is not None
    assert int(natural) > 500
    assert box["width"] < 100
    assert abs(box["width"] / box["height"] - 4 / 3) < 0.02


@pytest.fixture(scope="module")
def missing(tmp_path_factory: pytest.TempPathFactory) -> Built:
    body = '<figure><img src="https://pic1.zhimg.com/v2-0_r.jpg" data-rawwidth="800" data-rawheight="400"><figcaption>山</figcaption></figure>'
    files: dict[str, str | bytes] = {
        "posts/a.md": post("图", body, thumbnail="https://pic1.zhimg.com/v2-0_b.jpg")
    }
    return build_project(tmp_path_factory.mktemp("missing"), files)


@pytest.mark.parametrize("visit", ["missing"], indirect=True)
def test_a_missing_picture_leaves_a_calm_frame(visit: Visit) -> None:
    page = visit.open("posts/a/")
    page.wait_for_selector("figure.zh-missing")
    assert page.evaluate("getComputedStyle(document.querySelector('.zh-missing img')).visibility") == "hidden"
    visit.open("")
    page.wait_for_selector(".zh-card--text")


AS_FIREFOX = """
Object.defineProperty(HTMLImageElement.prototype, "naturalWidth", { get: () => 0 });
addEventListener("error", (event) => event.stopPropagation(), true);
"""
"""No picture has a natural width, as a drawing without a size in Firefox; and no script hears that one is lost."""


def test_a_drawing_without_a_size_is_not_lost(browser: Browser, tmp_path: Path) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 6"><path d="M0 0h9v6z"/></svg>'
    figures = "".join(f'<figure><img src="/img/{name}"></figure>' for name in ("a.svg", "b.svg"))
    files: dict[str, str | bytes] = {
        "posts/a.md": post("图", figures), "img/a.svg": drawing, "img/b.svg": "<svg",
    }  # fmt: skip
    server, base = serve(build_project(tmp_path, files).site)
    page = browser.new_page()
    page.add_init_script(AS_FIREFOX)
    page.goto(f"{base}posts/a/")
    page.wait_for_load_state("networkidle")
    page.evaluate("document$.next(document)")
    page.wait_for_selector("figure.zh-missing img[src$='b.svg']", state="attached")
    assert page.locator("figure.zh-missing").count() == 1
    page.close()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    evil = "</title><script>document.title='owned'</script>\"><img src=x onerror=\"document.title='owned'\">"
    files: dict[str, str | bytes] = {
        "posts/a.md": post(
            evil, f"<p>{evil}</p>", categories=[evil], tags=[evil], author=evil, description=evil
        ),
        "posts/b.md": post("&lt;img src=x onerror=document.title='owned'&gt;", "<p>搜索词</p>"),
    }
    return build_project(tmp_path_factory.mktemp("hostile"), files)


@pytest.mark.slow
@pytest.mark.parametrize("visit", ["hostile"], indirect=True)
def test_hostile_metadata_runs_nowhere(visit: Visit, hostile: Built) -> None:
    for name in hostile.pages():
        page = visit.open(name.removesuffix("index.html"))
        assert page.title() != "owned", name
    page = visit.open("")
    page.wait_for_load_state("networkidle")
    settle(page)
    page.keyboard.press("/")
    page.keyboard.type("onerror", delay=20)
    page.wait_for_selector(".md-search-result__item", state="attached")
    assert page.title() != "owned"
    assert visit.errors == []


@pytest.mark.parametrize("visit", ["example"], indirect=True)
def test_pictures_open_by_keyboard_and_close_again(visit: Visit) -> None:
    page = visit.open("posts/社交媒体/知乎/知乎热榜/普通人怎样拍好星空？/")
    pictures = page.get_by_role("button", name="放大图片")
    assert pictures.count() == 2
    pictures.first.focus()
    page.keyboard.press("Enter")
    caption = page.locator(".zh-lightbox__caption")
    caption.wait_for()
    assert caption.text_content() == "凌晨一点半，银河升到山脊上面"
    dialog = page.get_by_role("dialog", name=page.title())
    expect(dialog).to_have_attribute("aria-modal", "true")
    opened = dialog.locator("[aria-hidden=false] img.pswp__img:not(.pswp__img--placeholder)")
    expect(opened).to_have_attribute("alt", "凌晨一点半，银河升到山脊上面")
    page.wait_for_function("getComputedStyle(document.querySelector('.pswp')).opacity === '1'")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.zh-lightbox__caption').textContent === ''")
    expect(opened).to_have_attribute("alt", "")
    page.keyboard.press("Escape")
    page.locator(".pswp").wait_for(state="detached")
    assert visit.errors == []


@pytest.mark.parametrize("visit", ["example"], indirect=True)
def test_a_list_is_read_from_its_other_end(visit: Visit) -> None:
    titles = "[...document.querySelectorAll('.zh-card__title')].map((tag) => tag.textContent)"
    page = visit.open("categories/科学/数学/")
    newest = page.evaluate(titles)
    page.get_by_role("link", name="最早", exact=True).click()
    page.wait_for_selector(".zh-order a[aria-current]:text-is('最早')")
    assert page.evaluate(titles) == newest[::-1]
    page.get_by_role("link", name="最新", exact=True).click()
    page.wait_for_selector(".zh-order a[aria-current]:text-is('最新')")
    assert page.evaluate(titles) == newest


HIGHLIGHTED = """(all) => {
    const sample = document.createElement("p");
    sample.style = "background: Highlight; forced-color-adjust: none";
    document.body.append(sample);
    const colour = getComputedStyle(sample).backgroundColor;
    return all.map((tag) => getComputedStyle(tag).backgroundColor === colour);
}"""


@pytest.mark.parametrize("visit", ["example"], indirect=True)
def test_choices_can_be_told_where_the_system_chooses_the_colours(visit: Visit) -> None:
    visit.page.emulate_media(forced_colors="active")
    page = visit.open("categories/社交媒体/知乎/")
    assert page.locator(".zh-order a").evaluate_all(HIGHLIGHTED) == [True, False]
    years = page.locator(".zh-filter a").evaluate_all(HIGHLIGHTED)
    assert years == [True] + [False] * (len(years) - 1)
    page = visit.open("posts/社交媒体/知乎/知乎热榜/普通人怎样拍好星空？/")
    page.get_by_role("button", name="阅读设置").click()
    page.locator(".zh-panel__size label").last.wait_for()
    assert page.locator(".zh-panel__size span").evaluate_all(HIGHLIGHTED) == [False, True, False, False]


@pytest.mark.parametrize(
    ("tex", "fonts"), [("x^2", ["formulas.woff2"]), (r"\mathbf{x}", ["alphabets.woff2", "formulas.woff2"])]
)
def test_formulas_load_the_fonts_they_need_and_nothing_moves(
    tmp_path: Path,
    browser: Browser,
    tex: str,
    fonts: list[str],
) -> None:
    body = (
        f'<p>字<img src="https://www.zhihu.com/equation?tex={quote(tex)}" alt="{tex}" eeimg="1">字</p>' * 20
    )
    server, base = serve(build_project(tmp_path, {"posts/a.md": post("式", body)}).site)
    page = browser.new_page()
    page.add_init_script(SHIFTS)
    loaded: list[str] = []
    page.on("requestfinished", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page.goto(f"{base}posts/a/")
    page.wait_for_function("!document.documentElement.classList.contains('zh-waits')")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("shift") == 0
    assert sorted(name for name in loaded if name.endswith(".woff2")) == fonts
    page.close()
    server.shutdown()
    server.server_close()
