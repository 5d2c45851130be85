"""Search as people use it: Material's dialog in a real Chromium."""

import json
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from project import THEME, Built, build_project, post
from visit import Visit, full_length, serve, settle

from mkdocs_zhihu.search.folding import VARIANTS, fold_text

pytestmark = pytest.mark.browser

WORDS = "机器 学习 概率 论 的 是 在 数据 Python C++ 网格 布局 ＡＢＣ 模型 人 我们 ， 。 🌊 Straße ΣΟΦΟΣ ﬁne e\u0301".split()
EVIL = "<img src=x onerror=\"document.title='owned'\"> & </a>"


SITE_URL = "https://example.org/"
QUERY = "[data-md-component=search-query]"
STATUS = ".zh-search__status"
RESULTS = ".zh-search li"
MORE = ".zh-search__more"


def make_posts() -> dict[str, tuple[str, str]]:
    """Return title and text by file name."""
    rng = random.Random(3)  # noqa: S311 - nothing secret is drawn
    texts = {"c.md": EVIL, "d.md": "山中" + "长夜" * 300 + "独一无二的结尾"}
    for number in range(60):
        texts[f"{number:02}.md"] = "".join(rng.choice(WORDS) for _ in range(rng.randrange(5, 200)))
    titles = ["机器学习入门 {}" if number % 20 == 9 else "第 {} 篇" for number in range(len(texts))]
    posts = {
        name: (title.format(number), text)
        for number, (title, (name, text)) in enumerate(zip(titles, texts.items(), strict=True))
    }
    return posts | {"c.md": (EVIL, EVIL)}


POSTS = make_posts()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    files: dict[str, str | bytes] = {"about.md": "# 关于\n\nAn ordinary page.\n"}
    for number, (name, (title, text)) in enumerate(POSTS.items()):
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        files[f"posts/{name}"] = post(
            title,
            f"<p>{escaped}</p>",
            categories=["甲", "乙" if number % 2 else "丙"],
            date=f"{2019 + number % 3}-05-18 10:00:00",
        )
    theme = THEME | {"features": ["navigation.instant"]}
    plugins = ["search", {"zhihu": {"search": "zhihu"}}]
    folder = tmp_path_factory.mktemp("dialog")
    return build_project(folder, files, theme=theme, plugins=plugins, site_url=SITE_URL)


@pytest.fixture
def visit(browser: Browser, built: Built) -> Iterator[Visit]:
    server, base = serve(built.site)
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    # Material trusts the sitemap's addresses but for the host; the port is known only now.
    sitemap = (built.site / "sitemap.xml").read_text(encoding="utf-8").replace(SITE_URL, base)
    context.route("**/sitemap.xml", lambda route: route.fulfill(body=sitemap, content_type="text/xml"))
    yield Visit(context.new_page(), base)
    context.close()
    server.shutdown()
    server.server_close()


def open_dialog(visit: Visit) -> Page:
    page = visit.open("")
    page.wait_for_load_state("networkidle")
    settle(page)
    page.keyboard.press("/")
    return page


def ask(page: Page, phrase: str) -> list[str]:
    """Ask for a phrase and return the addresses of all results, in their order."""
    page.locator(QUERY).fill(phrase)
    expect(page.locator(".zh-search")).to_have_attribute("aria-busy", "false")
    while page.locator(MORE).is_visible():
        count = page.locator(RESULTS).count()
        page.locator(MORE).click()
        expect(page.locator(RESULTS)).not_to_have_count(count)
    return page.locator(f"{RESULTS} a").evaluate_all(
        "links => links.map(link => new URL(link.href).pathname)"
    )


@pytest.mark.slow
@full_length
def test_a_phrase_finds_exactly_the_posts_that_contain_it(visit: Visit) -> None:
    page = open_dialog(visit)
    texts = {f"/posts/{name.removesuffix('.md')}/": text for name, (_, text) in POSTS.items()}
    titles = {f"/posts/{name.removesuffix('.md')}/": title for name, (title, _) in POSTS.items()}
    rng = random.Random(8)  # noqa: S311 - nothing secret is drawn
    phrases = ["山", "机器学习", "abc", "ＡＢＣ", "STRASSE", "σοφος", "fine", "é", "🌊", "结尾", "没有的话"]
    for length in range(2, 13):
        text = rng.choice([text for text in texts.values() if len(text) > 100])
        start = rng.randrange(len(text) - length)
        phrases.append(text[start : start + length].strip())
    for phrase in phrases:
        wanted = fold_text(phrase)
        in_title = {url for url, title in titles.items() if wanted in fold_text(title)}
        anywhere = in_title | {url for url, text in texts.items() if wanted in fold_text(text)}
        found = ask(page, phrase)
        assert sorted(found) == sorted(anywhere), phrase
        assert set(found[: len(in_title)]) == in_title, phrase
    assert visit.errors == []


