"""Notes and marks of our own making, as a finished body has them."""

import re

from bs4.element import NavigableString, Tag

from mkdocs_zhihu.body.dom.nodes import Text
from mkdocs_zhihu.body.dom.tree import attribute, child_tags, find_tags, has_class
from mkdocs_zhihu.body.draft import Draft

OWN_KEY = re.compile(r"(?:fn:|#fn:)((?:\d{1,4}-)?\d{1,5})", re.ASCII)
NUMBER = re.compile(r"\d{1,5}", re.ASCII)


def read_own_key(tag: Tag) -> str:
    """Return the key of a mark of our own making, else ""."""
    links = child_tags(tag)
    if len(links) != 1 or len(tag.contents) != 1 or attribute(links[0], "class") != "footnote-ref":
        return ""
    match = OWN_KEY.fullmatch(attribute(links[0], "href"))
    return match[1] if match else ""


def take_own_notes(draft: Draft, tag: Tag) -> list[str]:
    """Put a plain list in place of a finished one of our own making; return its keys."""
    parts = child_tags(tag)
    if tag.name != "div" or [part.name for part in parts] != ["hr", "ol"]:
        return []
    items = child_tags(parts[1])
    matches = [OWN_KEY.fullmatch(attribute(item, "id")) for item in items]
    keys = [match[1] for match in matches if match]
    if not keys or len(set(keys)) != len(items):
        return []
    for item, key in zip(items, keys, strict=True):
        for back in find_tags(item, "a"):
            if has_class(back, "footnote-backref"):
                _drop_back(back)
        value = attribute(item, "value")
        item.attrs = {"id": f"fn:{key}"} | ({"value": value} if NUMBER.fullmatch(value) else {})
        draft.keep(item)
    tag.replace_with(parts[1].extract())
    return keys


def _drop_back(back: Tag) -> None:
    before = back.previous_sibling
    if isinstance(before, NavigableString):
        before.replace_with(Text(before.rstrip("\xa0")))
    back.extract()
