"""True builds, read with a parser."""

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote, urljoin

import feedparser
import pytest
from bs4 import BeautifulSoup
from project import Built, build_project, post, run_mkdocs, write_project

from mkdocs_zhihu.archive import related

pytestmark = pytest.mark.site

POSTS = {
    "posts/一.md": post(
        "第一篇",
        "张三的回答<br><br><p>你好</p><h2>小节</h2><p>世界</p>",
        date="Tue, 18 May 2021 13:42:21 GMT",
    ),
    "posts/二.md": post("第二篇", categories=["甲"], tags=["标签一"], comments=False),
    "posts/sub/三.md": post("第三篇", categories=[["丙"], ["甲", "丁"]], date="2020-01-02 00:00:00"),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_project(tmp_path_factory.mktemp("site"), dict(POSTS))


def nav_titles(page: BeautifulSoup) -> list[str]:
    links = page.select("nav.md-nav--primary a.md-nav__link, nav.md-nav--primary label.md-nav__link")
    return [" ".join(link.get_text().split()) for link in links]


def internal_links(page: BeautifulSoup, url: str) -> set[str]:
    base = f"http://site/{url.removesuffix('index.html')}"
    links = (urljoin(base, str(link["href"])) for link in page.select("a[href]"))
    return {
        unquote(link.partition("#")[0]).removeprefix("http://site/")
        for link in links
        if link.startswith("http://site")
    }


def test_every_post_is_a_page_with_its_title_as_the_only_h1(built: Built) -> None:
    titles = {}
    for name in built.post_pages():
        headings = built.page(name).select("h1")
        assert len(headings) == 1
        titles[name] = headings[0].get_text()
    assert sorted(titles.values()) == ["第一篇", "第三篇", "第二篇"]


def test_the_account_adds_up(built: Built) -> None:
    assert built.says("3 posts in = 3 pages out + 0 set aside")


def test_source_files_are_never_changed(tmp_path: Path) -> None:
    build_project(tmp_path, dict(POSTS))
    assert {name: (tmp_path / "docs" / name).read_text() for name in POSTS} == POSTS


def test_the_nav_holds_the_category_tree_with_counts_and_no_post(built: Built) -> None:
    titles = nav_titles(built.page("posts/一"))
    assert {"甲 3", "乙 1", "丁 1", "丙 1"} <= set(titles)
    assert not any("篇" in title for title in titles)


def test_the_page_of_a_post_shows_its_category_as_active(built: Built) -> None:
    active = built.page("posts/一").select(".md-nav--primary .md-nav__item--active")
    assert any("乙" in item.get_text() for item in active)


def test_breadcrumbs_lead_to_the_category(tmp_path: Path) -> None:
    site = build_project(
        tmp_path, dict(POSTS), theme={"name": "material", "features": ["navigation.path"], "font": False}
    )
    assert [item.get_text(strip=True) for item in site.page("posts/一").select(".md-path__item")] == [
        "Home",
        "甲",
        "乙",
    ]


def test_the_table_of_contents_lists_the_headings(built: Built) -> None:
    links = built.page("posts/一").select(".md-nav--secondary a.md-nav__link")
    assert [(link["href"], link.get_text(strip=True)) for link in links] == [("#zh-小节", "小节")]
    assert not built.page("posts/二").select(".md-nav--secondary a.md-nav__link")


@pytest.fixture(autouse=True)
def custom_dir(tmp_path: Path) -> Path:
    path = tmp_path / "custom"
    path.mkdir()
    return path


def test_every_internal_link_leads_somewhere(built: Built) -> None:
    names = set(built.pages())
    for name in names - {"404.html"}:
        for link in internal_links(built.page(name), name):
            target = f"{link}index.html" if link.endswith("/") or not link else link
            assert target in names or (built.site / link).exists(), (name, link)


def test_every_listing_can_be_reached_from_home(built: Built) -> None:
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name not in reached and (built.site / name).is_file():
            reached.add(name)
            waiting += [
                f"{link}index.html" if link.endswith("/") else link
                for link in internal_links(built.page(name), name)
            ]
    assert set(built.pages()) - reached == {"404.html"}


def test_use_directory_urls_both_ways(tmp_path: Path) -> None:
    site = build_project(tmp_path, dict(POSTS), use_directory_urls=False)
    assert {"posts/一.html", "posts/sub/三.html", "categories/甲.html", "index.html"} <= set(site.pages())
    for name in set(site.pages()) - {"404.html"}:
        for link in internal_links(site.page(name), name):
            assert (site.site / (link or "index.html")).is_file(), (name, link)


def test_an_index_of_the_user_is_home(tmp_path: Path) -> None:
    site = build_project(tmp_path, dict(POSTS) | {"index.md": "# 我的首页\n"})
    assert site.page("index.html").h1.get_text() == "我的首页"
    assert not site.says("conflict")


def test_other_pages_stay_ordinary_and_stand_in_the_nav(tmp_path: Path) -> None:
    site = build_project(tmp_path, dict(POSTS) | {"about.md": "# 关于\n\n*强调*\n"}, nav=["about.md"])
    assert site.page("about").select_one("article em").get_text() == "强调"
    assert "关于" in nav_titles(site.page("posts/一"))
    assert "甲 3" in nav_titles(site.page("about"))


def test_posts_may_be_all_of_docs(tmp_path: Path) -> None:
    files = {"a.md": post("甲文"), "x/b.md": post("乙文"), "about.md": "# 关于\n"}
    site = build_project(tmp_path, files, nav=["about.md"], plugins=[{"zhihu": {"posts": "."}}])
    assert site.post_pages() == ["a/index.html", "x/b/index.html"]


def test_several_folders(tmp_path: Path) -> None:
    files = {"a/1.md": post("一"), "b/2.md": post("二"), "c/3.md": "# 三\n"}
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"posts": ["a", "b"]}}])
    assert site.post_pages() == ["a/1/index.html", "b/2/index.html"]