def test_what_was_found_is_marked_and_counted(visit: Visit) -> None:
    page = open_dialog(visit)
    assert ask(page, "三的结尾") == []
    expect(page.locator(STATUS)).to_have_text("没有文章含有“三的结尾”")
    assert ask(page, "獨一無二的結尾") == ["/posts/d/"]
    expect(page.locator(f"{RESULTS} mark")).to_have_text("独一无二的结尾")
    assert ask(page, "二的结尾") == ["/posts/d/"]
    expect(page.locator(STATUS)).to_have_text("1 篇文章")
    expect(page.locator(f"{RESULTS} mark")).to_have_text("二的结尾")
    assert "长夜" in page.locator(f"{RESULTS} p >> nth=0").inner_text()


def test_authors_and_categories_find_their_posts(visit: Visit) -> None:
    page = open_dialog(visit)
    assert len(ask(page, "乙")) == 31
    expect(page.locator(f"{RESULTS} .zh-search__facts >> nth=0")).to_have_text("知乎 · 甲 / 乙 · 2021")
    expect(page.locator(f"{RESULTS} .zh-search__facts mark >> nth=0")).to_have_text("乙")
    assert len(ask(page, "知乎")) == len(POSTS)
    assert ask(page, "乎甲") == ask(page, "甲乙") == []


@pytest.mark.slow
def test_words_apart_find_posts_with_all_of_them(visit: Visit) -> None:
    page = open_dialog(visit)
    assert ask(page, "结尾 山中") == ["/posts/d/"]
    assert "含有全部词语" in page.locator(STATUS).inner_text()


@pytest.mark.slow
def test_keys_reach_filters_and_results(visit: Visit) -> None:
    page = open_dialog(visit)
    page.keyboard.type("机器", delay=20)
    expect(page.locator(RESULTS)).to_have_count(10)
    focused = "document.activeElement.closest('li, select, input, button')?.className ?? ''"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert (
        page.evaluate(
            "[...document.querySelectorAll('.zh-search li')].indexOf(document.activeElement.closest('li'))"
        )
        == 1
    )
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert "md-search__input" in page.evaluate(focused)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
    settle(page)
    page.keyboard.press("/")
    expect(page.locator("[data-md-toggle=search]")).to_be_checked()
    for _ in range(4):
        page.keyboard.press("Tab")
        if "zh-search__choice" in page.evaluate(focused):
            break
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "year"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{RESULTS} .zh-search__facts >> nth=0")).to_contain_text("2020")
    page.keyboard.press("Tab")
    assert "zh-search__clear" in page.evaluate(focused)
    page.keyboard.press("Tab")
    assert "md-search-result__item" in page.evaluate(focused)
    page.keyboard.press("Enter")
    page.wait_for_selector(".zh-post h1")
    assert visit.errors == []


@pytest.mark.slow
def test_enter_opens_the_first_result_and_search_goes_on(visit: Visit) -> None:
    page = open_dialog(visit)
    page.evaluate("window.stays = true")
    assert ask(page, "二的结尾") == ["/posts/d/"]
    page.locator(QUERY).press("Enter")
    page.wait_for_url("**/posts/d/**")
    page.wait_for_selector("h1:has-text('第 1 篇')")
    assert page.evaluate("window.stays")  # the page was not loaded anew
    settle(page)
    page.keyboard.press("/")
    assert ask(page, "机器学习入门 9") == ["/posts/07/"]
    assert visit.errors == []


def test_enter_opens_no_result_of_another_query(visit: Visit) -> None:
    page = open_dialog(visit)
    assert ask(page, "二的结尾") == ["/posts/d/"]
    page.locator(QUERY).fill("没有的话")
    page.locator(QUERY).press("Enter")
    expect(page.locator(STATUS)).to_have_text("没有文章含有“没有的话”")
    assert ask(page, "二的结尾") == ["/posts/d/"]
    page.locator(QUERY).fill("")
    expect(page.locator(".zh-search")).to_be_hidden()
    page.locator(QUERY).fill("机器学习入门 9")
    page.locator(QUERY).press("Enter")
    page.wait_for_selector("h1:has-text('机器学习入门 9')")
    assert visit.errors == []


