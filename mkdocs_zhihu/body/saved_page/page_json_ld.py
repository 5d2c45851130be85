"""The linked data of a page (JSON-LD): what it says about the post, among what it says about other things."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

START_TAG = re.compile(r"<script\b([^<>]*)>", re.IGNORECASE)
END_TAG = re.compile(r"</script", re.IGNORECASE)
TYPE = "application/ld+json"
DATE = "datePublished"
POSTS = ("Article", "Posting", "Report")
"""How the type of a post ends."""
PAGES = ("Page", "CreativeWork")
"""How the type of a page ends, which may hold more than the post."""
HOLDERS = ("@graph", "mainEntity")
"""Where an object has those that it holds or is about."""
MAX_NESTED = 6


def read_json_ld(html: str) -> Mapping[str, Any]:
    """Return the object that describes the post, an empty one if none has a date.

    >>> page = '<script type="application/ld+json">[{"@type": "%s", "datePublished": "2010"}, {"@type": "%s", "datePublished": "2020"}]</script>'
    >>> [read_json_ld(page % types)["datePublished"] for types in (("Review", "NewsArticle"), ("WebPage", "Review"))]
    ['2020', '2010']
    """
    return min((found for found in _iter_data(html) if DATE in found), key=_rank, default={})


def list_names(value: object) -> list[str]:
    """Return the names in a value: a text, an object with a name, or a list of them."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, dict):
        return list_names(value.get("name"))
    return [name for item in value for name in list_names(item)] if isinstance(value, list) else []


def list_keywords(value: object) -> list[str]:
    """Return the words in a value, which stand between commas or in a list."""
    words = (word.strip() for name in list_names(value) for word in name.split(","))
    return [word for word in words if word]


def _rank(data: Mapping[str, Any]) -> int:
    types = data.get("@type", "")
    names = tuple(name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str))
    if any(name.endswith(POSTS) for name in names):
        return 0
    if any(name.endswith(PAGES) for name in names):
        return 1
    return 3 if any(names) else 2


def _iter_data(html: str) -> Iterator[dict[str, Any]]:
    place = 0
    while start := START_TAG.search(html, place):
        place = start.end()
        if TYPE not in start[1].lower():
            continue
        end = END_TAG.search(html, place)
        if end is None:
            return
        text, place = html[place : end.start()], end.end()
        try:
            yield from _iter_objects(json.loads(text), 0)
        except (ValueError, RecursionError):
            continue


def _iter_objects(value: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_NESTED:
        return
    if isinstance(value, dict):
        yield value
    inner = map(value.get, HOLDERS) if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in inner:
        yield from _iter_objects(item, depth + 1)
