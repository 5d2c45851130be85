"""A finished body as a chapter has it: XHTML, with notes that open in place and pictures of the book."""

import posixpath
import re
from collections.abc import Callable
from html import escape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from mkdocs_zhihu.exporting.epub.book_formulas import render_formula
from mkdocs_zhihu.exporting.epub.book_images import BookImage
from mkdocs_zhihu.exporting.epub.book_links import encode_url
from mkdocs_zhihu.exporting.xml_tree import VOID, escape_text, has_class, parse_body
from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Entry

KEPT = {
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan"),
    "ol": ("start",),
}
"""Attributes that mean something in a book, but for `id` and `class`."""

MAX_WIDTH = 1080
"""No reader's page is wider."""

VERSION = re.compile(r"(\S+) (\d+)w")

Resolve = Callable[[str, Entry], str]
Embed = Callable[[str], BookImage | None]


class BodyWriter:
    """Writes the body of one post."""

    def __init__(self, entry: Entry, resolve: Resolve, embed: Embed, translator: Translator) -> None:
        self.entry = entry
        self.resolve = resolve
        self.embed = embed
        self.translator = translator
        self.pieces: list[str] = []
        self.ids: set[str] = set()
        self.has_formulas = False
        self.is_in_link = False
        self.missing = 0
        self.has_bare_images = False
        self._writers: dict[str, Callable[[Element], None]] = {
            "a": self._write_link,
            "div": self._write_division,
            "img": self._write_image,
            "math": self._write_formula,
        }

    def write(self, html: str) -> str:
        """Return the XHTML of a finished body with its formulas drawn."""
        root = parse_body(html)
        self.ids = {tag.get("id", "") for tag in root.iter()}
        self._write_content(root)
        return "".join(self.pieces)

    def _write_content(self, tag: Element) -> None:
        if tag.text:
            self.pieces.append(escape(tag.text, quote=False))
        for child in tag:
            self._writers.get(str(child.tag), self._write_tag)(child)
            if child.tail:
                self.pieces.append(escape(child.tail, quote=False))

    def _write_tag(self, tag: Element) -> None:
        name = tag.tag
        kept = {key: tag.get(key, "") for key in ("id", "class", *KEPT.get(str(name), ())) if tag.get(key)}
        if name in VOID:
            self.pieces.append(f"<{name}/>")
            return
        self._write_element(str(name), kept, tag)

    def _write_element(self, name: str, attributes: dict[str, str], tag: Element) -> None:
        written = "".join(f' {key}="{escape_text(value)}"' for key, value in attributes.items())
        self.pieces.append(f"<{name}{written}>")
        self._write_content(tag)
        self.pieces.append(f"</{name}>")

    def _write_formula(self, tag: Element) -> None:
        self.has_formulas = True
        self.pieces.append(render_formula(tag))

    def _write_link(self, tag: Element) -> None:
        href = tag.get("href", "")
        if href.startswith("#"):
            target = href if unquote(href[1:]) in self.ids else ""
        else:
            target = self.resolve(href, self.entry)
        if not target:
            self._write_content(tag)
            return
        attributes = {"href": target}
        if has_class(tag, "footnote-ref"):
            attributes = {
                "class": "duokan-footnote",
                "epub:type": "noteref",
                "role": "doc-noteref",
            } | attributes
        elif has_class(tag, "footnote-backref"):
            attributes = {"role": "doc-backlink"} | attributes
        self.is_in_link = True
        self._write_element("a", attributes, tag)
        self.is_in_link = False

    def _write_division(self, tag: Element) -> None:
        notes = tag.find("ol") if has_class(tag, "footnote") else None
        if notes is None:
            self._write_tag(tag)
            return
        self.pieces.append('<section class="notes"><hr/>')
        number = 0
        for item in notes:
            number = int(item.get("value", number + 1))
            self._write_note(item, number)
        self.pieces.append("</section>")

    def _write_note(self, item: Element, number: int) -> None:
        """Write a note as readers show it in place; those that cannot see it at the end, with its way back."""
        name = escape_text(item.get("id", ""))
        self.pieces.append(f'<aside epub:type="footnote" role="doc-footnote" id="{name}">')
        first = item[0] if len(item) and not (item.text or "").strip() else None
        mark = f'<span class="number">{number}. </span>'
        if first is not None and first.tag == "p":
            self.pieces.append(f"<p>{mark}")
            self._write_content(first)
            self.pieces.append("</p>")
            item.remove(first)
        else:
            self.pieces.append(f"<p>{mark}</p>")
        self._write_content(item)
        self.pieces.append("</aside>")

    def _write_image(self, tag: Element) -> None:
        image = self._find_image(tag)
        alt = tag.get("alt", "")
        if image is None:
            self._write_missing(tag.get("src", ""), alt)
            return
        self.has_bare_images = self.has_bare_images or not alt
        size = f' width="{image.width}" height="{image.height}"' if image.width else ""
        css = ' class="sticker"' if has_class(tag, "zh-emoji") else ""
        self.pieces.append(f'<img{css} src="../{image.name}" alt="{escape_text(alt)}"{size}/>')

    def _find_image(self, tag: Element) -> BookImage | None:
        for url in (*_iter_versions(tag.get("srcset", "")), tag.get("src", "")):
            is_far = url.startswith(("http://", "https://"))
            folder = posixpath.dirname(unquote(self.entry.url))
            path = url if is_far else posixpath.normpath(posixpath.join(folder, unquote(url)))
            image = self.embed(path)
            if image is not None:
                return image
        return None

    def _write_missing(self, src: str, alt: str) -> None:
        self.missing += 1
        text = (
            self.translator.text("picture_missing", alt=alt) if alt else self.translator.text("picture_bare")
        )
        shown = escape_text(text)
        address = encode_url(src) if src.startswith(("http://", "https://")) and not self.is_in_link else ""
        if address:
            shown = f'<a href="{escape_text(address)}">{shown}</a>'
        self.pieces.append(f'<span class="missing">{shown}</span>')


def _iter_versions(srcset: str) -> list[str]:
    """Return the versions of a picture that a book's page can use, widest first."""
    versions = [(int(width), url) for url, width in VERSION.findall(srcset)]
    return [url for width, url in sorted(versions, reverse=True) if width <= MAX_WIDTH]
