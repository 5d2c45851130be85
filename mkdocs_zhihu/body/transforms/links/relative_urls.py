"""Addresses that are relative to the page a post was published on."""

import re
from urllib.parse import urljoin, urlsplit

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.urls import RELATIVE, ZHIHU

ZHIHU_HOST = re.compile(r"(?:[\w-]+\.)*zhihu\.com", re.ASCII | re.IGNORECASE)
ZHIHU_PATH = re.compile(
    r"(?:\./)?/?(?:question/\d+(?:/answer/\d+)?|p/\d{8,})/?(?:[?#].*)?", re.ASCII | re.DOTALL
)
"""A path that says without more that it is one of Zhihu's: other sites have short numbers, or `.html` behind them."""
WRITTEN_BY_ZHIHU = re.compile(
    r"<[^<>]*\s(?:data-(?:pid|draft-\w+|rawwidth|rawheight|actualsrc|lens-id)=|eeimg=)"
    r"|zhimg\.com/|link\.zhihu\.com/\?target=|class=\"(?:\w+ )*(?:content_image|origin_image|member_mention)|class=\" wrap external\""
)
"""What no other editor writes: the lazy pictures of many sites have `data-original`."""


def complete_url(draft: Draft, url: str) -> str:
    """Return where the address in a link leads; "" for a relative one if the page of the post is unknown."""
    if not RELATIVE.fullmatch(url):
        return url
    base = find_base(draft) or (ZHIHU if ZHIHU_PATH.fullmatch(url) and not draft.is_markdown else "")
    return _join(base, url) if base else ""


def complete_picture_url(draft: Draft, url: str) -> str:
    """Return where the relative address of a picture leads; "" on pages of Zhihu, where it is one of the page's own drawings."""
    base = find_base(draft) if RELATIVE.fullmatch(url) else ""
    return "" if base in ("", ZHIHU) else _join(base, url)


def find_base(draft: Draft) -> str:
    """Return the page that relative addresses of a body of HTML belong to, "" if it is unknown; of Zhihu's the home page."""
    if draft.base is None:
        page = "" if draft.is_markdown else draft.original or draft.page_url
        is_zhihu = ZHIHU_HOST.fullmatch(urlsplit(page).hostname or "") if page else _is_zhihus(draft)
        draft.base = ZHIHU if is_zhihu else page
    return draft.base


def _is_zhihus(draft: Draft) -> bool:
    """Return whether a body has what only Zhihu's editor writes, or pictures of Zhihu's; an address in its text proves nothing."""
    return not draft.is_markdown and WRITTEN_BY_ZHIHU.search(draft.text) is not None


def _join(base: str, url: str) -> str:
    try:
        return urljoin(f"{base}/" if base == ZHIHU else base, url)
    except ValueError:  # no address, `/[`
        return ""
