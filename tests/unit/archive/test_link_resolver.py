"""From an address in a post to a page: beside its file, beside its page, where Hexo had it, and by its name alone."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from mkdocs_zhihu.archive.addressing.hexo_permalinks import index_permalinks
from mkdocs_zhihu.archive.addressing.link_resolver import LinkResolver
from mkdocs_zhihu.archive.addressing.permalinks import Place
from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.model import Post

pytestmark = pytest.mark.unit

ONE, TRIP, TWO = "blog/2021/one/", "blog/2021/trip/", "blog/2022/two/"
TOOLS = "blog/tools/_index/"
HASH = "blog/2023/c/"
NOTE, TALK = "blog/2023/note/", "blog/2023/talk/"
URLS = {
    "posts/a/c#1.md": HASH,
    "posts/a/one.md": ONE,
    "posts/b/旅行/index.md": TRIP,
    "posts/b/2022-03-04-Two.md": TWO,
    "posts/tools/_index.md": TOOLS,
    "posts/2023/09-11-笔记.md": NOTE,
    "posts/2023/09/12-v1.2 说明/index.md": TALK,
}
ALIASES = {"old/05/first": "posts/a/one.md", "old/05/second": "posts/b/2022-03-04-Two.md"}
RESOLVER = LinkResolver(
    places={uri: Place(url, f"{url}index.html") for uri, url in URLS.items()}, aliases=ALIASES
)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("../b/2022-03-04-Two.md", TWO),
        ("c#1.md", HASH),
        ("c%231.md", HASH),
        ("{filename}../b/旅行/index.md", TRIP),
        ("%7Bfilename%7D/b/2022-03-04-Two.md#a", f"{TWO}#zh-a"),
        ("|filename|one.md", ONE),
        ("../b/旅行/index.md", TRIP),
        ("../b/旅行", TRIP),
        ("/posts/b/旅行/", TRIP),
        ("../trip/", TRIP),
        ("../../2022/two/index.html", TWO),
        ("../../2022/two.html", TWO),
        ("/blog/2022/two/", TWO),
        ("/tools/", TOOLS),
        ("/tools", TOOLS),
        ("../tools/", TOOLS),
        ("旅行", TRIP),
        ("旅行/", TRIP),
        ("TWO.md", TWO),
        ("two.mkd", TWO),
        ("two.MHTML", TWO),
        ("second", TWO),
        ("../second/", TWO),
        ("/old/05/second/index.html", TWO),
        ("2020-01-01-one", ONE),
        ("_posts/2022-03-04-two.md", TWO),
        ("2021-01-01-two", None),
        ("../third/", None),
        ("trip", None),
        ("index.md", None),
        ("/blog/2022/two/#A%20B", f"{TWO}#zh-a-b"),
        ("/blog/2022/two/#:~:text=A%20B,c", f"{TWO}#:~:text=A%20B,c"),
        ("/blog/2022/two/#A:~:text=b", f"{TWO}#zh-a:~:text=b"),
        ("../b/two.png", None),
        ("笔记", NOTE),
        ("09-11-笔记.md", NOTE),
        ("v1.2 说明", TALK),
    ],
)
def test_an_address_leads_to_the_nearest_post(address: str, url: str | None) -> None:
    assert RESOLVER.find(address, "posts/a/one.md") == url


def test_a_post_has_the_paths_that_its_front_matter_names() -> None:
    def write(uri: str, *paths: str) -> Post:
        return Post(uri=uri, title="", text="字", format="markdown", old_paths=paths)

    posts = [
        write("posts/c/cn-a.md", "cn/a", "/old/"),
        write("posts/c/en-a.md", "en/a"),
        write("posts/b.md", "same"),
        write("posts/c/b.md", "same"),
    ]
    found = index_permalinks(posts, "")
    assert {path: found[path] for path in ("cn/a", "posts/c/en/a", "old", "c/same")} == {
        "cn/a": "posts/c/cn-a.md",
        "posts/c/en/a": "posts/c/en-a.md",
        "old": "posts/c/cn-a.md",
        "c/same": "posts/c/b.md",
    }
    assert "same" not in found


def test_a_post_of_hexo_has_its_address_with_and_without_the_day_in_its_path() -> None:
    day = datetime(2023, 9, 11, tzinfo=UTC)
    note = Post(uri="posts/2023/09-11-笔记.md", title="", text="字", format="markdown", date=day)
    found = index_permalinks([note], ":year/:month/:title/")
    assert {"2023/09/笔记", "2023/09/09-11-笔记"} <= found.keys()


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("第一节", "#zh-第一节"),
        ("%E7%AC%AC%E4%B8%80%E8%8A%82", "#zh-第一节"),
        ("tijie", "#zh-二"),
        ("不存在", ""),
    ],
)
def test_a_link_to_a_place_leads_to_its_heading_or_to_the_post(fragment: str, expected: str) -> None:
    text = "## 第一节\n\n<a id='tijie'></a>\n\n## 二"
    body = render_body(text=text, title="题", format="markdown")[0]
    resolver = replace(RESOLVER, find_body=lambda _uri: body)
    assert resolver.find(f"旅行.md#{fragment}", "posts/a/one.md") == TRIP + expected
