"""From the HTML of a saved page to what it holds."""

import re
from dataclasses import replace
from html import unescape

from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute, classes
from mkdocs_zhihu.body.raw.size_limits import cap_depth
from mkdocs_zhihu.body.saved_page.app_export import read_app_export
from mkdocs_zhihu.body.saved_page.page_data import (
    read_cover,
    read_entities,
    read_parts,
    read_question,
    read_topics,
)
from mkdocs_zhihu.body.saved_page.page_model import Part, SavedPage
from mkdocs_zhihu.body.saved_page.page_parts import NUMBER, find_apart, find_asker, find_parts
from mkdocs_zhihu.body.saved_page.page_times import read_date, read_seconds
from mkdocs_zhihu.body.saved_page.page_tree import (
    find_class,
    find_meta,
    first_class,
    has_ancestor,
    parse_page,
    read_line,
    write_html,
)
from mkdocs_zhihu.body.urls import clean_url
from mkdocs_zhihu.reading.documents import is_document

PAGE_SIGNS = (
    "AnswerItem",
    "Post-Title",
    "QuestionHeader",
    "QuestionRichText",
    "AuthorInfo",
    "js-initialData",
    "export-footer",
)
TITLE_END = re.compile(r"\s*-\s*知乎\s*$")
TITLE_START = re.compile(r"^\(\d+\+?\s*(?:封私信|条消息)(?:\s*/\s*\d+\+?\s*条消息)?\)\s*")
SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(\S+)(?:\s+saved date:([^\n]*))?")
CHROMIUM = re.compile(r"<!-- saved from url=\(\d+\)(\S+?)\s*-->")
QUESTION = re.compile(r"(?:https?://www\.)?zhihu\.com/question/(\d+)")
SHORTER = 0.98
"""The data's text wins where the tree's is shorter than this part of it: a page folds long answers."""


def looks_like_page(html: str) -> bool:
    """Return whether a body may be a page: a document, or a part of one with more than a text."""
    return is_document(html) or any(sign in html for sign in PAGE_SIGNS)


def clean_title(title: str) -> str:
    """Return a title without what browsers and Zhihu add: ` - 知乎`, `(2 封私信)`.

    >>> clean_title("(99+ 封私信 / 81 条消息) 为什么？ - 知乎")
    '为什么？'
    """
    return TITLE_END.sub("", TITLE_START.sub("", " ".join(title.split())))


def read_saved_page(html: str) -> SavedPage | None:
    """Return what a saved page holds, or None if it is none of Zhihu's."""
    source = cap_depth(html)[0]
    root = parse_page(source)
    exported = read_app_export(root)
    if exported is not None:
        return exported
    url, saved = _read_place(root, html)
    entities = read_entities(html)
    apart = find_apart(root)
    parts = _unite(find_parts(root, apart, saved), read_parts(entities, url))
    number = QUESTION.search(url)
    question = read_question(entities, number[1] if number else "")
    asker = _longer(write_html(find_asker(root)), str(question.get("detail") or ""))
    if not parts and not _has_text(asker):
        return None
    parts = _put_first(parts, url)
    article = parts[0].id if len(parts) == 1 else ""
    return SavedPage(
        title=_read_title(root, parts, str(question.get("title") or "")),
        url=url or (parts[0].url if len(parts) == 1 else ""),
        saved=saved,
        asked=read_seconds(question.get("created")) or _read_asked(root),
        tags=_read_tags(root) or read_topics(question),
        cover=_read_cover(root) or read_cover(entities, article),
        asker_html=asker if _has_text(asker) else "",
        parts=tuple(parts),
        left_out=_count_left_out(root, apart, [asker, *(part.html for part in parts)]),
    )


