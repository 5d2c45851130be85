"""Any value of a field as one line of text."""

import html
import re

from mkdocs_zhihu.reading.values.yaml_fields import Value

# Bidi overrides, zero-width and control characters and halves of pairs; U+200D is kept, it joins emoji.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u00ad]"
)
TAG = re.compile(r"<[^<>]*>")
WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")
"""How Obsidian writes a name that is a note too."""
PICTURE_KEYS = ("image", "url", "src", "path")
"""Where a mapping has the address of a picture."""


def find_address(value: Value) -> str:
    """Return the address of a picture: the first of a list, or what a mapping says."""
    if isinstance(value, list):
        return find_address(value[0]) if value else ""
    if isinstance(value, dict):
        return next((find_address(value[key]) for key in PICTURE_KEYS if key in value), "")
    return WIKI_LINK.sub(r"\1", to_text(value))


def find_name(value: Value) -> str:
    """Return the name of a person: a text, or what a mapping says."""
    return to_text(value["name"] if isinstance(value, dict) and "name" in value else value)


def is_single(value: Value) -> bool:
    """Return whether a value is a list of one text, which people write for the text."""
    return isinstance(value, list) and [type(item) for item in value] == [str]


def read_markup(text: str) -> str:
    """Return the text of a description, which may be HTML."""
    return html.unescape(TAG.sub("", text)).strip() if text else ""


def to_text(value: Value) -> str:
    """Return any value as one line of text: entities for braces decoded, invisible characters gone."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(to_text, value)))
    if isinstance(value, dict):
        return ", ".join(f"{to_text(key)}: {to_text(item)}".removesuffix(": ") for key, item in value.items())
    if "&#" in value:
        value = value.replace("&#123;", "{").replace("&#125;", "}")
    return " ".join((value if value.isascii() and value.isprintable() else INVISIBLE.sub("", value)).split())