def test_the_enter_that_ends_an_input_method_opens_nothing(visit: Visit) -> None:
    page = open_dialog(visit)
    assert ask(page, "二的结尾") == ["/posts/d/"]
    page.locator(QUERY).dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "bubbles": True})
    settle(page)
    assert page.url == visit.base
    expect(page.locator("[data-md-toggle=search]")).to_be_checked()


def test_a_word_that_the_theme_completed_is_searched(visit: Visit) -> None:
    page = open_dialog(visit)
    assert ask(page, "三的结尾") == []
    page.locator(QUERY).evaluate("query => { query.value = '二的结尾'; }")
    page.keyboard.press("ArrowRight")
    expect(page.locator(RESULTS)).to_have_count(1)
    expect(page.locator(f"{RESULTS} mark")).to_have_text("二的结尾")


HOLD = """() => {
    const { fetch } = window;
    const released = new Promise(resolve => { window.release = resolve; });
    window.fetch = (...all) => released.then(() => fetch(...all));
}"""
"""Lets no file come until `release` is called."""


def test_enter_waits_for_the_index_and_no_longer_once_the_query_changed(visit: Visit) -> None:
    page = open_dialog(visit)
    page.evaluate(HOLD)
    page.locator(QUERY).fill("二的结尾")
    page.locator(QUERY).press("Enter")
    page.locator(QUERY).fill("机器学习入门 9")
    page.wait_for_timeout(300)
    page.evaluate("release()")
    expect(page.locator(RESULTS)).to_have_count(1)
    assert page.url == visit.base
    page.locator(QUERY).press("Enter")
    page.wait_for_selector("h1:has-text('机器学习入门 9')")
    assert visit.errors == []


@pytest.mark.slow
def test_enter_opens_an_ordinary_page_where_no_post_is_found(visit: Visit) -> None:
    page = open_dialog(visit)
    page.keyboard.type("page", delay=20)
    expect(page.locator(STATUS)).to_contain_text("没有文章")
    page.wait_for_selector(".md-search-result__list a[href*='about/']", state="attached")
    page.keyboard.press("Enter")
    page.wait_for_url("**/about/**")


@pytest.mark.slow
def test_filters_leave_posts_of_a_category_and_a_year(visit: Visit) -> None:
    page = open_dialog(visit)
    everything = ask(page, "第")
    page.select_option(".zh-search select[name=year]", "2020")
    expect(page.locator(f"{RESULTS} .zh-search__facts >> nth=0")).to_contain_text("2020")
    in_year = ask(page, "篇")
    page.select_option(".zh-search select[name=category]", label="\u2003乙")
    both = ask(page, "第")
    assert set(both) < set(in_year) < set(everything)
    assert all(
        "甲 / 乙 · 2020" in text for text in page.locator(f"{RESULTS} .zh-search__facts").all_inner_texts()
    )


def test_ordinary_pages_are_still_found_and_posts_are_not_in_material_index(
    visit: Visit, built: Built
) -> None:
    page = open_dialog(visit)
    page.keyboard.type("page", delay=20)
    expect(page.locator(STATUS)).to_contain_text("没有文章")
    page.wait_for_selector(".md-search-result__list a[href*='about/']", state="attached")
    index = json.loads((built.site / "search/search_index.json").read_text(encoding="utf-8"))
    assert {entry["location"].split("#")[0] for entry in index["docs"]} == {"about/"}


def test_two_clicks_at_once_show_more_twice(visit: Visit) -> None:
    page = open_dialog(visit)
    page.locator(QUERY).fill("第")
    expect(page.locator(".zh-search")).to_have_attribute("aria-busy", "false")
    expect(page.locator(RESULTS)).to_have_count(10)
    page.locator(MORE).evaluate("more => { more.click(); more.click(); }")
    expect(page.locator(RESULTS)).to_have_count(30)
    urls = page.locator(f"{RESULTS} a").evaluate_all("links => links.map(link => link.href)")
    assert len(set(urls)) == 30


FAIL_ONCE = """async base => {
    await import(`${base}zhihu/search_index.js`);
    let isLost = true;
    const index = await new window.zhihuSearchIndex.SearchIndex(async name => {
        if (isLost && name.startsWith("g")) throw new Error("lost");
        return new Uint8Array(await (await fetch(`${base}zhihu/search/${name}`)).arrayBuffer());
    }).open();
    const search = await index.search("知乎");
    const said = await Promise.all([1, 2].map(() => search.check(10).catch(error => error.message)));
    isLost = false;
    const urls = [];
    for (let found = true; found;) {
        const results = await search.next(10);
        urls.push(...results.map(result => result.url));
        found = results.length;
    }
    return [said, urls];
}"""


