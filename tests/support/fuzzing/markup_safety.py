"""What no body may hold when it is finished."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup

from mkdocs_zhihu.body.sanitize import ATTRIBUTES, TAGS


def check_safe(html: str) -> None:
    for tag in BeautifulSoup(html, "html5lib").body.find_all(True):
        assert tag.name in TAGS
        allowed = ATTRIBUTES.get(tag.name, frozenset()) | {"class"}
        assert set(tag.attrs) <= allowed
        for name in ("href", "src"):
            url = str(tag.get(name, ""))
            assert (
                url == ""
                or urlsplit(url).scheme in ("http", "https", "mailto")
                or url.startswith(("./", "../", "#fn", "#zh-", "#:~:text="))
            ), url
        assert str(tag.get("id", "zh-")).startswith(("zh-", "fn"))
