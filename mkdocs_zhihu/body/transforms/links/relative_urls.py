"""Addresses that are relative to the page a post was published on."""

import re
from urllib.parse import urljoin, urlsplit

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.urls import RELATIVE, ZHIHU

ZHIHU_HOST = re.compile(r"(?:[\w-]+\.)*zhihu\.com", re.ASCII | re.IGNORECASE)
ZHIHU_PATH = re.compile(
    r"(?:\./)?/?(?:questions?|answers?|people|org|p|articles?|topics?|collections?|columns?|pins?|zvideos?|videos?|search|roundtable)[/?]"
)
ZHIHU_NAMES = ("zhihu.com", "zhimg.com")


def join_url(draft: Draft, url: str) -> str:
    """Return where a relative address of a body of HTML leads, if it was published on another host than Zhihu's; else ""."""
    page = draft.original or draft.page_url
    is_joined = draft.base and page and RELATIVE.fullmatch(url) and not _is_zhihu(page)
    return urljoin(page, url) if is_joined else ""


def complete_url(draft: Draft, url: str) -> str:
    """Return where the address in a link leads; "" for a relative one of an unknown page.

    Without the address of that page, it was Zhihu's if the body names Zhihu's hosts, or the address is like one of Zhihu's.
    """
    if not RELATIVE.fullmatch(url):
        return url
    joined = join_url(draft, url)
    if joined or not draft.base:
        return joined
    is_zhihu = (
        draft.original
        or draft.page_url
        or ZHIHU_PATH.match(url)
        or any(name in draft.text for name in ZHIHU_NAMES)
    )
    return f"{ZHIHU}/{url.lstrip('./')}" if is_zhihu else ""


def _is_zhihu(page: str) -> bool:
    return ZHIHU_HOST.fullmatch(urlsplit(page).netloc) is not None