def test_comments_false_reaches_the_theme(tmp_path: Path, custom_dir: Path) -> None:
    (custom_dir / "partials").mkdir()
    partial = "{% if page.meta.comments != false %}<p id='talk'></p>{% endif %}"
    (custom_dir / "partials" / "comments.html").write_text(partial)
    site = build_project(tmp_path, dict(POSTS), theme={"name": "material", "custom_dir": str(custom_dir)})
    assert site.page("posts/一").select_one("#talk")
    assert not site.page("posts/二").select_one("#talk")


def test_a_template_of_the_user_wins(tmp_path: Path, custom_dir: Path) -> None:
    (custom_dir / "zhihu").mkdir()
    (custom_dir / "zhihu" / "post.html").write_text("<h1>mine {{ zhihu.entry.title }}</h1>")
    site = build_project(tmp_path, dict(POSTS), theme={"name": "material", "custom_dir": str(custom_dir)})
    assert site.page("posts/一").select_one("article").get_text(strip=True) == "mine 第一篇"


def test_long_lists_are_paginated(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"posts/{n}.md": post(f"第{n}篇", date=f"2021-01-{n:02} 00:00:00") for n in range(1, 8)
    }
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"pagination_per_page": 3}}])
    titles = [
        card.get_text() for n in ("", "page/2", "page/3") for card in site.page(n).select(".zh-card__title")
    ]
    assert titles == [f"第{n}篇" for n in range(7, 0, -1)]
    assert [link.get_text() for link in site.page("categories/甲/page/2").select(".zh-pager a")] == ["1", "3"]


def test_sticky_posts_come_first_at_home(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "posts/new.md": post("新", date="2022-01-01 00:00:00"),
        "posts/old.md": post("旧", sticky="5"),
    }
    cards = build_project(tmp_path, files).page("").select(".zh-card__title")
    assert [card.get_text() for card in cards] == ["旧", "新"]


def test_unpublished_posts_are_counted_and_not_shown(tmp_path: Path) -> None:
    site = build_project(tmp_path, {"posts/a.md": post("甲"), "posts/b.md": post("乙", published=False)})
    assert site.post_pages() == ["posts/a/index.html"]
    assert site.says("2 posts in = 1 page out + 0 set aside + 1 unpublished")


