"""A tree to HTML, once."""

from html import escape
from typing import Any

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import VOID, ColouredText


def serialize(root: Tag) -> str:
    """Return the HTML of a tree's content: every text and attribute escaped, attributes in their order.

    BeautifulSoup's own writer sorts attributes and looks up a formatter for each string; it takes three
    times as long.
    """
    pieces: list[str] = []
    _write(root, pieces)
    return "".join(pieces)


def _escape(text: str, *, quote: bool = False) -> str:
    """Return the text escaped, which costs more than to see that most texts need it not."""
    if "&" in text or "<" in text or ">" in text or (quote and ('"' in text or "'" in text)):
        return escape(text, quote=quote)
    return text


def _write(tag: Tag, pieces: list[str]) -> None:
    node: Any
    for node in tag.contents:
        name = node.name
        if name is None:
            pieces.append(node.html if type(node) is ColouredText else _escape(node))
            continue
        if node.attrs:
            attributes = [f' {key}="{_escape(str(value), quote=True)}"' for key, value in node.attrs.items()]
            pieces.append(f"<{name}{''.join(attributes)}>")
        else:
            pieces.append(f"<{name}>")
        if name not in VOID:
            if node.contents:
                _write(node, pieces)
            pieces.append(f"</{name}>")
