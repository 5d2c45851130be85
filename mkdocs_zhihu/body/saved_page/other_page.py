"""What a saved page of another site says about itself: in its head, in its headings, in its linked data."""

import re
from collections.abc import Mapping, Sequence

from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute, has_class
from mkdocs_zhihu.body.raw.size_limits import cap_depth
from mkdocs_zhihu.body.saved_page.page_json_ld import list_keywords, list_names, read_json_ld
from mkdocs_zhihu.body.saved_page.page_model import Part, SavedPage
from mkdocs_zhihu.body.saved_page.page_times import read_date
from mkdocs_zhihu.body.saved_page.page_tree import find_class, list_metas, parse_page, read_line
from mkdocs_zhihu.body.saved_page.time_tags import ENTRY, QUOTED, find_edited_time, find_published_time
from mkdocs_zhihu.body.urls import clean_url

SEPARATOR = re.compile(r"\s[-–—·•:]\s|\s?[|｜_«»‹›—–]|\s?--")
"""What stands between the title of a page and the name of its site."""
SEPARATOR_BEFORE = re.compile(rf"(?:{SEPARATOR.pattern}){{1,3}}\s?$")
SEPARATOR_BEHIND = re.compile(rf"(?:{SEPARATOR.pattern}){{1,3}}")
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


def read_other_page(html: str) -> SavedPage:
    """Return what a document says that is no page of Zhihu's; its body is the document."""
    root = parse_page(cap_depth(html)[0])
    metas, data = list_metas(root), read_json_ld(html)
    link = next((node for node in _list(root, "link") if attribute(node, "rel") == "canonical"), None)
    written, place = _find_of_entry(root, "p-author"), _find_of_entry(root, "p-canonical")
    names = [*_first(metas, "author", "article:author"), *list_names(data.get("author")), read_line(written)]
    tags = metas.get("article:tag", ()) or list_keywords(data.get("keywords"))
    published = (*_first(metas, *PUBLISHED), data.get("datePublished"), find_published_time(root))
    edited = (*_first(metas, *EDITED), find_edited_time(root), data.get("dateModified"))
    part = Part(
        html="",
        author=next((name for name in names if name and "://" not in name), ""),
        published=_find_date(*published),
        edited=_find_date(*edited),
    )
    url = _first(metas, "og:url")[0] or next((attribute(tag, "href") for tag in (link, place) if tag), "")
    title = _find_title(root, metas)
    return SavedPage(title=title, url=clean_url(url), tags=tuple(dict.fromkeys(tags)), parts=(part,))


def _find_of_entry(root: Tag, name: str) -> Tag | None:
    """Return the first part with a class that the only post of a page has itself: comments and quotations have their own."""
    entries = find_class(root, ENTRY)
    if len(entries) != 1:
        return None
    parts = find_class(entries[0], name)
    return next((part for part in parts if not any(has_class(tag, QUOTED) for tag in part.parents)), None)


def _first(metas: Mapping[str, Sequence[str]], *names: str) -> list[str]:
    """Return the first content of each `meta`, "" for one that is not there."""
    return [next(iter(metas.get(name, ())), "") for name in names]


def _list(root: Tag, name: str) -> list[Tag]:
    return [node for node in list_nodes(root) if node.name == name]


def _find_date(*texts: object) -> str:
    dates = (read_date(text) for text in texts if isinstance(text, str) and text)
    return next((date for date in dates if date >= FIRST), "")


def _find_title(root: Tag, metas: Mapping[str, Sequence[str]]) -> str:
    """Return the title of a page without the name of its site: `og:site_name`, `og:title` or the heading it begins with tells where it ends."""
    title = next(map(read_line, _list(root, "title")), "")[:MAX_TITLE]
    shared, site = (" ".join(text.split())[:MAX_TITLE] for text in _first(metas, "og:title", "og:site_name"))
    first, second = (list(map(read_line, _list(root, name)[:MAX_HEADINGS])) for name in ("h1", "h2"))
    bare = _drop_site(title, site, first)
    if shared in ("", site) or not _is_title(shared, title, site, first, second):
        title = bare
    else:
        title = shared if shared == bare else _drop_site(shared, site, first)
    begun = (text for text in first if text and text != site and _begins_with(title, text))
    rest = (text for text in (*first, *second) if text and text != site and _ends_with(title, text))
    heading = next(begun, "")
    return title if not heading or next(rest, heading) != heading else heading


def _drop_site(title: str, site: str, headings: Sequence[str]) -> str:
    """Return a title without the name of the site at its end, or at its beginning where a heading is the rest.

    >>> _drop_site("甲 - 乙 - 站", "站", []), _drop_site("站 - 甲", "站", ["甲"]), _drop_site("站 - 甲", "站", []), _drop_site("站", "站", [])
    ('甲 - 乙', '甲', '站 - 甲', '站')
    """
    if not site or title in headings:
        return title
    if _ends_with(title, site):
        return _cut(title, site)
    rest = SEPARATOR_BEHIND.sub("", title.removeprefix(site), count=1).strip()
    return rest if rest and _begins_with(title, site) and rest in headings else title


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