def test_hostile_metadata_is_text_on_every_surface(tmp_path: Path) -> None:
    evil = '</title><script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} &lt;b&gt;'
    files: dict[str, str | bytes] = {
        "posts/a.md": post(evil, "<h2>&lt;script&gt;x&lt;/script&gt;</h2>", categories=[evil], tags=[evil], author=evil,
                           description=evil.replace("<", "＜"), template="nope.html", hide=["navigation"],
                           search={"exclude": True}, icon="x", status="new"),
    }  # fmt: skip
    site = build_project(tmp_path, files, plugins=["search", "tags", "zhihu"])
    assert site.page(site.post_pages()[0]).h1.get_text() == evil
    for name in site.pages():
        page = site.page(name)
        assert not page.select("[onerror], img[src='x'], b"), name
        assert not [
            script for script in page.select("script:not([type$=json])") if "alert" in script.get_text()
        ], name
        assert "49" not in page.get_text()
    index = (site.site / "search" / "search_index.json").read_text()
    assert not re.search(r"<(?:script|img)", index)


def test_another_theme_stops_the_build_with_one_line(tmp_path: Path) -> None:
    write_project(tmp_path, dict(POSTS), theme={"name": "mkdocs"})
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode == 1
    assert "zhihu: works with Material for MkDocs, not with mkdocs" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"timezone": "Mars/Base"}, "is no time zone"),
        ({"post_url_format": "{nope}"}, "is no token"),
        ({"post_url_format": "{year:04d}/{name}"}, "'year:04d' is no token"),
        ({"post_url_format": "{path!x}"}, "'path!x' is no token"),
        ({"post_url_format": "posts"}, "has no token"),
        ({"pagination_per_page": -1}, "is no whole number"),
        ({"posts": "../x"}, "is outside docs_dir"),
        ({"categories_dir": "a?b"}, "cannot be a folder in addresses; write 'a-b'"),
        ({"on_error": "explode"}, "on_error"),
        ({"reading": "yes please"}, "'yes please' is neither true nor false"),
        ({"categories": {"order": "生活"}}, "'生活' is no list of texts"),
        ({"tags_dir": "Archive"}, "'Archive' is the folder of `archive_dir` too"),
        ({"tags_dir": "questions"}, "'questions' is the folder of other lists"),
        ({"posts": str(Path(__file__).parent)}, "is an absolute path"),
    ],
)
def test_a_wrong_option_stops_the_build_without_traceback(
    tmp_path: Path, options: dict[str, object], part: str
) -> None:
    write_project(tmp_path, dict(POSTS), plugins=[{"zhihu": options}])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode == 1
    assert part in result.stderr
    assert "Traceback" not in result.stderr


def test_on_error_fail_stops_the_build(tmp_path: Path) -> None:
    write_project(
        tmp_path, {"posts/empty.md": "", "posts/a.md": post()}, plugins=[{"zhihu": {"on_error": "fail"}}]
    )
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode == 1
    assert "posts/empty.md: is empty; set aside" in result.stderr
    assert "Traceback" not in result.stderr


def test_groups_of_options_are_switched_off(tmp_path: Path) -> None:
    options = {"feeds": False, "provenance": False, "media": False}
    picture = '<img src="https://pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef_r.jpg">'
    files: dict[str, str | bytes] = {"posts/a.md": post(body=f"<p>{picture}</p>")}
    site = build_project(tmp_path, files, plugins=[{"zhihu": options}], site_url="https://a.org/")
    assert not list(site.site.rglob("feed*"))
    assert not site.page("posts/a").select(".zh-provenance")
    assert site.page("posts/a").select("img[src^='https://pic1.zhimg.com/']")


def test_both_themes_at_once_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "installed" / "mkdocs_materialx-10.2.2.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: mkdocs-materialx\nVersion: 10.2.2\n")
    assert not build_project(tmp_path, dict(POSTS)).warnings
    monkeypatch.syspath_prepend(folder.parent)
    (said,) = build_project(tmp_path, {}).warnings
    assert "run `pip uninstall mkdocs-material mkdocs-materialx`" in said


def test_a_strict_build_fails_on_what_a_reader_would_see(tmp_path: Path) -> None:
    write_project(tmp_path, {"posts/a.md": post(date="昨天")})
    assert run_mkdocs(tmp_path, "build").returncode == 0
    assert run_mkdocs(tmp_path, "build", "--strict").returncode == 1


def test_disabled_means_nothing_changes(tmp_path: Path) -> None:
    site = build_project(tmp_path, {"index.md": "# x\n"}, plugins=[{"zhihu": {"enabled": False}}])
    assert site.pages() == ["404.html", "index.html"]


def test_no_posts_at_all_is_a_site(tmp_path: Path) -> None:
    site = build_project(tmp_path, {})
    assert site.page("").select_one(".zh-notice")


