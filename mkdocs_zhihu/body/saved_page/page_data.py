"""The data a page of Zhihu brings along: `<script id="js-initialData">`."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_zhihu.body.raw.markup import mend_html
from mkdocs_zhihu.body.saved_page.page_model import Part
from mkdocs_zhihu.body.saved_page.page_times import read_seconds
from mkdocs_zhihu.body.saved_page.pin_parts import render_parts
from mkdocs_zhihu.reading.values.anonymous import ANONYMOUS

SCRIPT = re.compile(
    r"""<script\b[^<>]*\bid=["']?js-initialData["']?[^<>]*>([^<]*(?:<(?!/script\b|script\b[^<>]*js-initialData)[^<]*)*)</script>"""
)
Data = Mapping[str, Any]


def read_entities(html: str) -> Data:
    """Return answers, articles, questions and the like by kind and number; empty where a page has no data."""
    match = SCRIPT.search(html)
    if match is None:
        return {}
    try:
        data = json.loads(match[1])
    except (ValueError, RecursionError):
        return {}
    return _map(_map(_map(data).get("initialState")).get("entities"))


def read_parts(entities: Data, url: str) -> list[Part]:
    """Return every answer, article and thought of the data that has a text; of several articles the page's own."""
    parts = [_read_answer(answer) for answer in _list(entities, "answers")]
    articles = [_read_article(article) for article in _list(entities, "articles")]
    parts += [part for part in articles if part.url == url] or (articles if len(articles) == 1 else [])
    parts += [_read_pin(pin) for pin in _list(entities, "pins")]
    return [part for part in parts if part.html.strip()]


def read_question(entities: Data, number: str) -> Data:
    """Return the question of a page."""
    questions = _map(entities.get("questions"))
    if number in questions:
        return _map(questions[number])
    return _map(next(iter(questions.values()))) if len(questions) == 1 else {}


def read_topics(data: Data) -> tuple[str, ...]:
    """Return the names of the topics of a question or an article."""
    topics = data.get("topics")
    names = [_text(_map(topic), "name") for topic in topics] if isinstance(topics, list) else []
    return tuple(filter(None, names))


def read_cover(entities: Data, number: str) -> str:
    """Return the address of the head picture of an article."""
    article = _map(_map(entities.get("articles")).get(number))
    return _text(article, "imageUrl", "titleImage", "image_url", "title_image")


def _read_answer(data: Data) -> Part:
    question = _map(data.get("question"))
    number, answer = _text(question, "id"), _text(data, "id")
    url = (
        f"https://www.zhihu.com/question/{number}/answer/{answer}"
        if number
        else f"https://www.zhihu.com/answer/{answer}"
    )
    return _read(data, "answer", answer, url, title=_text(question, "title"), question=number)


def _read_article(data: Data) -> Part:
    number = _text(data, "id")
    return _read(
        data, "article", number, f"https://zhuanlan.zhihu.com/p/{number}", title=_text(data, "title")
    )


def _read_pin(data: Data) -> Part:
    number = _text(data, "id")
    content = data.get("content")
    html = _text(data, "contentHtml", "content_html")
    if isinstance(content, list):
        parts = render_parts(part for part in content if not (html and _map(part).get("type") == "text"))
        html = f"<div>{html}</div>{parts}" if html else parts
    return _read(data, "pin", number, f"https://www.zhihu.com/pin/{number}", html=html)


def _read(  # noqa: PLR0913 - plain values
    data: Data, kind: Any, number: str, url: str, *, title: str = "", question: str = "", html: str = ""
) -> Part:
    author = _map(data.get("author"))
    name, token = _text(author, "name"), _text(author, "urlToken", "url_token")
    is_paid = bool(data.get("paidInfo") or data.get("paid_info"))
    return Part(
        html=mend_html(html or _text(data, "content")),
        kind=kind,
        id=number,
        title=title,
        author="" if name in ANONYMOUS else name,
        author_url=f"https://www.zhihu.com/people/{token}" if token and name not in ANONYMOUS else "",
        bio=_text(author, "headline"),
        url=url,
        published=_time(data, "createdTime", "created_time", "created"),
        edited=_time(data, "updatedTime", "updated_time", "updated"),
        question=question,
        votes=_count(data, "voteupCount", "voteup_count", "likeCount"),
        comment_count=_count(data, "commentCount", "comment_count"),
        licence=_text(
            data, "reshipmentSettings", "reshipment_settings", "copyrightPermission", "copyright_permission"
        ),
        is_truncated=is_paid or bool(data.get("contentNeedTruncated") or data.get("content_need_truncated")),
        is_paid=is_paid,
    )


def _list(entities: Data, kind: str) -> list[Data]:
    return [value for value in _map(entities.get(kind)).values() if isinstance(value, dict)]


def _map(value: object) -> Data:
    return value if isinstance(value, dict) else {}


def _first(data: Data, names: tuple[str, ...], is_usable: Callable[[object], bool]) -> Any:
    return next((data[name] for name in names if is_usable(data.get(name))), None)


def _text(data: Data, *names: str) -> str:
    """Return the first of some values that is a text or a number, as text."""
    value = _first(data, names, lambda value: isinstance(value, str | int) and value not in ("", False, True))
    return "" if value is None else str(value)


def _time(data: Data, *names: str) -> str:
    return read_seconds(_first(data, names, bool))


def _count(data: Data, *names: str) -> int | None:
    value: int | None = _first(data, names, lambda value: isinstance(value, int))
    return value