def test_a_check_that_fails_says_so_and_loses_no_candidate(visit: Visit) -> None:
    page = open_dialog(visit)
    said, urls = page.evaluate(FAIL_ONCE, visit.base)
    assert said == ["lost", "lost"]
    assert len(urls) == len(set(urls)) == len(POSTS)
    assert visit.errors == []


def test_hostile_titles_and_texts_stay_text(visit: Visit) -> None:
    page = open_dialog(visit)
    assert ask(page, "onerror") == ["/posts/c/"]
    assert page.title() != "owned"
    assert page.locator(".zh-search img").count() == 0
    assert page.locator(f"{RESULTS} h1").inner_text() == EVIL


@pytest.mark.slow
@pytest.mark.parametrize("every", [16, pytest.param(1, marks=[pytest.mark.slow, full_length])])
def test_python_and_the_browser_fold_every_character_alike(visit: Visit, every: int) -> None:
    page = open_dialog(visit)
    known = [code for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")][
        ::every
    ]
    folded = page.evaluate(
        """async ([codes, variants]) => {
            await import("/zhihu/search_index.js")
            const folder = new window.zhihuSearchIndex.Folder(variants)
            return codes.map(code => folder.fold(`a${String.fromCodePoint(code)}b`))
        }""",
        [known, "".join(one + found for one, found in VARIANTS.items())],
    )
    assert [
        chr(code) for code, text in zip(known, folded, strict=True) if text != fold_text(f"a{chr(code)}b")
    ] == []


def test_filters_are_named_where_nothing_is_found_and_can_be_cleared(visit: Visit) -> None:
    page = open_dialog(visit)
    clear = page.locator(".zh-search__clear")
    ask(page, "独一无二的结尾")
    expect(clear).to_be_hidden()
    for year in ("2019", "2020", "2021"):
        page.locator(".zh-search__choice[name=year]").select_option(year)
        expect(page.locator(".zh-search")).to_have_attribute("aria-busy", "false")
        if page.locator(RESULTS).count() == 0:
            break
    expect(page.locator(STATUS)).to_have_text("所选范围内没有文章含有“独一无二的结尾”")
    clear.click()
    expect(page.locator(RESULTS)).to_have_count(1)
    expect(clear).to_be_hidden()


def test_what_was_searched_is_marked_on_the_page_where_the_theme_marks_it(
    browser: Browser, tmp_path: Path
) -> None:
    theme = THEME | {"features": ["search.highlight"]}
    site = build_project(tmp_path, {"posts/a.md": post("题", "<p>山中长夜</p>")}, theme=theme).site
    server, base = serve(site)
    page = browser.new_page()
    page.goto(base)
    page.keyboard.press("/")
    page.keyboard.type("长夜")
    page.locator(f"{RESULTS} a").click()
    expect(page.locator(".zh-body mark")).to_have_text("长夜")
    page.close()
    server.shutdown()
    server.server_close()


def test_a_page_from_disk_says_why_it_cannot_search(browser: Browser, tmp_path: Path) -> None:
    site = build_project(tmp_path, {"posts/a.md": post("机器")}).site
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.evaluate("document.querySelector('[data-md-toggle=search]').click()")
    page.locator(QUERY).fill("机器")
    expect(page.locator(STATUS)).to_contain_text("本地服务器")
    page.close()


def test_a_click_into_the_field_opens_the_search_of_a_page_from_disk(
    browser: Browser, tmp_path: Path
) -> None:
    site = build_project(tmp_path, {"posts/a.md": post("机器")}, plugins=["search", "offline", "zhihu"]).site
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.locator(QUERY).click()
    page.keyboard.type("機器")
    expect(page.locator("[data-md-toggle=search]")).to_be_checked()
    page.locator(f"{RESULTS} a").click()
    expect(page.locator(".zh-post h1")).to_have_text("机器")
    page.close()


def test_keys_work_in_a_page_from_disk(browser: Browser, tmp_path: Path) -> None:
    site = build_project(tmp_path, {"posts/a.md": post("机器")}, plugins=["search", "offline", "zhihu"]).site
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("機器")
    expect(page.locator(RESULTS)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()
    page.keyboard.press("s")
    page.keyboard.press("Enter")
    page.wait_for_selector(".zh-post h1")
    assert page.url.split("?")[0] == (site / "posts/a.html").as_uri()
    page.close()
