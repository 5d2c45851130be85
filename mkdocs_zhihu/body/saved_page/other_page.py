"""What a saved page of another site says about itself: in its head, in its headings, in its linked data."""

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute
from mkdocs_zhihu.body.raw.size_limits import cap_depth
from mkdocs_zhihu.body.saved_page.page_model import Part, SavedPage
from mkdocs_zhihu.body.saved_page.page_times import read_date
from mkdocs_zhihu.body.saved_page.page_tree import find_meta, list_meta, parse_page, read_line
from mkdocs_zhihu.body.saved_page.time_tags import find_edited_time, find_published_time
from mkdocs_zhihu.body.urls import clean_url

LINKED_DATA = re.compile(
    r"<script\b[^<>]*application/ld\+json[^<>]*>([^<]*(?:<(?!/script\b|script\b)[^<]*)*)</script",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"\s[-–—·•:]\s|\s?[|｜_«»‹›—–]|\s?--")
"""What stands between the title of a page and the name of its site."""
SEPARATOR_BEFORE = re.compile(rf"(?:{SEPARATOR.pattern})\s?$")
MAX_TITLE = 1_000
MAX_HEADINGS = 20
PUBLISHED = (
    "article:published_time",
    "datePublished",
    "pubdate",
    "publishdate",
    "date",
    "dc.date",
    "DC.date.issued",
)
EDITED = ("article:modified_time", "dateModified", "og:updated_time", "lastmod")
FIRST = "1971"
"""The year before which no page was published: programs write one for a date they do not know."""
MAX_NESTED = 4


def read_other_page(html: str) -> SavedPage:
    """Return what a document says that is no page of Zhihu's; its body is the document."""
    root = parse_page(cap_depth(html)[0])
    data = next((found for found in _iter_data(html) if "datePublished" in found), {})
    link = next((node for node in _list(root, "link") if attribute(node, "rel") == "canonical"), None)
    names = [find_meta(root, "author"), find_meta(root, "article:author"), *_list_names(data.get("author"))]
    tags = list_meta(root, "article:tag") or _list_names(data.get("keywords"))
    part = Part(
        html="",
        author=next((name for name in names if name and "://" not in name), ""),
        published=_find_date(
            *_list_metas(root, PUBLISHED), data.get("datePublished"), find_published_time(root)
        ),
        edited=_find_date(*_list_metas(root, EDITED), find_edited_time(root), data.get("dateModified")),
    )
    url = find_meta(root, "og:url") or (attribute(link, "href") if link is not None else "")
    title = _find_title(root)
    return SavedPage(title=title, url=clean_url(url), tags=tuple(dict.fromkeys(tags)), parts=(part,))


def _list_metas(root: Tag, names: tuple[str, ...]) -> list[str]:
    return [find_meta(root, name) for name in names]


def _list(root: Tag, name: str) -> list[Tag]:
    return [node for node in list_nodes(root) if node.name == name]


def _find_date(*texts: object) -> str:
    dates = (read_date(text) for text in texts if isinstance(text, str) and text)
    return next((date for date in dates if date >= FIRST), "")


def _find_title(root: Tag) -> str:
    """Return the title of a page without the name of its site: `og:title` or the heading it begins with tells where it ends."""
    title = next(map(read_line, _list(root, "title")), "")[:MAX_TITLE]
    shared, site = (
        " ".join(find_meta(root, name).split())[:MAX_TITLE] for name in ("og:title", "og:site_name")
    )
    first, second = (list(map(read_line, _list(root, name)[:MAX_HEADINGS])) for name in ("h1", "h2"))
    if shared and shared == site:
        title = _cut(title, site) if _ends_with(title, site) else title
    elif shared and _is_title(shared, title, site, first, second):
        title = shared
    begun = (text for text in first if text and text != site and _begins_with(title, text))
    rest = (text for text in (*first, *second) if text and text != site and _ends_with(title, text))
    heading = next(begun, "")
    return title if not heading or next(rest, heading) != heading else heading


def _is_title(shared: str, title: str, site: str, first: list[str], second: list[str]) -> bool:
    """Return whether `og:title` is the title of the page: some sites write their own name there."""
    if not title or _begins_with(title, shared):
        return True
    if _ends_with(title, shared):
        before = _cut(title, shared)
        return before == site or (shared in first and before not in (*first, *second))
    return shared in first and title not in first


def _cut(title: str, end: str) -> str:
    """Return a title without its end and the separator before it."""
    return SEPARATOR_BEFORE.sub("", title.removesuffix(end)).strip() or title


def _begins_with(title: str, text: str) -> bool:
    return title.startswith(text) and SEPARATOR.match(title, len(text)) is not None


def _ends_with(title: str, text: str) -> bool:
    return title.endswith(text) and SEPARATOR_BEFORE.search(title[: -len(text)][-3:]) is not None


def _iter_data(html: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a page's linked data (JSON-LD)."""
    for match in LINKED_DATA.finditer(html):
        try:
            yield from _iter_objects(json.loads(match[1]), 0)
        except (ValueError, RecursionError):
            continue


def _iter_objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = value.get("@graph")
    if isinstance(value, list) and depth < MAX_NESTED:
        for item in value:
            yield from _iter_objects(item, depth + 1)


def _list_names(value: object) -> list[str]:
    """Return the names in a value of linked data: a text, an object with a name, or a list of them."""
    if isinstance(value, str):
        return [name.strip() for name in value.split(",") if name.strip()]
    if isinstance(value, dict):
        return _list_names(value.get("name"))
    return [name for item in value for name in _list_names(item)] if isinstance(value, list) else []
