"""Where tags of Hexo stand in a text, and where each ends."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

TAG = re.compile(
    r"\{%-?\s*(?P<name>[A-Za-z_][\w-]*)(?P<arguments>(?:[^\n%]|%(?!\})|\n(?![ \t]*\n))*?)\s*-?%\}"
)


def find_tag(text: str, place: int) -> re.Match[str] | None:
    """Return the tag that begins here, None if none does."""
    close = text.find("%}", place)
    return TAG.match(text, place, close + 2) if close >= 0 else None


def pair_tags(text: str, env: MutableMapping[str, Any]) -> Mapping[int, re.Match[str]]:
    """Return the end tag of each tag that has one, by where the tag begins; remembered for each text."""
    known: dict[str, Mapping[int, re.Match[str]]] = env.setdefault("tag_pairs", {})
    if text not in known:
        known[text] = _pair(text)
    return known[text]


def _pair(text: str) -> dict[int, re.Match[str]]:
    pairs: dict[int, re.Match[str]] = {}
    waiting: dict[str, list[int]] = {}
    place = text.find("{%")
    while place >= 0:
        tag = find_tag(text, place)
        if tag is not None and tag["name"].startswith("end"):
            starts = waiting.get(tag["name"].removeprefix("end"), [])
            if starts:
                pairs[starts.pop()] = tag
        elif tag is not None:
            waiting.setdefault(tag["name"], []).append(place)
        place = text.find("{%", place + 2)
    return pairs
