"""A finished body as a page of Zensical: HTML, with its headings as Markdown, which alone are in the contents."""

import re
from collections.abc import Callable
from html import escape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from mkdocs_zhihu.body import typeset
from mkdocs_zhihu.exporting.markdown.html import Attribute, render_html
from mkdocs_zhihu.exporting.markdown.inline import Target
from mkdocs_zhihu.exporting.markdown.structure import BLOCKS, HEADINGS, wrap_text
from mkdocs_zhihu.exporting.xml_tree import VOID, parse_body

SIGN = re.compile(r"[!-/:-@\[-`{-~]")
"""Punctuation that some extension of Markdown may take for a mark."""

DROPPED = frozenset({"srcset", "sizes"})
"""Versions of pictures that only the site has."""


def render_page_body(
    html: str, find_link: Callable[[str], Target], find_image: Callable[[Element], Target]
) -> str:
    """Return a finished body as blocks, each on a line of its own, so that Markdown finds nothing to do in them."""
    root = parse_body(typeset(html))
    ids = {tag.get("id") for tag in root.iter()}

    def write_attribute(tag: Element, name: str, value: str) -> str | None:
        if name in DROPPED:
            return None
        if name == "src":
            return find_image(tag).url
        if name == "href" and value.startswith("#"):
            return value if unquote(value[1:]) in ids else None
        return find_link(value).url or None if name == "href" else value

    return "\n\n".join(_write_block(block, write_attribute) for block in wrap_text(root))


def _write_block(tag: Element, write_attribute: Attribute) -> str:
    if tag.tag in HEADINGS and tag.get("id"):
        return (
            f'{HEADINGS[str(tag.tag)]} {_spell(tag, write_attribute)} {{: id="{escape(tag.get("id", ""))}"}}'
        )
    written = render_html(tag, write_attribute)
    return written if tag.tag in BLOCKS else f"<div>{written}</div>"


def _spell(tag: Element, write_attribute: Attribute) -> str:
    """Return what an element holds as HTML in a line of Markdown: every sign of its text is spelled out."""
    pieces = [_spell_text(tag.text)]
    for child in tag:
        values = ((key, write_attribute(child, key, value)) for key, value in child.attrib.items())
        written = "".join(f' {key}="{escape(value)}"' for key, value in values if value is not None)
        pieces.append(f"<{child.tag}{written}>")
        if child.tag not in VOID:
            pieces.append(f"{_spell(child, write_attribute)}</{child.tag}>")
        pieces.append(_spell_text(child.tail))
    return "".join(pieces)


def _spell_text(text: str | None) -> str:
    return SIGN.sub(lambda match: f"&#{ord(match[0])};", (text or "").replace("\n", " "))
