"""What readers set for themselves, how they go on reading, and where chance or the day leads them."""

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from project import THEME, build_project, post
from visit import SHIFTS, serve, serve_instant

from mkdocs_zhihu.host.site_files.reading_files import POSTS_PER_DAY, POSTS_PER_FILE

pytestmark = pytest.mark.browser

PARAGRAPHS = "".join(f"<p>第{n}段：网络里的头发和皇后，" + "说明一下。" * 60 + "</p>" for n in range(40))
CODE = "<pre><code class='language-text'>网络</code></pre>"
TODAY = datetime.now(UTC).astimezone()
FILES: dict[str, str | bytes] = {
    "posts/long.md": post("长文 <b>", f"{CODE}{PARAGRAPHS}", date="2020-03-01 12:00:00"),
    "posts/today.md": post("往年的今天", date=f"2019-{TODAY:%m-%d} 12:00:00"),
    "posts/short.md": post("短文", "<p>一句。</p>", date="2021-03-02 12:00:00"),
}
PLUGINS: list[object] = ["search", {"zhihu": {"reading": {"characters": True}}}]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_instant(tmp_path_factory.mktemp("reading"), FILES, plugins=PLUGINS) as base:
        yield base


@pytest.fixture
def context(browser: Browser, base: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    context.add_init_script(SHIFTS)
    yield context
    context.close()


def read_style(page: Page, name: str) -> str:
    return str(page.evaluate("name => getComputedStyle(document.querySelector('.zh-body p'))[name]", name))


def choose(page: Page, label: str) -> None:
    page.locator(".zh-panel label", has_text=label).first.click()


def test_settings_last_and_nothing_moves_when_they_are_there_from_the_start(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("posts/long/")
    size, line = float(read_style(page, "fontSize")[:-2]), float(read_style(page, "lineHeight")[:-2])
    page.get_by_role("button", name="阅读设置").click()
    for label in ("特大", "松", "宋体", "窄"):
        choose(page, label)
    page.goto("posts/short/")
    page.goto("posts/long/")
    page.wait_for_load_state("networkidle")
    assert float(read_style(page, "fontSize")[:-2]) == pytest.approx(size * 1.35, abs=0.1)
    assert float(read_style(page, "lineHeight")[:-2]) > line * 1.35
    assert "Song" in read_style(page, "fontFamily")
    assert page.evaluate("shift") == 0
    page.emulate_media(media="print")
    assert float(read_style(page, "fontSize")[:-2]) == pytest.approx(size, abs=0.1)
    page.emulate_media(media="screen")
    page.get_by_role("button", name="阅读设置").click()
    page.locator(".zh-panel :checked").nth(4).wait_for(state="attached")  # loaded when it is wanted
    assert page.locator(".zh-panel :checked").evaluate_all("all => all.map(one => one.value)") == [
        "huge", "loose", "song", "narrow", "",
    ]  # fmt: skip
    page.get_by_role("button", name="恢复默认").click()
    assert float(read_style(page, "fontSize")[:-2]) == pytest.approx(size, abs=0.1)


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.slow)])
def test_settings_fit_into_a_phone(context: BrowserContext, base: str, tmp_path: Path, language: str) -> None:
    page = context.new_page()
    with ExitStack() as stack:
        if language == "en":
            theme = THEME | {"language": "en"}
            server, base = serve(build_project(tmp_path, FILES, plugins=PLUGINS, theme=theme).site)
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
        for width in (320, 360, 390):
            page.set_viewport_size({"width": width, "height": 700})
            page.goto(f"{base}posts/long/")
            page.locator("[data-zh-open=settings]").click()
            page.locator(".zh-panel button").first.wait_for()
            sizes = page.locator(".zh-panel").evaluate(
                "({ clientWidth, scrollWidth }) => [clientWidth, scrollWidth]"
            )
            assert sizes[0] == sizes[1] < width
            heights = page.locator(".zh-panel label").evaluate_all(
                "all => all.map(label => label.offsetHeight)"
            )
            assert max(heights) < 40, "a choice is in two lines"


def test_settings_are_made_by_keyboard(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("posts/long/")
    button = page.get_by_role("button", name="阅读设置")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".zh-panel")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "zh-size"
    page.keyboard.press("ArrowRight")
    expect(page.locator("html")).to_have_attribute("data-zh-size", "large")
    page.keyboard.press("Escape")
    expect(page.locator(".zh-panel")).to_be_hidden()
    expect(button).to_be_focused()


def test_settings_work_where_the_browser_keeps_nothing(context: BrowserContext) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = context.new_page()
    errors: list[str] = []
    page.goto("posts/long/")
    page.on("pageerror", lambda error: errors.append(str(error)))  # the theme's own are before
    page.get_by_role("button", name="阅读设置").click()
    choose(page, "特大")
    expect(page.locator("html")).to_have_attribute("data-zh-size", "huge")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(600)
    assert errors == []


