"""The answers, articles and thoughts that stand in the tree of a page."""

import json
import re
from html import escape

from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute, classes, has_class, is_inside
from mkdocs_zhihu.body.saved_page.page_model import Part
from mkdocs_zhihu.body.saved_page.page_times import read_date, read_times
from mkdocs_zhihu.body.saved_page.page_tree import (
    find_class,
    find_meta,
    first_class,
    has_ancestor,
    read_line,
    write_html,
)
from mkdocs_zhihu.body.urls import ZHIHU, clean_url
from mkdocs_zhihu.model import Kind
from mkdocs_zhihu.reading.values.anonymous import ANONYMOUS

ITEMS: dict[str, Kind] = {"AnswerItem": "answer", "ArticleItem": "article", "PinItem": "pin"}
ARTICLES = (("Post-RichTextContainer",), ("Post-RichText",), ("Post-Main",), ("Post-content",))
TEXTS = (("RichText", "ztext"), ("RichText",), ("CopyrightRichText-richText",), ("content",))
APART = re.compile(
    r"Comments?-?(?:container|Container)?|CommentItem\w*|CommentContent|NestComment|CommentList\w*|comments-container"
    r"|Recommendations?-\w+|RelatedReadings\w*|HotQuestions|Question-sideColumn|Modal|Popover-content|Sticky--footer"
)
"""What stands in a page and is not the post's."""
PICTURE_ATTRIBUTES = (
    "class src data-original data-actualsrc data-thumbnail data-rawwidth data-rawheight width height"
    " poster data-name data-sourceurl data-lens-id data-zvideo-id"
).split()
NUMBER = re.compile(r"/(?:answer|p|pin)/(\d+)")
COUNT = re.compile(r"[0-9]{1,9}")
QUESTION = re.compile(r"/question/(\d+)")


def find_apart(root: Tag) -> list[Tag]:
    """Return comments, recommendations and the like."""
    return [
        node
        for node in list_nodes(root)
        if node.name is not None and any(APART.fullmatch(name) for name in classes(node))
    ]


def find_parts(root: Tag, apart: list[Tag], saved: str) -> list[Part]:
    """Return the parts of a page in its order, those in comments or recommendations left out."""
    items = [
        node
        for node in list_nodes(root)
        if node.name is not None and has_class(node, *ITEMS) and not has_ancestor(node, apart)
    ]
    outer = [item for item in items if not has_ancestor(item, items)]
    parts = [part for item in outer if (part := _read_item(item, saved)) is not None]
    if parts:
        return parts
    article = next((tag for names in ARTICLES for tag in find_class(root, *names)), None)
    text = article if article is None or has_class(article, "Post-RichText") else find_text(article)
    if text is None:
        texts = [tag for names in TEXTS[:2] for tag in find_class(root, *names) if not _is_askers(tag)]
        text = next((tag for tag in texts if not has_ancestor(tag, apart)), None)
    return [] if text is None else [_read_part(root, text, "article" if article else "post", apart, saved)]


def find_text(item: Tag) -> Tag | None:
    """Return the tag that holds the text of an item."""
    inner = first_class(item, "RichContent-inner")
    return next(
        (tag for place in (inner, item) if place for names in TEXTS for tag in find_class(place, *names)),
        inner,
    )


def find_asker(root: Tag) -> Tag | None:
    """Return the tag that holds what the asker wrote below the question."""
    outer = first_class(root, "QuestionRichText")
    if outer is None:
        return None
    marked = (node for node in list_nodes(outer) if node.name and attribute(node, "itemprop") == "text")
    # The button that unfolds the text stands beside it.
    return first_class(outer, "RichText") or next(marked, outer)


def _is_askers(tag: Tag) -> bool:
    return any(
        has_class(parent, "QuestionRichText", "QuestionHeader")
        for parent in (tag, *tag.parents)
        if parent.name
    )


def _read_item(item: Tag, saved: str) -> Part | None:
    text = find_text(item)
    kind = next(kind for name, kind in ITEMS.items() if has_class(item, name))
    return _read_part(item, text, kind, [], saved) if text is not None else None


