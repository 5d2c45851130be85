"""Other plugins on the same site: each does its work, and ours is unharmed."""

import socket
from datetime import date
from pathlib import Path
from typing import NoReturn

import feedparser
import pytest
from material.plugins.search.plugin import SearchPlugin
from mkdocs.structure.pages import Page
from project import Built, build_project, post

pytestmark = pytest.mark.site

LITERAL = "<p>a {{ 7*7 }} {% include 'x' %} {# c #}</p><figure><img src='https://pic1.zhimg.com/v2-1_r.jpg'></figure>"
PICTURE = '<figure><img src="data:image/gif;base64,R0lGODdhFAAKAIAAAAAAAAAAACwAAAAAFAAKAAAIGQABCBxIsKDBgwgTKlzIsKHDhxAjSpyoMCAAOw=="></figure>'
POSTS: dict[str, str | bytes] = {
    "posts/a.md": post("甲文", LITERAL, tags=["标签"]),
    "posts/b.md": post("乙文 {{ 7*7 }}", "<p>乙</p>", categories=["丙"]),
    "about.md": "# 关于\n",
}


def build_with(folder: Path, *plugins: object, **config: object) -> Built:
    files = dict(POSTS)
    files.update(config.pop("files", {}))  # type: ignore[call-overload]
    return build_project(
        folder, files, plugins=["search", *plugins, "zhihu"], site_url="https://example.org/", **config
    )


def check(site: Built) -> None:
    assert site.post_pages() == ["posts/a/index.html", "posts/b/index.html"]
    assert "{{ 7*7 }} {% include 'x' %} {# c #}" in site.page("posts/a").get_text()
    assert site.page("posts/b").h1.get_text() == "乙文 {{ 7*7 }}"
    assert not site.warnings


