"""Links to the pages that a blog has for its tags, categories and years lead to our lists."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from mkdocs_zhihu.archive.addressing.blog_pages import find_blog_page, index_blog_pages
from mkdocs_zhihu.archive.addressing.link_resolver import LinkResolver
from mkdocs_zhihu.archive.addressing.permalinks import Place
from mkdocs_zhihu.model import Facts, Post

pytestmark = pytest.mark.unit

FOLDERS = {"timeline": "archive", "categories": "categories", "tags": "labels", "home": ""}
POSTS = [
    Post(
        "posts/a.md",
        "",
        "",
        date=datetime(2024, 1, 5, tzinfo=ZoneInfo("Asia/Shanghai")),
        categories=(("技术", "前端/后端"),),
        tags=("CI/CD", "Node.js", "Vue 3.0", "Spring_Boot", "C++", "C", "F#", "F++", "🎉", "D++"),
    ),
    Post("posts/b.md", "", "", date=datetime(2023, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))),
]
URLS = index_blog_pages(FOLDERS, [(post, Facts()) for post in POSTS], (), (), use_directory_urls=True)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("", "./"),
        ("archives", "archive/"),
        ("archives/page/2", "archive/"),
        ("archive/2024", "archive/2024/"),
        ("archives/2024", "archive/2024/"),
        ("archives/2024/01", "archive/2024/01/"),
        ("archives/2023/12/page/2", "archive/2023/12/"),
        ("archives/2022", None),
        ("archives/stats", "archive/stats/"),
        ("archives/undated", None),
        ("categories/uncategorised", "categories/uncategorised/"),
        ("categories/技术/前端-后端", "categories/%E6%8A%80%E6%9C%AF/%E5%89%8D%E7%AB%AF-%E5%90%8E%E7%AB%AF/"),
        ("labels/CI-CD", "labels/CI-CD/"),
        ("tags/CI-CD", "labels/CI-CD/"),
        ("tags/CI/CD", "labels/CI-CD/"),
        ("tag/ci-cd", "labels/CI-CD/"),
        ("tags/Node.js", "labels/Node.js/"),
        ("tags/Node-js", "labels/Node.js/"),
        ("tags/Vue-3-0", "labels/Vue-3.0/"),
        ("tags/Spring-Boot", "labels/Spring_Boot/"),
        ("tags/C", "labels/C/"),
        ("tags/D", "labels/Dpp/"),
        ("tags/F", None),
        ("tags/🎉", "labels/6146299c/"),
        ("tags/😀", None),
        ("😀", None),
        ("feed.xml", None),
    ],
)
def test_a_path_of_a_blog_leads_to_the_list(path: str, url: str | None) -> None:
    assert find_blog_page(URLS, path) == url


def test_without_categories_there_is_no_list_of_posts_without_them() -> None:
    urls = index_blog_pages(FOLDERS, [(POSTS[1], Facts())], (), (), use_directory_urls=True)
    assert find_blog_page(urls, "categories/uncategorised") is None


def test_a_list_whose_address_is_taken_is_found_where_it_is() -> None:
    urls = index_blog_pages(FOLDERS, [(POSTS[0], Facts())], {"labels/CI-CD"}, (), use_directory_urls=False)
    assert (find_blog_page(urls, "tags/CI-CD") or "").startswith("labels/CI-CD-")


def test_a_post_that_hexo_gave_a_path_of_a_list_wins() -> None:
    resolver = LinkResolver(
        {"posts/a.md": Place("posts/a/", "posts/a/index.html")},
        aliases={"archives/2024": "posts/a.md"},
        index_blog_pages=lambda: URLS,
    )
    assert resolver.find("/archives/2024.html", "posts/a.md") == "posts/a/"
    assert resolver.find("/archives/2024/01/", "posts/a.md") == "archive/2024/01/"