@pytest.mark.parametrize(
    ("language", "word"), [("zh", "归档"), ("zh-TW", "歸檔"), ("en", "Archive"), ("de", "Archive")]
)
def test_the_interface_speaks_the_themes_language(tmp_path: Path, language: str, word: str) -> None:
    site = build_project(
        tmp_path, dict(POSTS), theme={"name": "material", "language": language, "font": False}
    )
    assert word in nav_titles(site.page(""))


def test_the_feed_has_the_newest_posts(tmp_path: Path) -> None:
    site = build_project(tmp_path, dict(POSTS), site_url="https://example.org/x/")
    feed = feedparser.parse((site.site / "feed.xml").read_bytes())
    assert not feed.bozo
    assert [(entry.title, entry.author) for entry in feed.entries] == [
        ("第一篇", "张三"),
        ("第二篇", "知乎"),
        ("第三篇", "知乎"),
    ]
    assert unquote(feed.entries[0].link) == "https://example.org/x/posts/一/"
    assert site.page("").select_one("link[type='application/atom+xml']")["href"] == "./feed.xml"


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        files = dict(POSTS) if name == "one" else dict(reversed(POSTS.items()))
        site = build_project(tmp_path / name, files).site
        trees.append({path.relative_to(site): path.read_bytes() for path in site.rglob("*.html")})
    assert trees[0] == trees[1]


def test_a_blogs_own_posts_link_each_other_in_every_spelling(tmp_path: Path) -> None:
    links = "[1](b.md#一-节) [2](../b/) [3](/about/) [4](../about.md) [5](/posts/b/#zh-一-节) [6](gone.md)"
    files = {"posts/a.md": links, "posts/b.md": "# 乙\n\n## 一 节\n", "about.md": "# 关于\n"}
    site = build_project(tmp_path, files)
    found = [(link.text, link["href"]) for link in site.page("posts/a").select(".zh-body a")]
    assert found == [
        ("1", "../b/#zh-一-节"),
        ("2", "../b/"),
        ("3", "../../about/"),
        ("4", "../../about/"),
        ("5", "../b/#zh-一-节"),
    ]
    assert [text for text in site.warnings if "gone.md" in text]


def test_posts_without_date_or_category_have_a_list(tmp_path: Path) -> None:
    files = {"posts/a.md": post("甲"), "posts/b.md": post("乙", categories=None, date=None)}
    site = build_project(tmp_path, files)
    for url in ("archive/undated", "categories/uncategorised"):
        assert [title.text for title in site.page(url).select(".zh-card__title")] == ["乙"]
    labels = [item.get_text(strip=True) for item in site.page("").select(".md-nav--primary .md-nav__link")]
    assert {"日期不详", "未分类"} <= set(labels)
    assert "1 篇" in site.page("categories").select_one(".zh-lead").text  # type: ignore[union-attr]


def test_a_folder_without_posts_is_named(tmp_path: Path) -> None:
    for name in ("posts", "more"):
        (tmp_path / "docs" / name).mkdir(parents=True)
    site = build_project(tmp_path, {"a.md": "# A\n"}, plugins=[{"zhihu": {"posts": ["posts", "more"]}}])
    found = [text.partition(";")[0] for text in site.warnings]
    assert found == ["zhihu: more/: holds no post", "zhihu: posts/: holds no post"]


@pytest.mark.parametrize(
    ("nav", "hint"), [(["index.md", "c.md"], ""), (["index.md"], "other pages in docs_dir (1)")]
)
def test_only_pages_that_would_become_posts_are_named_as_such(
    tmp_path: Path, nav: list[str], hint: str
) -> None:
    (tmp_path / "docs" / "posts").mkdir(parents=True)
    site = build_project(tmp_path, {"index.md": "# 首页\n", "c.md": "# C\n"}, nav=nav)
    said = [text for text in site.warnings if "holds no post" in text]
    assert len(said) == 1
    assert ("set `posts: .`" in said[0]) == bool(hint)
    assert hint in said[0]


def test_posts_that_nav_makes_ordinary_pages_are_explained(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"posts/a.md": post("甲"), "posts/b.md": post("乙"), "c.md": "# C\n"}
    site = build_project(tmp_path, files, nav=["posts/a.md", {"乙": "posts/b.md"}])
    said = [text for text in site.warnings if "holds no post" in text]
    assert len(said) == 1
    assert "take it out of `nav` to make it a post" in said[0]