def _read_part(item: Tag, text: Tag, kind: Kind, apart: list[Tag], saved: str) -> Part:
    data = _read_zop(item)
    info = next((tag for tag in find_class(item, "AuthorInfo") if not has_ancestor(tag, apart)), None)
    name, author_url, bio = _read_author(info)
    name = name or str(data.get("authorName") or "")
    url = _read_url(item, kind)
    number = str(data.get("itemId") or "") or attribute(item, "name")
    if match := NUMBER.search(url):
        number = match[1]
    published, edited = _read_item_times(item, apart, saved)
    question = QUESTION.search(url)
    return Part(
        html=f"<div>{write_html(text)}</div>{_write_pictures(item, text)}"
        if kind == "pin"
        else write_html(text),
        kind=kind,
        id=number if number.isdigit() else "",
        title=read_line(first_class(item, "ContentItem-title")) or str(data.get("title") or ""),
        author="" if name in ANONYMOUS else name,
        author_url=author_url,
        bio=bio,
        url=url,
        published=published,
        edited=edited,
        question=question[1] if question else "",
        votes=_read_count(item, "upvoteCount"),
        comment_count=_read_count(item, "commentCount"),
        is_truncated=first_class(item, "is-collapsed") is not None,
    )


def _read_zop(item: Tag) -> dict[str, object]:
    """Return what `data-zop` says, on the item or on a tag around or in it."""
    for tag in (item, *find_class(item, "ContentItem"), *item.parents):
        source = attribute(tag, "data-zop") if tag.name else ""
        if source:
            try:
                data = json.loads(source)
            except (ValueError, RecursionError):
                return {}
            return data if isinstance(data, dict) else {}
    return {}


def _read_author(info: Tag | None) -> tuple[str, str, str]:
    if info is None:
        return "", "", ""
    name = find_meta(info, "name") or read_line(first_class(info, "AuthorInfo-name"))
    link = first_class(info, "UserLink-link")
    name = name or read_line(link)
    url = clean_url(find_meta(info, "url") or (attribute(link, "href") if link else ""), base=ZHIHU)
    is_page = "/people/" in url or "/org/" in url
    return (
        name,
        url if is_page and not url.endswith("/people/") else "",
        read_line(first_class(info, "AuthorInfo-badgeText")),
    )


def _read_url(item: Tag, kind: Kind) -> str:
    """Return the address the item gives as its own, never that of a link in its text."""
    found = find_meta(item, "url") if kind != "article" else ""
    urls = [
        attribute(node, "content")
        for node in list_nodes(item)
        if node.name == "meta" and attribute(node, "itemprop") == "url"
    ]
    urls += [
        attribute(tag, "href")
        for name in ("ContentItem-title", "ContentItem-time")
        for tag in _find_links(item, name)
    ]
    return next((clean_url(url, base=ZHIHU) for url in (found, *urls) if NUMBER.search(url)), "")


def _find_links(item: Tag, name: str) -> list[Tag]:
    return [node for tag in find_class(item, name) for node in list_nodes(tag) if node.name == "a"]


def _read_item_times(item: Tag, apart: list[Tag], saved: str) -> tuple[str, str]:
    published = read_date(find_meta(item, "dateCreated") or find_meta(item, "datePublished"))
    edited = read_date(find_meta(item, "dateModified"))
    lines = [read_line(tag) for tag in find_class(item, "ContentItem-time") if not has_ancestor(tag, apart)]
    shown = read_times(lines[0], saved) if lines else ("", "")
    return published or shown[0], edited or shown[1]


def _read_count(item: Tag, name: str) -> int | None:
    text = find_meta(item, name)
    return int(text) if COUNT.fullmatch(text) else None


def _write_pictures(item: Tag, text: Tag) -> str:
    """Return the pictures and videos of a thought, which stand beside its text."""
    nodes = [
        node for node in list_nodes(item) if node.name in ("img", "video") and not has_ancestor(node, [text])
    ]
    return "".join(
        _write_picture(node)
        for node in nodes
        if not any(
            has_class(tag, "AuthorInfo", "UserLink", "Avatar") for tag in (node, *node.parents) if tag.name
        )
    )


def _write_picture(tag: Tag) -> str:
    """Return a picture or a video without what the page says about its looks."""
    attributes = "".join(
        f' {name}="{escape(attribute(tag, name))}"' for name in PICTURE_ATTRIBUTES if attribute(tag, name)
    )
    html = f"<{tag.name}{attributes}>" + ("</video>" if tag.name == "video" else "")
    return f"<noscript>{html}</noscript>" if is_inside(tag, "noscript") else html
