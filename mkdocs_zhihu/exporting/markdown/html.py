"""What Markdown cannot say: HTML, as the finished body has it."""

from collections.abc import Callable
from html import escape
from xml.etree.ElementTree import Element

from mkdocs_zhihu.exporting.xml_tree import VOID

Attribute = Callable[[Element, str, str], str | None]
"""From an element, the name and the value of an attribute to the value that is written, None for none."""


def render_html(tag: Element, write_attribute: Attribute) -> str:
    """Return an element as HTML on one line; line ends that matter are written as characters."""
    pieces: list[str] = []
    _write(tag, pieces, write_attribute, is_code=False)
    return "".join(pieces)


def _write(tag: Element, pieces: list[str], write_attribute: Attribute, *, is_code: bool) -> None:
    name = str(tag.tag)
    values = ((key, write_attribute(tag, key, value)) for key, value in tag.attrib.items())
    written = "".join(f' {key}="{escape(value)}"' for key, value in values if value is not None)
    pieces.append(f"<{name}{written}>")
    if name in VOID:
        return
    is_code = is_code or name == "pre"
    pieces.append(_escape(tag.text or "", is_code=is_code))
    for child in tag:
        _write(child, pieces, write_attribute, is_code=is_code)
        pieces.append(_escape(child.tail or "", is_code=is_code))
    pieces.append(f"</{name}>")


def _escape(text: str, *, is_code: bool) -> str:
    escaped = escape(text, quote=False)
    return escaped.replace("\n", "&#10;").replace("\t", "&#9;") if is_code else escaped.replace("\n", " ")
