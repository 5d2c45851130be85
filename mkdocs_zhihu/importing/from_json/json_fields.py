"""One object of a crawler or of Zhihu's API to an item: every spelling of every field."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any

from mkdocs_zhihu.body.saved_page import read_saved_page
from mkdocs_zhihu.body.saved_page.pin_parts import render_parts
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.originals import KINDS, Original, build_original, is_id, parse_original
from mkdocs_zhihu.importing.items.times import parse_time
from mkdocs_zhihu.importing.settings import ImportSettings

BODIES = ("content", "contentHtml", "content_html", "excerpt")
PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
ARCHIVED = tuple(
    spelling
    for verb in ("crawled", "crawl", "fetched", "fetch", "archived", "scraped")
    for spelling in (f"{verb}At", f"{verb}_at", f"{verb}Time", f"{verb}_time")
)
"""When a crawler read the post."""
QUESTION_IDS = ("questionId", "question_id")
Object = Mapping[str, Any]


def pick(value: Object, *keys: str) -> Any:
    """Return the first value that is there and not empty, else ""."""
    return next((value[key] for key in keys if value.get(key) not in (None, "", [], {})), "")


def pick_text(value: Object, *keys: str) -> str:
    """Return the first value that is a text, or a number as text."""
    found = pick(value, *keys)
    return found if isinstance(found, str) else ""


def has_body(value: Object) -> bool:
    """Return whether an object is a post: it has a text, or a list of parts as thoughts have."""
    has_parts = isinstance(value.get("content"), list) and any(
        isinstance(part, dict) and "type" in part for part in value["content"]
    )
    is_known = value.get("type") in KINDS and ("title" in value or "question" in value)
    has_text = any(isinstance(value.get(key), str) and value[key] for key in BODIES)
    return has_parts or (has_text and _is_post(value)) or (is_known and value.get("type") != "question")


def _is_post(value: Object) -> bool:
    """Return whether an object with a text is more than a comment or a card: it says which post it is."""
    url = pick_text(value, "url")
    if value.get("type") == "comment" or value.get("resource_type") == "comment":
        return False
    is_named = any(key in value for key in ("title", "question", "answer_id", "article_id", *QUESTION_IDS))
    return is_named or value.get("type") in KINDS or bool(parse_original(url).id)


def get_question(value: Object) -> Object:
    """Return the question an object speaks of."""
    question = value.get("question")
    if isinstance(question, dict):
        return question
    if isinstance(question, str) and not is_id(question):
        return {"title": question}
    found = {
        "id": pick_text(value, *QUESTION_IDS),
        "title": pick_text(value, "questionTitle", "question_title"),
    }
    return {key: text for key, text in found.items() if text}


def build_item(value: Object, outer: Object, name: str, settings: ImportSettings) -> ImportItem:
    """Return the item of an object; `outer` is the question it was found in, {} for none."""
    question = {**outer, **get_question(value)}
    original = _find_original(value, question, name)
    body, is_cut = _read_body(value)
    if settings.with_question and original.kind == "answer" and pick_text(question, "detail"):
        body = f'<blockquote class="zhihu-question">{question["detail"]}</blockquote>\n{body}'
    author = value.get("author")
    who: Object = author if isinstance(author, dict) else {"name": author}

    def time(*keys: str) -> Any:
        found = (parse_time(value.get(key), settings.zone, settings.now) for key in keys)
        return next(filter(None, found), None)

    return ImportItem(
        title=_find_title(value, question, original),
        body=body,
        original=original,
        source="" if original.id else pick_text(value, "url", "link"),
        author=pick_text(who, "name"),
        author_token=pick_text(who, "url_token", "urlToken", "id"),
        date=time("created_time", "createdTime", "created"),
        updated=time("updated_time", "updatedTime", "updated"),
        archived=time(*ARCHIVED),
        tags=tuple(_iter_topics(value, question)),
        headimg=pick_text(value, "image_url", "imageUrl", "title_image", "titleImage"),
        votes=_count(pick(value, "voteup_count", "voteupCount", "votes")),
        comment_count=_count(pick(value, "comment_count", "commentCount")),
        licence=_find_licence(value),
        is_truncated=is_cut or _is_paid(value),
        reader="json",
        file=posixpath.basename(name),
    )


def _find_original(value: Object, question: Object, name: str) -> Original:
    original = parse_original(pick_text(value, "url", "link"))
    kind = value.get("type")
    number = pick_text(value, "id", "answer_id", "article_id")
    if kind not in KINDS:
        kind = original.kind or _guess_kind(value, question)
    if (original.id and original.kind == kind) or not is_id(number):
        number = original.id  # a crawler may count its own rows in `id`
    if not number:
        stem = posixpath.splitext(posixpath.basename(name))[0]
        number = stem if is_id(stem) else ""
    question_id = original.question or pick_text(question, "id", "url_token")
    question_id = question_id if is_id(question_id) else parse_original(pick_text(question, "url")).id
    return build_original(str(kind), number, question_id if kind == "answer" else "")


def _guess_kind(value: Object, question: Object) -> str:
    if isinstance(value.get("content"), list):
        return "pin"
    return "answer" if question or "answer_id" in value else "article"


def _find_title(value: Object, question: Object, original: Original) -> str:
    if original.kind == "answer":
        title = pick_text(question, "title", "name") or pick_text(
            value, "questionTitle", "question_title", "title"
        )
        return title or (f"问题 {original.question}" if original.question else "")
    return pick_text(value, "title", "excerpt_title", "excerptTitle")


def _read_body(value: Object) -> tuple[str, bool]:
    """Return the text, and whether it is only the beginning."""
    html = pick(value, "content", "contentHtml", "content_html")
    if isinstance(html, list):
        text = pick_text(value, "contentHtml", "content_html") or render_parts(html)
        origin = pick(value, "originPin", "origin_pin")
        if isinstance(origin, dict):
            inner, _ = _read_body(origin)
            text += f"\n<blockquote>{inner}</blockquote>"
        return text, False
    if isinstance(html, str) and html:
        return _unwrap_page(html), False
    return pick_text(value, "excerpt"), True


def _unwrap_page(html: str) -> str:
    """Return the post of a text that is a whole page; crawlers that drove a browser kept some."""
    if "RichText" not in html or not PAGE_END.search(html):
        return html
    page = read_saved_page(html)
    return page.parts[0].html if page is not None and page.parts else html


def _is_paid(value: Object) -> bool:
    paid = pick(value, "paid_info", "paidInfo")
    is_cut = any(value.get(key) is True for key in ("contentNeedTruncated", "content_need_truncated"))
    has_price = isinstance(paid, dict) and bool(paid.get("type"))
    return is_cut or has_price or str(value.get("is_free")) in ("0", "False")


def _find_licence(value: Object) -> str:
    found = pick(
        value, "reshipment_settings", "reshipmentSettings", "copyright_permission", "copyrightPermission"
    )
    return found if isinstance(found, str) else ""


def _iter_topics(value: Object, question: Object) -> Iterable[str]:
    for topics in (value.get("topics"), question.get("topics")):
        for topic in topics if isinstance(topics, list) else ():
            name = topic.get("name") if isinstance(topic, dict) else topic
            if isinstance(name, str):
                yield name


def _count(value: Any) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None  # noqa: PLR2004 - no post has more
