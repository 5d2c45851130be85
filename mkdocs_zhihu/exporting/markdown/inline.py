"""Running text as Markdown."""

import re
from collections.abc import Callable
from typing import NamedTuple
from xml.etree.ElementTree import Element

from mkdocs_zhihu.body.markdown.tex.dollar_tex import SPELLINGS, find_formula
from mkdocs_zhihu.body.markdown.wiki_links import SIZE, is_wiki_link
from mkdocs_zhihu.exporting.markdown.escaping import (
    SHOWN_SHORTCODE,
    can_mark,
    escape_link,
    escape_markdown,
    join_inline,
    spell_out,
    spell_tags,
    write_code,
)
from mkdocs_zhihu.exporting.markdown.html import render_html
from mkdocs_zhihu.exporting.xml_tree import has_class, text_of

ENTITY = re.compile(r"&(?=#?\w+;)")
MARKS = {"strong": "**", "em": "*", "del": "~~"}
INTERNAL = frozenset({"rel", "loading", "decoding", "referrerpolicy", "srcset", "sizes"})
"""Attributes that a site writes anew."""

KEPT = frozenset({"u", "sub", "sup", "kbd", "mark"})
"""Elements that Markdown has no mark for."""


class Target(NamedTuple):
    """Where something leads."""

    url: str
    """Its address as written, "" for nowhere."""

    is_ours: bool
    """Whether it is a file of the export."""

    wiki: str = ""
    """The same as Obsidian writes it between double brackets, "" for a link that is written as any other."""


class InlineWriter:
    """Writes the inside of blocks."""

    def __init__(
        self,
        find_link: Callable[[str], Target],
        find_image: Callable[[Element], Target],
        notes: frozenset[str],
    ) -> None:
        self.find_link = find_link
        self.find_image = find_image
        self.notes = notes

    def write(self, tag: Element, *, in_link: bool = False, after: str = "") -> str:
        """Return what an element holds; `after` is the character behind it in its block."""
        nodes: list[Element | str] = [tag.text] if tag.text else []
        for child in tag:
            nodes += [child, *([child.tail] if child.tail else [])]
        written = ""
        for at, node in enumerate(nodes):
            if isinstance(node, str):
                written = join_inline(written, escape_markdown(node, in_link=in_link))
            else:
                following = next((text for other in nodes[at + 1 :] if (text := _shown(other))), "")
                piece = self._write_tag(node, written[-1:], following[:1] or after, in_link=in_link)
                written = join_inline(written, piece)
        return written

    def write_attribute(self, tag: Element, name: str, value: str) -> str | None:
        """Return the value of an attribute in HTML, None for one that a site writes anew."""
        if name in INTERNAL:
            return None
        if name == "src":
            return self.find_image(tag).url
        if name == "href" and not value.startswith("#"):
            return self.find_link(value).url or None
        return value

    def render_html(self, tag: Element) -> str:
        """Return an element as HTML."""
        return render_html(tag, self.write_attribute)

    def _render_inline(self, tag: Element) -> str:
        return render_html(tag, self.write_attribute, is_inline=True)

    def _write_tag(self, tag: Element, before: str, after: str, *, in_link: bool) -> str:
        name = str(tag.tag)
        if name in MARKS:
            return self._write_mark(tag, before, after, in_link=in_link)
        if name in KEPT and not tag.attrib:
            return f"<{name}>{self.write(tag, in_link=in_link)}</{name}>"
        writers: dict[str, Callable[[Element], str]] = {
            "a": self._write_link,
            "br": lambda _tag: "\\\n",
            "code": self._write_code,
            "img": self.write_image,
            "span": lambda span: self._write_span(span, before, after),
            "sup": self._write_note_mark,
        }
        return writers.get(name, self._render_inline)(tag)

    def _write_code(self, tag: Element) -> str:
        text = " ".join((tag.text or "").split("\n"))
        is_plain = text.strip() and not len(tag) and not SHOWN_SHORTCODE.search(text)
        return write_code(text) if is_plain else self._render_inline(tag)

    def _write_span(self, tag: Element, before: str, after: str) -> str:
        if not has_class(tag, "arithmatex"):
            return self._render_inline(tag)
        tex = (tag.text or "")[2:-2].strip()
        found = find_formula(f"{before}${tex}${after}", len(before), is_strict=True)
        if found is not None and found.tex == tex and not is_respelt(tex):
            return f"${tex}$"
        return f'<span class="arithmatex">{spell_out(tag.text or "")}</span>'  # it could be taken for money

    def _write_mark(self, tag: Element, before: str, after: str, *, in_link: bool) -> str:
        inner = self.write(tag, in_link=in_link)
        shown = text_of(tag)
        mark = MARKS[str(tag.tag)]
        is_plain = not any(child.tag in MARKS for child in tag.iter() if child is not tag)
        if shown and is_plain and "\n" not in inner and can_mark(inner, before, after):
            return f"{mark}{inner}{mark}"
        return f"<{tag.tag}>{inner}</{tag.tag}>"

    def _write_link(self, tag: Element) -> str:
        target = self.find_link(tag.get("href", ""))
        inner = self.write(tag, in_link=True)
        if not target.url:
            return inner
        wiki = f"[[{target.wiki}|{inner}]]"  # in which nothing is escaped
        if target.wiki and inner == text_of(tag) and "|" not in inner and is_wiki_link(wiki):
            return wiki
        if tag.get("title") or not inner.strip():
            return self._render_inline(tag)
        return f"[{escape_link(inner)}]({write_address(target.url)})"

    def write_image(self, tag: Element) -> str:
        """Return a picture; one with a size that its file does not tell keeps it as HTML."""
        target, alt = self.find_image(tag), tag.get("alt", "")
        is_sized = (not target.is_ours and tag.get("width")) or SIZE.search(alt)
        if has_class(tag, "zh-emoji") or is_sized:
            return self.render_html(tag)
        return f"![{escape_markdown(alt)}]({write_address(target.url)})"

    def _write_note_mark(self, tag: Element) -> str:
        key = tag.get("id", "").rpartition(":")[2]
        return f"[^{key}]" if key in self.notes else self._render_inline(tag)


def _shown(node: Element | str) -> str:
    return node if isinstance(node, str) else text_of(node)


def write_address(url: str) -> str:
    """Return an address between the brackets of a link."""
    url = spell_tags(ENTITY.sub("&amp;", url).replace("\\", "&#92;"))
    url = url.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A").replace(" ", "%20")
    return f"<{url}>" if "(" in url or ")" in url else url


def is_respelt(tex: str) -> bool:
    """Return whether the reader of Markdown would take a formula for one with escaped signs."""
    return any(pattern.search(tex) for pattern, _ in SPELLINGS)