def test_a_panel_that_cannot_be_filled_is_tried_again_by_the_next_click(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("posts/long/")
    button = page.get_by_role("button", name="阅读设置")
    page.route("**/zhihu/reading/settings.js", lambda route: route.abort())
    button.click()
    expect(page.locator(".zh-panel")).to_have_text("…")
    button.click()
    expect(page.locator(".zh-panel")).to_have_count(0)
    page.unroute_all()
    button.click()
    choose(page, "特大")
    expect(page.locator("html")).to_have_attribute("data-zh-size", "huge")
    button.click()
    expect(page.locator(".zh-panel")).to_be_hidden()
    expect(page.locator(".zh-panel")).to_have_count(1)


def test_a_panel_says_that_its_file_did_not_come(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("archive/")
    page.route(re.compile(r"/zhihu/reading/\d\d-\d\d\.js"), lambda route: route.abort())
    button = page.get_by_role("button", name="那年今日")
    button.click()
    expect(page.locator(".zh-panel")).to_have_text("读不出来，请稍后再试。")


def test_characters_change_but_not_code_and_come_back(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("posts/long/")
    words = page.locator(".zh-body p").first
    expect(words).to_contain_text("网络里的头发和皇后")
    page.get_by_role("button", name="阅读设置").click()
    choose(page, "繁體")
    expect(words).to_contain_text("網絡裡的頭髮和皇后")
    expect(page.locator(".zh-body code")).to_have_text("网络")
    expect(page.locator(".zh-post")).to_have_attribute("lang", "zh-Hant")
    page.keyboard.press("Escape")
    page.evaluate("window.isSame = true")
    page.locator(".zh-neighbour").first.click()
    expect(page.locator(".zh-header h1")).to_have_text("短文")
    page.go_back()
    expect(words).to_contain_text("網絡裡的頭髮和皇后")
    assert page.evaluate("isSame")  # the theme changed pages without loading one
    page.get_by_role("button", name="閱讀設置").click()
    choose(page, "原文")
    expect(words).to_contain_text("网络里的头发和皇后")


def test_what_is_drawn_later_has_the_chosen_characters(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("posts/long/")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(800)
    page.get_by_role("button", name="阅读设置").click()
    choose(page, "繁體")
    expect(page.get_by_role("button", name="恢復默認")).to_be_visible()
    expect(page.locator(".zh-panel__characters")).to_have_text("字形原文简体繁體")
    page.goto("posts/short/")
    page.goto("posts/long/")
    expect(page.get_by_role("button", name="從那裡繼續")).to_be_visible()
    page.keyboard.press("/")
    page.locator("[data-md-component=search-query]").fill("网络里的")
    expect(page.locator(".zh-search li p").first).to_contain_text("網絡裡的頭髮")
    expect(page.locator(".zh-search__status")).to_have_text("1 篇文章")


def test_a_post_that_was_only_opened_is_not_begun(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("posts/long/")
    page.evaluate("scrollTo(0, 300)")
    page.goto("posts/short/")
    page.goto("")
    expect(page.locator(".zh-card .zh-hidden")).to_have_text(" (已读)")
    expect(page.locator(".zh-card--begun")).to_contain_text("短文")
    expect(page.locator(".zh-browse a")).to_have_count(0)


def test_a_reader_finds_the_place_again(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("posts/long/")
    page.locator(".zh-body p").nth(20).scroll_into_view_if_needed()
    page.wait_for_timeout(800)
    seen = page.evaluate("scrollY")
    assert seen > 1000
    page.goto("")
    card = page.locator(".zh-card", has_text="长文")
    expect(card.locator(".zh-hidden")).to_contain_text("读到")
    link = page.get_by_role("link", name="继续阅读《长文 <b>》")
    assert page.evaluate("shift") == 0
    link.click()
    page.wait_for_function("scrollY > 1000")
    assert abs(page.evaluate("scrollY") - seen) < 700
    page.goto("posts/today/")
    page.goto("posts/long/")
    page.get_by_role("button", name="从那里继续").click()
    page.wait_for_function("scrollY > 1000")
    page.keyboard.press("End")
    page.locator(".zh-body p").last.scroll_into_view_if_needed()
    page.wait_for_timeout(800)
    page.goto("")
    expect(card.locator(".zh-hidden")).to_have_text(" (已读)")
    expect(page.locator(".zh-browse a")).to_have_count(0)


def test_chance_leads_to_a_post(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("")
    page.get_by_role("button", name="随便看一篇").click()
    page.wait_for_url("**/posts/**")
    expect(page.locator(".zh-post")).to_be_visible()


def test_this_day_names_posts_of_other_years(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("archive/")
    button = page.get_by_role("button", name="那年今日")
    button.click()
    link = page.locator(".zh-panel").get_by_role("link", name="往年的今天")
    expect(link).to_be_visible()
    button.click()
    expect(link).to_be_hidden()
    button.click()
    link.click()
    expect(page.locator(".zh-header h1")).to_have_text("往年的今天")


@pytest.mark.slow
def test_no_file_grows_with_the_number_of_posts(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"posts/{n}.md": post(f"文{n}", date=f"20{10 + n % 10}-05-18 10:00:00") for n in range(130)
    }
    built = build_project(tmp_path, files, plugins=["zhihu"])
    folder = built.site / "zhihu" / "reading"
    rows = {path.stem: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert sorted(rows) == ["05-18", "p0", "p1", "p2", "settings"]
    addresses = [url for n in range(3) for url in json.loads(rows[f"p{n}"].partition("=")[2].rstrip(";\n"))]
    assert len(set(addresses)) == 130
    assert rows["p0"].count("posts/") == POSTS_PER_FILE
    day = json.loads(rows["05-18"].partition("=")[2].rstrip(";\n"))
    assert len(day) == POSTS_PER_DAY
    assert len({year for *_, year in day}) == 10
    assert '"posts":130' in rows["settings"]
    assert '"hasCharacters":false' in rows["settings"]


def test_none_of_it_is_there_if_it_is_switched_off(tmp_path: Path) -> None:
    built = build_project(tmp_path, FILES, plugins=[{"zhihu": {"reading": False}}])
    assert not (built.site / "zhihu" / "reading").exists()
    for url in ("", "posts/long"):
        html = str(built.page(url))
        assert "data-zh-open" not in html
        assert "reading.js" not in html