def _read_place(root: Tag, html: str) -> tuple[str, str]:
    """Return the address of a page and when it was saved."""
    single, chromium = SINGLE_FILE.search(html[:20_000]), CHROMIUM.search(html[:20_000])
    links = [
        node
        for node in list_nodes(root)
        if node.name == "link" and "canonical" in attribute(node, "rel").split()
    ]
    urls = [single[1] if single else "", chromium[1] if chromium else "", find_meta(root, "og:url")]
    urls += [attribute(link, "href") for link in links]
    urls += [
        url
        for node in list_nodes(root)
        if node.name == "meta" and QUESTION.fullmatch(url := attribute(node, "content"))
    ]
    known = [clean_url(unescape(url)).partition("?")[0].partition("#")[0].rstrip("/") for url in urls]
    url = max(
        (url for url in known if "zhihu.com/" in url), key=lambda url: bool(NUMBER.search(url)), default=""
    )
    saved = (single[2] or "").partition("-->")[0].strip() if single else ""
    return re.sub(r"^http://", "https://", url), read_date(saved)


def _unite(shown: list[Part], stored: list[Part]) -> list[Part]:
    """Return each part once: the tree's, with what only the data knows, and the longer text of both."""
    if len(shown) == len(stored) == 1 and not shown[0].id:
        shown = [replace(shown[0], id=stored[0].id)]
    by_id = {part.id: part for part in stored}
    united = [_merge(part, by_id.pop(part.id)) if part.id in by_id else part for part in shown]
    return united + list(by_id.values())


def _merge(shown: Part, stored: Part) -> Part:
    is_longer = _measure(shown.html) < SHORTER * _measure(stored.html)
    return replace(
        stored,
        html=stored.html if is_longer else shown.html,
        title=stored.title or shown.title,
        author=stored.author or shown.author,
        author_url=stored.author_url or shown.author_url,
        bio=stored.bio or shown.bio,
        published=stored.published or shown.published,
        edited=stored.edited or shown.edited,
        is_truncated=stored.is_truncated or (shown.is_truncated and not is_longer),
    )


def _measure(html: str) -> int:
    """Return how many letters a text has; what was drawn of its formulas does not count."""
    html = re.sub(r"<(noscript|svg|script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return len("".join(re.sub(r"<[^<>]*>|&\w+;", "", html).split()))


def _longer(one: str, other: str) -> str:
    return other if _measure(one) < SHORTER * _measure(other) else one


def _has_text(html: str) -> bool:
    return bool(html) and (_measure(html) > 0 or "<img" in html)


def _read_asked(root: Tag) -> str:
    items = find_class(root, "ContentItem")
    dates = [node for node in list_nodes(root) if node.name and attribute(node, "itemprop") == "dateCreated"]
    return next(
        (read_date(attribute(node, "content")) for node in dates if not has_ancestor(node, items)), ""
    )


def _put_first(parts: list[Part], url: str) -> list[Part]:
    """Return the parts, the one that the page's address names first."""
    match = NUMBER.search(url)
    return sorted(parts, key=lambda part: part.id != match[1]) if match else parts


def _read_title(root: Tag, parts: list[Part], question: str) -> str:
    for names in (("Post-Title",), ("QuestionHeader-title",)):
        if title := read_line(first_class(root, *names)):
            return title
    found = (
        question
        or find_meta(root, "og:title")
        or next((read_line(t) for t in list_nodes(root) if t.name == "title"), "")
    )
    return clean_title(found) or next((part.title for part in parts if part.title), "")


def _read_tags(root: Tag) -> tuple[str, ...]:
    names = [read_line(tag) for tag in find_class(root, "TopicLink")]
    names = names or [name.strip() for name in find_meta(root, "keywords").split(",")]
    return tuple(dict.fromkeys(name for name in names if name))


def _read_cover(root: Tag) -> str:
    image = first_class(root, "TitleImage")
    if image is not None and image.name != "img":
        image = next((node for node in list_nodes(image) if node.name == "img"), None)
    return attribute(image, "src") if image is not None else ""


def _count_left_out(root: Tag, apart: list[Tag], kept: list[str]) -> dict[str, int]:
    """Return how many comments, teasers of other pages and characters around them a page has."""
    names = [name for node in list_nodes(root) if node.name is not None for name in classes(node)]
    teasers = [tag for tag in find_class(root, "ContentItem") if has_ancestor(tag, apart)]
    counts = {
        "comments": sum(name in ("CommentItem", "CommentItemV2", "CommentContent") for name in names),
        "teasers of other pages": len(teasers),
        "characters around the post": max(0, _measure(write_html(root)) - sum(map(_measure, kept))),
    }
    return {kind: count for kind, count in counts.items() if count}