def test_an_edited_post_says_when(tmp_path: Path) -> None:
    edited = post("甲", date="2021-05-18 10:00:00", updated="2022-01-02 10:00:00")
    site = build_project(
        tmp_path, {"posts/a.md": edited, "posts/b.md": post("乙", updated="2021-05-18 12:00:00")}
    )
    dates = {name: site.page(f"posts/{name}").select_one(".zh-meta__updated") for name in "ab"}
    assert dates["a"] is not None
    assert dates["a"].get_text(strip=True) == "编辑于 2022年1月2日"
    assert dates["b"] is None


def test_names_of_languages_have_addresses_of_their_own(tmp_path: Path) -> None:
    site = build_project(tmp_path, {"posts/a.md": post(tags=["C", "C++", "C#"])})
    assert {"tags/C/index.html", "tags/Cpp/index.html", "tags/Csharp/index.html"} <= set(site.pages())


RIGHTS = "著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。"


def answer(title: str, author: str, link: str = "", **fields: object) -> str:
    notice = f"<p>作者：{author}<br>链接：{link}<br>来源：知乎<br>{RIGHTS}</p>" if link else ""
    return post(title, f"{author}的回答<br><br><p>{author}说</p>{notice}", **fields)


def test_answers_to_one_question_are_gathered(tmp_path: Path) -> None:
    files = {
        "posts/a.md": answer("怎么煮面？", "甲", date="2021-01-01 00:00:00"),
        "posts/b.md": answer("怎么煮面？", "乙", date="2021-01-02 00:00:00"),
        "posts/c.md": answer("如何煮面？", "丙", "https://www.zhihu.com/question/7/answer/8"),
        "posts/d.md": answer("怎样煮面？", "丁", "https://www.zhihu.com/question/7/answer/9"),
        "posts/e.md": answer("怎样种花？", "戊"),
        "posts/f.md": answer("睡不着怎么办？", "己", "https://www.zhihu.com/question/8/answer/10"),
        "posts/g.md": answer("睡不着怎么办？", "庚", "https://www.zhihu.com/question/9/answer/11"),
    }
    site = build_project(tmp_path, files)
    assert [tag.text for tag in site.page("posts/a").select("[aria-labelledby=zhihu-answers] li a")] == ["乙"]
    assert [tag.text for tag in site.page("posts/c").select("[aria-labelledby=zhihu-answers] li a")] == ["丁"]
    for alone in "efg":
        assert not site.page(f"posts/{alone}").select("[aria-labelledby=zhihu-answers]")
    question = site.page("posts/c").select_one("[aria-labelledby=zhihu-answers] > p a")
    assert question is not None
    page = site.page(urljoin("posts/c/", str(question["href"])))
    assert [tag.text for tag in page.select(".zh-card__title a")] == ["丙", "丁"]
    assert page.select_one(".zh-lead").get_text() == "2 个回答"  # type: ignore[union-attr]


def test_related_posts_share_rare_words_or_tags(tmp_path: Path) -> None:
    titles = (
        "北京烤鸭怎么吃",
        "为什么北京烤鸭这么贵",
        "如何看待今天的天气",
        "如何看待明天的球赛",
        "海边散步",
        "学Rust语言的笔记",
        "ＲＵＳＴ语言入门",
    )
    files = {f"posts/{n}.md": post(title) for n, title in enumerate(titles)}
    files |= {"posts/8.md": post("山", tags=["猫"]), "posts/9.md": post("水", tags=["猫"])}
    site = build_project(tmp_path, files)
    found = {
        n: [tag.text for tag in site.page(f"posts/{n}").select("[aria-labelledby=zhihu-related] li a")]
        for n in (0, 1, 2, 3, 4, 5, 6, 8, 9)
    }
    assert found == {
        0: [titles[1]], 1: [titles[0]], 2: [], 3: [], 4: [], 5: [titles[6]], 6: [titles[5]], 8: ["水"], 9: ["山"],
    }  # fmt: skip


def test_a_plain_title_has_the_same_words_without_its_normal_form() -> None:
    plain = [character for character in map(chr, range(0x10000)) if related.NORMAL_TITLE.fullmatch(character)]
    assert len(plain) > 20_000
    for character in plain:
        normal = unicodedata.normalize("NFKC", character).casefold()
        assert unicodedata.combining(character) == 0
        for words in (related.HAN, re.compile(r"[a-z0-9+#.]")):
            assert words.findall(normal) == words.findall(character.casefold()), character


