"""What Markdown cannot say: HTML, as the finished body has it."""

from collections.abc import Callable
from html import escape
from xml.etree.ElementTree import Element

from mkdocs_zhihu.exporting.markdown.escaping import spell_out, spell_tags
from mkdocs_zhihu.exporting.xml_tree import VOID

Attribute = Callable[[Element, str, str], str | None]
"""From an element, the name and the value of an attribute to the value that is written, None for none."""


def render_html(tag: Element, write_attribute: Attribute, *, is_inline: bool = False) -> str:
    """Return an element as HTML on one line; line ends that matter are written as characters.

    With `is_inline` it stands in a line of Markdown, which is read between the tags too.
    """
    pieces: list[str] = []
    _write(tag, pieces, write_attribute, spell_out if is_inline else _escape)
    return "".join(pieces)


def _write(
    tag: Element, pieces: list[str], write_attribute: Attribute, escape_text: Callable[[str], str]
) -> None:
    name = str(tag.tag)
    values = ((key, write_attribute(tag, key, value)) for key, value in tag.attrib.items())
    written = "".join(f' {key}="{spell_tags(escape(value))}"' for key, value in values if value is not None)
    pieces.append(f"<{name}{written}>")
    if name in VOID:
        return
    if name == "pre":
        escape_text = _escape_code
    pieces.append(escape_text(tag.text or ""))
    for child in tag:
        _write(child, pieces, write_attribute, escape_text)
        pieces.append(escape_text(child.tail or ""))
    pieces.append(f"</{name}>")


def _escape(text: str) -> str:
    return spell_tags(escape(text, quote=False)).replace("$", "&#36;").replace("\n", " ")


def _escape_code(text: str) -> str:
    return spell_tags(escape(text, quote=False)).replace("\n", "&#10;").replace("\t", "&#9;")
