"""The navigation as the user wants it: in MkDocs' own `nav` and in those of other plugins."""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from project import THEME, Built, build_project, post, run_mkdocs, tree, write_project
from search_reader import read_index

pytestmark = pytest.mark.site

FEATURES = THEME | {"features": ["navigation.tabs", "navigation.footer"]}
PAGES: dict[str, str | bytes] = {
    "about.md": "# 关于\n",
    "links.md": "# 链接\n",
    "posts/a.md": post("甲文", categories=["生活", "旅行"], tags=["山"]),
    "posts/b.md": post("乙文", categories=["自然"]),
    "posts/c.md": post("丙文", categories=["自然"], date=None),
}
HOME: dict[str, str | bytes] = {"index.md": "# 我的\n"}
LIFE = {"生活 1": ["旅行 1"]}
LISTS = {"归档": ["统计", "日期不详", "分类", "作者", "标签"]}


def build(folder: Path, plugins: list[Any], options: dict[str, Any], **config: Any) -> Built:
    files = PAGES | config.pop("files", {})
    return build_project(
        folder, files, theme=FEATURES, plugins=["search", *plugins, {"zhihu": options}], **config
    )


def read_nav(page: BeautifulSoup) -> list[Any]:
    """Return the navigation of a page as it is shown: names of pages, and of sections with what is in them."""

    def read(entries: Tag) -> list[Any]:
        found: list[Any] = []
        for entry in entries.find_all("li", recursive=False):
            name = " ".join(entry.find(class_="md-nav__link").get_text().split())
            below = entry.find("nav", recursive=False)
            is_section = below is not None and "md-nav--secondary" not in below["class"]
            found.append({name: read(below.find("ul", recursive=False))} if is_section else name)
        return found

    return read(page.select_one(".md-nav--primary > .md-nav__list"))


CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[Any]]] = {
    "without a nav": ({}, {}, ["首页", "关于", "链接", "自然 2", LIFE, LISTS]),
    "a nav that does not place the archive": (
        {"nav": ["about.md", "index.md", "links.md"]},
        {},
        ["关于", "首页", "链接", "自然 2", LIFE, LISTS],
    ),
    "one section": (
        {"nav": [{"首": "index.md"}, {"收藏": "zhihu"}, "about.md", "links.md"]},
        {},
        ["首", {"收藏": ["自然 2", LIFE, "统计", "日期不详", "分类", "作者", "标签"]}, "关于", "链接"],
    ),
    "entries of their own": (
        {"nav": [{"首": "index.md"}, {"读": ["about.md", "zhihu"]}, {"链": "links.md"}]},
        {},
        ["首", {"读": ["关于", "自然 2", LIFE, LISTS]}, "链"],
    ),
    "categories that are named": (
        {"nav": ["zhihu", {"读": ["about.md", {"日常": "categories/生活/index.md"}]}, {"万物": "categories/自然/index.md"}, "links.md"]},
        {},
        ["首页", {"生活 1": ["旅行 1"]}, LISTS, {"读": ["关于", "日常"]}, "万物", "链接"],
    ),
    "an order and a hidden category": (
        {"nav": ["zhihu", "about.md", "links.md"]},
        {"categories": {"order": ["生活"], "hide": ["生活/旅行"]}},
        ["首页", "生活 1", "自然 2", LISTS, "关于", "链接"],
    ),
    "categories of folders": (
        {"files": {"posts/_x/2024/山/d.md": "---\ntitle: 丁\n---\n<p>字</p>"}},
        {"categories": {"folders": True}, "authors_dir": False, "tags_dir": False, "archive_dir": False},
        ["首页", "关于", "链接", "自然 2", "山 1", LIFE, {"归档": ["分类"]}],
    ),
    "no lists": (
        {},
        {"authors_dir": False, "tags_dir": False, "archive_dir": False, "categories_dir": False},
        ["首页", "关于", "链接"],
    ),
    "a home page of the user's": (
        {"files": HOME},
        {"authors_dir": False, "tags_dir": False, "archive_dir": False},
        ["我的", "关于", "链接", "最新文章", "自然 2", LIFE, {"归档": ["分类"]}],
    ),
    "pages that are files": ({"use_directory_urls": False}, {}, ["首页", "关于", "链接", "自然 2", LIFE, LISTS]),
    "awesome-nav": (
        {"plugins": ["awesome-nav"], "files": HOME | {".nav.yml": "nav: [index.md, 收藏: zhihu, about.md, links.md]\n"}},
        {},
        ["我的", {"收藏": ["最新文章", "自然 2", LIFE, "统计", "日期不详", "分类", "作者", "标签"]}, "关于", "链接"],
    ),
    "literate-nav": (
        {"plugins": ["literate-nav"], "files": HOME | {"SUMMARY.md": "* [首](index.md)\n* [收藏](zhihu)\n* [关于](about.md)\n* [链](links.md)\n"}},
        {},
        ["首", {"收藏": ["最新文章", "自然 2", LIFE, "统计", "日期不详", "分类", "作者", "标签"]}, "关于", "链"],
    ),
    "section-index": (
        {"plugins": ["section-index"], "nav": ["index.md", {"读": ["zhihu", "about.md"]}, "links.md"]},
        {},
        ["首页", {"读": ["自然 2", LIFE, LISTS, "关于"]}, "链接"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_navigation_is_what_was_asked_for(tmp_path: Path, name: str) -> None:
    config, options, expected = CASES[name]
    built = build(
        tmp_path, config.get("plugins", []), options, **{k: v for k, v in config.items() if k != "plugins"}
    )
    page = "posts/a.html" if config.get("use_directory_urls") is False else "posts/a/"
    assert read_nav(built.page(page)) == expected
    assert not built.warnings
    assert not (built.site / "zhihu" / "index.html").exists()


def test_pages_around_the_entry_lead_to_each_other(tmp_path: Path) -> None:
    built = build(tmp_path, [], {}, nav=["index.md", "about.md", "zhihu", "links.md"])
    following = built.page("about/").select_one(".md-footer__link--next")
    assert following is not None
    assert following["href"] == "../links/"


def test_a_hidden_category_keeps_its_page_and_its_posts(tmp_path: Path) -> None:
    built = build(tmp_path, [], {"categories": {"hide": ["自然", "雨"]}})
    (chip,) = built.page("posts/b/").select(".zh-chip--category a")
    assert unquote(chip["href"]) == "../../categories/自然/"
    assert built.page("categories/自然/").select(".zh-card")
    for page in ("", "categories/"):
        assert not [
            link
            for link in built.page(page).select(".zh-listing .zh-tile, .zh-listing .zh-tree a, nav a")
            if "自然" in link.text
        ]
    assert [text for text in built.warnings if "雨" in text] == built.warnings != []


def test_a_hidden_category_is_neither_counted_nor_offered(tmp_path: Path) -> None:
    built = build(tmp_path, [], {"categories": {"hide": ["自然", "生活/旅行"]}})
    lead = built.page("categories/").select_one(".zh-lead")
    assert lead is not None
    assert lead.get_text(strip=True) == "1 个分类 · 3 篇"
    manifest = read_index(tree(built.site / "zhihu/search")).manifest
    assert manifest["paths"] == [["生活"]]
    assert sorted(manifest["sets"][number] for number in manifest["set"]) == [[], [], [0]]


def test_the_newest_posts_have_a_page_beside_a_home_page_of_the_user(tmp_path: Path) -> None:
    many: dict[str, str | bytes] = {
        f"posts/{n:02}.md": post(f"第{n}篇", date=f"2021-01-{n:02}") for n in range(1, 31)
    }
    built = build(tmp_path, [], {}, files=HOME | many)
    titles = [
        card.get_text(strip=True) for card in built.page("newest/").select(".zh-card h2, .zh-card__title")
    ]
    assert set(titles[:2]) == {"甲文", "乙文"}  # of May
    assert built.page("newest/page/2/").select(".zh-card")
    assert built.page("").h1.get_text(strip=True) == "我的"
    assert not (build(tmp_path / "b", [], {"home": False}, files=HOME).site / "newest").exists()


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"authors_dir": ""}, "is not a folder name"),
        ({"tags_dir": "/"}, "is not a folder name"),
        ({"archive_dir": True}, "is not a folder name"),
        ({"categories": {"hidden": ["a"]}}, "did you mean 'hide'?"),
        ({"categories": {"order": "a"}}, "list"),
    ],
)
def test_a_wrong_option_is_named(tmp_path: Path, options: dict[str, Any], part: str) -> None:
    write_project(tmp_path, dict(PAGES), plugins=["search", {"zhihu": options}])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode
    assert part in result.stderr
    assert "Traceback" not in result.stderr


def test_a_switched_off_plugin_leaves_no_trace_of_the_entry(tmp_path: Path) -> None:
    built = build(
        tmp_path,
        [],
        {"enabled": False},
        nav=["index.md", {"收藏": "zhihu"}, "about.md", "links.md"],
        files=HOME,
    )
    assert read_nav(built.page("about/")) == ["我的", "关于", "链接"]