def test_material_search_finds_posts_and_no_listings(tmp_path: Path) -> None:
    plugins = ["search", {"zhihu": {"search": "material"}}]
    site = build_project(tmp_path, dict(POSTS), plugins=plugins, site_url="https://example.org/")
    check(site)
    index = (site.site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert '"location":"posts/a/"' in index
    assert "categories/" not in index


@pytest.mark.parametrize("backend", ["zhihu", "material"])
def test_the_search_of_the_theme_reads_only_what_it_may_find(
    tmp_path: Path, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    hook = SearchPlugin.on_page_context

    def note(plugin: SearchPlugin, context: object, *, page: Page, **rest: object) -> object:
        read.append(page.url)
        return hook(plugin, context, page=page, **rest)

    monkeypatch.setattr(SearchPlugin, "on_page_context", note)
    build_project(tmp_path, dict(POSTS), plugins=["search", {"zhihu": {"search": backend}}])
    assert ("posts/a/" in read) == (backend == "material")
    assert "about/" in read


def test_glightbox_wraps_pictures_of_bodies(tmp_path: Path) -> None:
    site = build_with(tmp_path, "glightbox")
    check(site)
    assert site.page("posts/a").select_one(".zh-body a.glightbox img")


def test_macros_leaves_bodies_and_titles_alone(tmp_path: Path) -> None:
    check(build_with(tmp_path, "macros"))


def test_rss_has_the_posts_with_their_dates(tmp_path: Path) -> None:
    site = build_with(
        tmp_path,
        {"rss": {"match_path": "posts/.*", "use_git": False, "date_from_meta": {"as_creation": "date"}}},
    )
    check(site)
    feed = feedparser.parse((site.site / "feed_rss_created.xml").read_bytes())
    assert sorted(entry.title for entry in feed.entries) == ["乙文 {{ 7*7 }}", "甲文"]
    assert {entry.published_parsed[:3] for entry in feed.entries} == {(2021, 5, 18)}


def test_rss_asks_no_host_for_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def refuse(host: str, *_: object, **__: object) -> NoReturn:
        asked.append(host)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    kept = {"posts/c.md": post("丙文", headimg="/c.png"), "c.png": b""}
    site = build_with(tmp_path, {"rss": {"match_path": "posts/.*", "use_git": False}}, files=kept)
    assert "https://example.org/c.png" in (site.site / "feed_rss_created.xml").read_text(encoding="utf-8")
    assert site.page("posts/a").select_one("img[src^='https://pic1.zhimg.com/']")
    assert asked == []


def test_awesome_nav_builds_the_nav_and_we_add_ours(tmp_path: Path) -> None:
    site = build_with(tmp_path, "awesome-nav", files={".nav.yml": "nav:\n  - 我们: about.md\n"})
    check(site)
    titles = [
        link.get_text(strip=True) for link in site.page("about").select("nav.md-nav--primary .md-ellipsis")
    ]
    assert "我们" in titles
    assert any(title.startswith("丙") for title in titles)


def test_literate_nav_names_the_archive(tmp_path: Path) -> None:
    check(build_with(tmp_path / "none", "literate-nav"))
    nav = "* [我们](about.md)\n* [档案](zhihu)\n"
    site = build_with(tmp_path, "literate-nav", files={"SUMMARY.md": nav}, not_in_nav="SUMMARY.md\n")
    check(site)
    labels = site.page("about").select("nav.md-nav--primary .md-ellipsis")
    shown = [text for label in labels if (text := label.get_text(strip=True)) in {"我们", "档案"}]
    assert shown[:2] == ["我们", "档案"]


def test_typeset_of_material(tmp_path: Path) -> None:
    check(build_with(tmp_path, "material/typeset"))


@pytest.mark.parametrize("is_first", [True, False])
def test_static_i18n_builds_a_site_for_each_language_and_the_archive_once(
    tmp_path: Path, is_first: bool
) -> None:
    languages = [
        {"locale": "zh", "default": True, "name": "中文", "build": True},
        {"locale": "en", "name": "English", "build": True},
    ]
    plugins: list[object] = [{"i18n": {"docs_structure": "suffix", "languages": languages}}, "zhihu"]
    files = POSTS | {
        "about.en.md": "# About\n\n[A post](posts/a.md)\n",
        "posts/empty.md": "",
        "posts/c.md": post("丁文", PICTURE),
    }
    site = build_project(
        tmp_path,
        files,
        plugins=["search", *(plugins if is_first else plugins[::-1])],
        site_url="https://example.org/",
    )
    assert site.post_pages() == ["posts/a/index.html", "posts/b/index.html", "posts/c/index.html"]
    assert len(list((site.site / "zhihu" / "data").iterdir())) == 1
    assert "{{ 7*7 }}" in site.page("posts/a").get_text()
    assert site.page("about").h1.get_text() == "关于"
    assert site.page("en/about").h1.get_text() == "About"
    assert site.page("en/about").select_one('article a[href="../../posts/a/"]')
    assert (site.site / "categories" / "丙" / "index.html").exists()
    assert sorted(path.name for path in (site.site / "en").iterdir() if path.is_dir()) == ["about"]
    assert not list(tmp_path.glob(".site*"))


def test_a_configuration_may_hold_any_value(tmp_path: Path) -> None:
    extra = {
        "years": {2021: {1: ["a"], None: 10**30}},
        "since": date(2021, 5, 18),
        3.5: {"a", "b"},
        "odd": "\ud800",
    }
    (tmp_path / "hook.py").write_text(
        "def on_config(config):\n    config.extra['self'] = config.extra\n", encoding="utf-8"
    )
    check(build_with(tmp_path, extra=extra, hooks=["hook.py"]))


def test_a_plugin_may_set_what_it_wants_on_a_page(tmp_path: Path) -> None:
    hook = "def on_page_content(html, page, config, files):\n    page.html = page.text = page.view_source = html\n"
    (tmp_path / "hook.py").write_text(hook, encoding="utf-8")
    check(build_with(tmp_path, hooks=["hook.py"]))


@pytest.mark.parametrize(
    "change",
    ["page.title = f'[{page.title}]'", "config.extra |= {'last': page.url} if 'posts/' in page.url else {}"],
)
def test_a_plugin_that_changes_what_pages_share_sees_each_once(tmp_path: Path, change: str) -> None:
    hook = (
        "def on_page_context(context, page, config, nav):\n"
        "    assert not hasattr(page, 'seen')\n"
        f"    page.seen = True\n    {change}\n"
    )
    (tmp_path / "hook.py").write_text(hook, encoding="utf-8")
    site = build_with(tmp_path, hooks=["hook.py"])
    for url in ("posts/a", "posts/b", "about"):
        assert site.page(url).title.get_text().startswith("[" if "title" in change else ("甲", "乙", "关"))


def test_section_index(tmp_path: Path) -> None:
    check(build_with(tmp_path, "section-index"))


def test_minify_keeps_code_and_text(tmp_path: Path) -> None:
    site = build_with(tmp_path, {"minify": {"minify_html": True}}, files={
        "posts/c.md": post("丙文", '<pre><code class="language-python3">if x:\n\n    y\n</code></pre>'),
    })  # fmt: skip
    assert site.page("posts/c").select_one("pre code").get_text() == "if x:\n\n    y\n"


def test_redirects_to_a_post(tmp_path: Path) -> None:
    site = build_with(tmp_path, {"redirects": {"redirect_maps": {"old.md": "posts/a.md"}}})
    check(site)
    assert "posts/a/" in (site.site / "old" / "index.html").read_text()


def test_material_tags_and_blog_on_the_same_site(tmp_path: Path) -> None:
    blog = "---\ndate: 2024-01-01\ntags: [标签]\n---\n# 博文\n\n正文\n"
    site = build_with(tmp_path, "tags", "blog", files={
        "blog/index.md": "# Blog\n", "blog/posts/x.md": blog, "tags.md": "# 标签\n\n<!-- material/tags -->\n",
    })  # fmt: skip
    assert site.post_pages() == ["posts/a/index.html", "posts/b/index.html"]
    assert site.page("tags").h1.get_text(strip=True).startswith("标签")
    assert (site.site / "blog" / "2024" / "01" / "01").is_dir()


@pytest.mark.parametrize("features", [["navigation.instant", "navigation.tabs", "navigation.path", "navigation.indexes",
                                       "navigation.footer", "navigation.prune", "toc.integrate", "navigation.sections"]])  # fmt: skip
def test_features_of_material(tmp_path: Path, features: list[str]) -> None:
    site = build_with(
        tmp_path,
        theme={"name": "material", "features": features, "font": False, "palette": {"scheme": "slate"}},
    )
    check(site)
    assert [link.get_text(strip=True) for link in site.page("posts/b").select(".md-tabs__link")][-3:] == [
        "丙",
        "甲",
        "Archive",
    ]
