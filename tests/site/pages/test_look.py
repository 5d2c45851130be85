"""What pages look like where it was wrong once: each test is of a fault that people saw."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page
from project import ROOT, Built, build_project, post
from visit import SHIFTS, serve

from mkdocs_zhihu.body import part_notes, typeset

pytestmark = pytest.mark.site


def note(number: int) -> str:
    return f'<sup data-text="注{number}" data-draft-type="reference" data-numero="{number}">[{number}]</sup>'


def formula(tex: str, kind: int = 1) -> str:
    return f'<img src="https://www.zhihu.com/equation?tex={quote(tex)}" alt="f" eeimg="{kind}">'


LONG = r"a_1+a_2+a_3+a_4+a_5+a_6+a_7+a_8+a_9+a_{10}"
ALIGNED = r"\begin{align}a&=b\\&=\text{面积}\end{align}"
FIGURE = '<figure><img src="/img/{}.svg" data-rawwidth="{}" data-rawheight="{}"></figure>'
HEADINGS = "".join(f"<h2>节{number}</h2><p>文</p>" for number in range(3))
FILES: dict[str, str | bytes] = {
    "posts/a.md": post("甲", f"<p>一{note(1)}{note(2)}二{note(3)}</p>"),
    "posts/b.md": post("乙", f"<p>高{formula('x')}低{formula(LONG)}</p>{formula(ALIGNED, 2)}"),
    "posts/c.md": post("丙", FIGURE.format("tall", 600, 1800) + FIGURE.format("near", 600, 300) + HEADINGS),
    "posts/d.md": post("丁", "", date="2021-05-01 08:00:00"),
    "plain.md": "# Plain\n\n[link](posts/a.md)\n\n- one\n- two\n",
} | {
    f"img/{name}.svg": f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"/>'
    for name, width, height in (("tall", 600, 1800), ("near", 600, 300), ("logo", 24, 24))
}
THEME = {
    "name": "material",
    "font": False,
    "logo": "img/logo.svg",
    "features": ["navigation.path", "navigation.tabs"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(
        tmp_path_factory.mktemp("look"), FILES, theme=THEME | {"language": "en"}, site_url="http://a.org/b/"
    )


@pytest.fixture(scope="module")
def page(browser: Browser, site: Built) -> Iterator[Page]:
    server, base = serve(site.site)
    context = browser.new_context(base_url=base, viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()
    server.shutdown()
    server.server_close()


LOST = '<img src="https://pictures.example/a.jpg">'


@contextmanager
def open_post(
    browser: Browser,
    folder: Path,
    body: str,
    *,
    options: Mapping[str, object] = MappingProxyType({}),
    **fields: object,
) -> Iterator[Page]:
    """Show a post in a browser that cannot reach the picture above."""
    files = {"posts/a.md": post("题", body, **fields)}
    server, base = serve(build_project(folder, files, plugins=[{"zhihu": dict(options)}]).site)
    page = browser.new_page()
    page.route("https://pictures.example/*", lambda route: route.abort())
    page.goto(f"{base}posts/a/")
    yield page
    page.close()
    server.shutdown()
    server.server_close()


def test_only_marks_side_by_side_are_parted() -> None:
    mark = '<sup id="fnref:{0}"><a href="#fn:{0}">{0}</a></sup>'
    html = part_notes(f"<p>一{mark.format(1)}{mark.format(2)}二{mark.format(3)}</p>")
    assert html.count('class="zh-next"') == 1
    assert '</sup><sup class="zh-next" id="fnref:2">' in html


def test_chinese_in_a_formula_is_no_space() -> None:
    html = typeset(f'<div class="arithmatex">\\[{ALIGNED.replace("&", "&amp;")}\\]</div>')
    assert "<mi>面积</mi>" in html
    assert "<mtext>" not in html


def test_an_empty_post_takes_no_time(site: Built) -> None:
    assert not site.page("posts/d").select(".zh-meta__minutes")
    assert site.page("posts/a").select(".zh-meta__minutes")


def test_months_have_names_and_paths_do_not_repeat(site: Built) -> None:
    assert [tag.get_text() for tag in site.page("archive").select("a.zh-month")] == ["May 4"]
    path = [tag.get_text(strip=True) for tag in site.page("archive/2021/05").select(".md-path__item")]
    assert path == ["Home", "Archive", "2021"]


def test_chinese_texts_say_so_on_an_english_site(site: Built) -> None:
    assert {tag.get("lang") for tag in site.page("").select(".zh-card__title, .zh-tiles")} == {"zh"}
    assert site.page("categories/甲").select_one("h1")["lang"] == "zh"  # type: ignore[index]


def test_a_page_that_is_not_there_leads_on(site: Built) -> None:
    page = site.page("404.html")
    assert page.select_one("h1").get_text() == "There is no page here"  # type: ignore[union-attr]
    assert page.select_one(".zh-not-found a.md-button")["href"] == "/b/"  # type: ignore[index]
    assert str(page.select_one(".zh-links a")["href"]).startswith("/b/posts/")  # type: ignore[index]
    assert len(page.select(".zh-links a")) == 4
    assert page.select_one("head > meta[name=zh-page]") is not None


def test_a_missing_page_offers_no_search_where_there_is_none(tmp_path: Path) -> None:
    options = [{"zhihu": {"search": "material"}}]
    page = build_project(tmp_path, {"posts/a.md": post()}, plugins=options).page("404.html")
    assert page.select_one(".zh-not-found a.md-button")
    assert not page.select("[data-zh-search]")


@pytest.mark.browser
def test_a_poster_that_does_not_load_still_leads_to_its_video(browser: Browser, tmp_path: Path) -> None:
    body = f'<a class="video-box" href="https://www.zhihu.com/video/1">{LOST}</a>'
    with open_post(browser, tmp_path, body) as page:
        link = page.locator(".zh-video .zh-missing__link")
        assert link.evaluate("link => getComputedStyle(link).position") == "absolute"
        buttons = page.locator(".zh-video a").evaluate_all(
            "links => links.map(link => getComputedStyle(link, '::after').backgroundImage !== 'none')"
        )
        assert buttons == [True, False]


@pytest.mark.browser
def test_columns_of_a_table_stand_where_the_post_puts_them(browser: Browser, tmp_path: Path) -> None:
    row = "<tr><td>{0}</td><td align=center>{0}</td><td align=right>{0}</td></tr>"
    body = f"<table><tbody>{row.format('甲')}{row.format('乙')}</tbody></table>"
    with open_post(browser, tmp_path, body) as page:
        cells = page.locator(".zh-body :is(th, td)")
        sides = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell).textAlign)")
        assert sides == ["left", "center", "right"] * 2


def test_no_rule_asks_all_of_a_page_what_it_has() -> None:
    """Each element that arrives would have a browser match all others again, which took a page three times as long.

    A rule that asks children of the head alone costs 1 % more matches.
    """
    css = (ROOT / "mkdocs_zhihu/templates/zhihu/zhihu.css").read_text(encoding="utf-8")
    assert ":has(" in css
    assert re.findall(r"^.*(?::root|html|body|\*)[^\s{,]*:has\((?!> head > ).*$", css, re.MULTILINE) == []


def test_statistics_count_days_years_categories_and_authors(site: Built) -> None:
    page = site.page("archive/stats")
    assert page.select_one(".zh-lead").get_text().startswith("4 posts · ")  # type: ignore[union-attr]
    tables = [[tag.get_text() for tag in row.select("th, td")] for row in page.select("tbody tr")]
    assert [row[:2] for row in tables] == [["2021", "4"], ["甲", "4"], ["知乎", "4"]]
    days = page.select(".zh-calendar path[class^=zh-heat]")
    assert [(tag["class"][0], tag["d"].count("M")) for tag in days] == [("zh-heat-1", 1), ("zh-heat-3", 1)]


PLACES = """() => [...document.querySelectorAll(".zh-math")].map((tag) => {
    const rows = [...tag.querySelectorAll("mo")].filter((mo) => mo.textContent === "=").map((mo) => mo.getBoundingClientRect().x);
    return { bottom: tag.querySelector("mi").getBoundingClientRect().bottom, rows };
})"""


@pytest.mark.browser
def test_formulas_stand_on_the_line_and_their_rows_in_one_column(page: Page) -> None:
    page.goto("posts/b/")
    page.wait_for_function("!document.documentElement.classList.contains('zh-waits')")
    short, long, aligned = page.evaluate(PLACES)
    assert abs(short["bottom"] - long["bottom"]) < 1
    assert max(aligned["rows"]) - min(aligned["rows"]) < 1


@pytest.mark.browser
def test_figures_fill_the_column_or_keep_their_shape(page: Page) -> None:
    page.goto("posts/c/")
    tall, near = page.evaluate(
        "[...document.querySelectorAll('.zh-body img')].map((image) => image.getBoundingClientRect().toJSON())"
    )
    column = page.locator(".zh-body").bounding_box()
    assert column is not None
    assert abs(tall["height"] / tall["width"] - 3) < 0.01
    assert tall["height"] <= 0.9 * 900 + 1
    assert abs(near["width"] - column["width"]) < 1


@pytest.mark.browser
def test_the_frame_of_a_picture_that_does_not_load_covers_nothing(browser: Browser, tmp_path: Path) -> None:
    with open_post(browser, tmp_path, f"{LOST}<p>文</p>") as page:
        frame = page.locator(".zh-missing__link").bounding_box()
        following = page.locator(".zh-missing + p").bounding_box()
        assert frame is not None
        assert following is not None
        assert frame["height"] > 40
        assert frame["y"] + frame["height"] <= following["y"]


@pytest.mark.browser
def test_the_title_of_a_box_stands_at_its_edge(browser: Browser, tmp_path: Path) -> None:
    box = '<div class="admonition note"><p class="admonition-title">题</p><p>文</p></div>'
    with open_post(browser, tmp_path, box) as page:
        tops = [page.locator(name).bounding_box()["y"] for name in (".admonition", ".admonition-title")]  # type: ignore[index]
    assert tops[1] - tops[0] < 3


STYLES = """() => [...document.querySelectorAll(".zh-chip--category > *")].map((tag) =>
    [tag.localName, getComputedStyle(tag).backgroundColor, getComputedStyle(tag, "::before").content])"""


@pytest.mark.browser
@pytest.mark.parametrize(("option", "name"), [({}, "a"), ({"categories_dir": False}, "bdi")])
def test_a_path_of_categories_is_one_chip(
    browser: Browser, tmp_path: Path, option: dict[str, object], name: str
) -> None:
    with open_post(browser, tmp_path, "<p>文</p>", options=option, categories=["甲", "乙"]) as page:
        assert page.evaluate(STYLES) == [
            [name, "rgba(0, 0, 0, 0)", "none"],
            [name, "rgba(0, 0, 0, 0)", '"›"'],
        ]


@pytest.mark.browser
def test_the_contents_are_closed_above_the_text_on_a_phone(page: Page) -> None:
    page.goto("posts/c/")
    contents = page.locator(".zh-contents")
    assert not contents.is_visible()
    page.set_viewport_size({"width": 390, "height": 800})
    contents.locator("summary").click()
    contents.get_by_role("link", name="节2").click()
    assert page.evaluate("decodeURI(location.hash)") == "#zh-节2"
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.slow
@pytest.mark.browser
def test_nothing_moves_when_the_scripts_come_late(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.add_init_script(SHIFTS)
    page.route("**/*.js", lambda route: (page.wait_for_timeout(400), route.continue_()))
    for url in ("posts/c/", "posts/a/", ""):
        page.goto(url)
        page.wait_for_timeout(300)
        assert page.evaluate("shift") == 0, url
    page.unroute_all()
    page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.browser
def test_the_title_stays_where_it_is_when_the_logo_comes_late(page: Page) -> None:
    page.add_init_script(SHIFTS)
    page.route("**/logo.svg", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.goto("posts/a/")
    page.wait_for_timeout(300)
    assert page.evaluate("shift") == 0
    page.unroute_all()


@pytest.mark.browser
def test_the_ways_on_from_a_missing_page_stand_in_one_row(page: Page) -> None:
    page.route("**/b/**", lambda route: route.continue_(url=route.request.url.replace("/b/", "/")))
    page.goto("404.html")
    boxes = [button.bounding_box() for button in page.locator(".zh-not-found .md-button").all()]
    assert len(boxes) == 2
    assert len({(box["y"], box["height"]) for box in boxes if box}) == 1
    page.unroute_all()


@pytest.mark.browser
def test_the_navigation_marks_the_category_of_a_post(page: Page) -> None:
    page.goto("posts/a/")
    colours = page.evaluate(
        "[...document.querySelectorAll('.md-nav--primary .md-nav__item .md-nav__link:not(label, div)')]"
        ".filter((link) => link.getBoundingClientRect().width).map((link) => [link.textContent.trim(), getComputedStyle(link).color])"
    )
    marked = dict(colours)
    assert marked["乙 4"] != marked["甲 4"]


@pytest.mark.browser
def test_an_ordinary_page_is_the_themes_own_below_the_header(page: Page, tmp_path: Path) -> None:
    files = {"plain.md": FILES["plain.md"].replace("[link](posts/a.md)", "[link](plain.md)")}  # type: ignore[arg-type]
    pictures = []
    for name, plugins in (("with", ["zhihu"]), ("without", [])):
        built = build_project(
            tmp_path / name,
            files | ({"posts/a.md": FILES["posts/a.md"]} if plugins else {}),
            theme=THEME,
            plugins=plugins,
            nav=["plain.md"],
        )
        server, base = serve(built.site)
        page.goto(f"{base}plain/")
        page.add_style_tag(content=".md-sidebar, .md-path { display: none !important }")
        pictures.append([page.locator(part).screenshot() for part in (".md-content", ".md-footer")])
        server.shutdown()
        server.server_close()
    assert pictures[0] == pictures[1]


def test_an_archive_of_few_posts_offers_none(tmp_path: Path) -> None:
    empty = build_project(tmp_path / "empty", {"about.md": "# About\n"}).page("")
    assert empty.select(".zh-notice")
    assert not empty.select(".zh-browse")
    files: dict[str, str | bytes] = {f"posts/{name}.md": post(name) for name in "abc"}
    assert build_project(tmp_path / "full", files).page("").select(".zh-browse > button")
    del files["posts/c.md"]
    assert not build_project(tmp_path / "few", files).page("").select(".zh-browse")


def test_texts_of_posts_have_their_own_direction_on_a_page_from_right_to_left(
    browser: Browser, tmp_path: Path
) -> None:
    theme = THEME | {"language": "ar", "logo": None}
    files: dict[str, str | bytes] = {
        f"posts/{n}.md": post("问", link=f"https://www.zhihu.com/question/1/answer/{n}") for n in (1, 2)
    }
    server, base = serve(build_project(tmp_path, files, theme=theme).site)
    page = browser.new_page()
    for url, names in {
        "": (".zh-card__excerpt", ".zh-lead"),
        "posts/1/": (".zh-body p", ".zh-links p"),
    }.items():
        page.goto(f"{base}{url}")
        for name in names:
            assert (
                page.locator(name).first.evaluate("tag => getComputedStyle(tag).unicodeBidi") == "plaintext"
            )
    page.close()
    server.shutdown()
    server.server_close()
