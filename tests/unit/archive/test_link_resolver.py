"""From an address in a post to a page: beside its file, beside its page, where Hexo had it, and by its name alone."""

import pytest

from mkdocs_zhihu.archive.addressing.link_resolver import LinkResolver
from mkdocs_zhihu.archive.addressing.permalinks import Place

pytestmark = pytest.mark.unit

ONE, TRIP, TWO = "blog/2021/one/", "blog/2021/trip/", "blog/2022/two/"
HASH = "blog/2023/c/"
URLS = {
    "posts/a/c#1.md": HASH,
    "posts/a/one.md": ONE,
    "posts/b/旅行/index.md": TRIP,
    "posts/b/2022-03-04-Two.md": TWO,
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
        ("../b/旅行/index.md", TRIP),
        ("../b/旅行", TRIP),
        ("/posts/b/旅行/", TRIP),
        ("../trip/", TRIP),
        ("../../2022/two/index.html", TWO),
        ("../../2022/two.html", TWO),
        ("/blog/2022/two/", TWO),
        ("旅行", TRIP),
        ("旅行/", TRIP),
        ("TWO.md", TWO),
        ("second", TWO),
        ("../second/", TWO),
        ("/old/05/second/index.html", TWO),
        ("../third/", None),
        ("trip", None),
        ("index.md", None),
        ("/blog/2022/two/#A%20B", f"{TWO}#zh-a-b"),
        ("/blog/2022/two/#:~:text=A%20B,c", f"{TWO}#:~:text=A%20B,c"),
        ("/blog/2022/two/#A:~:text=b", f"{TWO}#zh-a:~:text=b"),
        ("../b/two.png", None),
    ],
)
def test_an_address_leads_to_the_nearest_post(address: str, url: str | None) -> None:
    assert RESOLVER.find(address, "posts/a/one.md") == url