def test_a_long_category_can_be_narrowed_to_a_year(tmp_path: Path) -> None:
    files = {f"posts/{n}.md": post(f"第{n}篇", date=f"20{20 + n % 3}-01-0{n} 00:00:00") for n in range(1, 8)}
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"pagination_per_page": 3}}])
    years = site.page("categories/甲").select(".zh-filter a")
    assert [(tag.text, tag["href"]) for tag in years] == [
        ("全部年份", "./"), ("2022 2", "2022/"), ("2021 3", "2021/"), ("2020 2", "2020/"),
    ]  # fmt: skip
    page = site.page("categories/甲/2021")
    assert [tag.text for tag in page.select(".zh-card__title")] == ["第7篇", "第4篇", "第1篇"]
    assert [tag.text for tag in page.select(".zh-filter a[aria-current]")] == ["2021 3"]
    assert "categories/甲/乙/2021/index.html" in site.pages()


def test_years_and_months_are_newest_first(tmp_path: Path) -> None:
    dates = ("2020-03-01", "2021-02-01", "2021-11-01", "2021-02-09", "2019-12-31")
    site = build_project(
        tmp_path, {f"posts/{n}.md": post(str(n), date=f"{date} 12:00:00") for n, date in enumerate(dates)}
    )
    page = site.page("archive")
    assert [tag.text for tag in page.select(".zh-year h2 > a")] == ["2021 年", "2020 年", "2019 年"]
    assert [tag.text for tag in page.select(".zh-year a.zh-month")] == [
        "2 月 2",
        "11 月 1",
        "3 月 1",
        "12 月 1",
    ]
    assert [len(year.select(".zh-month")) for year in page.select(".zh-year")] == [12, 12, 12]
    assert [tag.get_text(" ", strip=True) for tag in page.select_one(".zh-year").select(".zh-links li")] == [  # type: ignore[union-attr]
        "11-01 2", "02-09 3", "02-01 1",
    ]  # fmt: skip


@pytest.mark.parametrize(("style", "cards"), [("cards", 2), ("list", 2), ("tiles", 1)])
def test_home_has_a_style(tmp_path: Path, style: str, cards: int) -> None:
    files = {"posts/a.md": post("一"), "posts/b.md": post("二")}
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"home": style}}])
    assert len(site.page("").select(".zh-card")) == cards


def test_a_home_of_tiles_without_categories_has_cards(tmp_path: Path) -> None:
    files = {"posts/a.md": post("甲", categories=None)}
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"home": "tiles"}}])
    assert [tag.get_text(strip=True) for tag in site.page("").select(".zh-card__title")] == ["甲"]


@pytest.mark.parametrize("options", [{}, {"categories_dir": False}, {"home": False}])
def test_a_first_list_without_a_dated_post(tmp_path: Path, options: dict[str, object]) -> None:
    files = {
        "posts/a.md": post("一", categories=None),
        "posts/b.md": post("二", date=None, categories=["甲"]),
    }
    site = build_project(tmp_path, files, plugins=[{"zhihu": {"home": "tiles"} | options}])
    assert site.post_pages() == ["posts/a/index.html", "posts/b/index.html"]
    chips = site.page("posts/b").select(".zh-chip--category a")
    assert [link["href"] for link in chips] == (
        [] if "categories_dir" in options else ["../../categories/%E7%94%B2/"]
    )


def test_pictures_in_the_docs_folder_have_their_size(tmp_path: Path) -> None:
    png = (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
        + (640).to_bytes(4, "big")
        + (360).to_bytes(4, "big")
        + b"\x08\x02\0\0\0"
    )
    body = '<img src="图.png"><img src="图.png" width="32" height="18"><img src="/posts/none.png"><img src="text.png">'
    files: dict[str, str | bytes] = {
        "posts/a.md": post("甲", body),
        "posts/图.png": png,
        "posts/text.png": b"text",
    }
    images = build_project(tmp_path, files).page("posts/a").select(".zh-body img")
    sizes = [(image.get("width"), image.get("height")) for image in images]
    assert sizes == [("640", "360"), ("32", "18"), (None, None)]
