"""Where tags of Hexo stand in a text, and where each ends."""

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from mkdocs_zhihu.body.markdown.code.fence_lines import find_code, is_within

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
    """Pair tags that code only shows with each other alone, unless nothing else ends one."""
    tags = list(_iter_tags(text))
    code = find_code(text) if tags and ("`" in text or "~~~" in text) else []
    return _match(tags) | _match([tag for tag in tags if not is_within(tag.start(), code)])


def _iter_tags(text: str) -> Iterator[re.Match[str]]:
    place = text.find("{%")
    while place >= 0:
        tag = find_tag(text, place)
        if tag is not None:
            yield tag
        place = text.find("{%", place + 2)


def _match(tags: Sequence[re.Match[str]]) -> dict[int, re.Match[str]]:
    """Pair each end with the last start of its name; between marks of `raw` nothing is a tag."""
    last_raw = max((tag.start() for tag in tags if tag["name"] == "endraw"), default=-1)
    pairs: dict[int, re.Match[str]] = {}
    waiting: dict[str, list[int]] = {}
    is_raw = False
    for tag in tags:
        name = tag["name"]
        if is_raw and name != "endraw":
            continue
        if name.startswith("end"):
            starts = waiting.get(name.removeprefix("end"), [])
            if starts:
                pairs[starts.pop()] = tag
        else:
            waiting.setdefault(name, []).append(tag.start())
        is_raw = name == "raw" and tag.start() < last_raw
    return pairs
