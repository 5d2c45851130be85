"""Blocks as Markdown."""

import re
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element

from mkdocs_zhihu.body.markdown.code.fences import parse_info
from mkdocs_zhihu.exporting.markdown.escaping import (
    SEPARATOR,
    SHOWN_SHORTCODE,
    escape_heading,
    escape_markdown,
    escape_paragraph,
)
from mkdocs_zhihu.exporting.markdown.inline import InlineWriter, Target, is_respelt
from mkdocs_zhihu.exporting.markdown.markdown_tables import render_table
from mkdocs_zhihu.exporting.markdown.structure import HEADINGS, is_plain_item, wrap_text
from mkdocs_zhihu.exporting.xml_tree import has_class, parse_body, text_of
from mkdocs_zhihu.reading.body_format import detect_body_format

LONE_TAG = re.compile(r"<[^<>]*>\s*")
"""Alone on a line, where it begins a block of HTML."""
LANGUAGE = re.compile(r"(?:^| )language-(\S+)")
HTML_BLOCKS = ("<p", "<ul", "<ol")
"""What the blocks of an item begin with as HTML."""

IN_QUOTES = frozenset({"p", "ul", "ol", "blockquote", *HEADINGS, "hr"})


def _find_notes(root: Element) -> frozenset[str]:
    """Return the keys of the notes, if Markdown would number them as they are."""
    items = [
        item.get("id", "").removeprefix("fn:") for item in root.iterfind("./div[@class='footnote']/ol/li")
    ]
    marks = [
        tag.get("id", "").rpartition(":")[2]
        for tag in root.iter("sup")
        if tag.get("id", "").startswith("fnref")
    ]
    first_seen = list(dict.fromkeys(marks))
    expected = [str(number) for number in range(1, len(items) + 1)]
    return frozenset(items) if items == expected == first_seen else frozenset()


class BlockWriter:
    """Writes blocks, one after the other."""

    def __init__(self, inline: InlineWriter) -> None:
        self.inline = inline
        self._writers: dict[str, Callable[[Element], str]] = {
            "p": self.write_paragraph,
            "ul": self._write_list,
            "ol": self._write_list,
            "blockquote": self._write_quote,
            "hr": lambda _tag: "---",
            "pre": _write_code_block,
            "div": self._write_division,
            "table": lambda tag: render_table(tag, inline),
            "figure": self._write_figure,
            **dict.fromkeys(HEADINGS, self._write_heading),
        }

    def write(self, parent: Element) -> str:
        """Return the blocks an element holds, a blank line between two of them."""
        blocks: list[str] = []
        before = ""
        for child in wrap_text(parent):
            written = self.write_block(child)
            if not written.strip():
                continue
            kind = "list" if child.tag in ("ul", "ol") else str(child.tag)
            if before == kind and kind in ("list", "blockquote"):
                blocks.append(SEPARATOR)
            blocks.append(written)
            before = kind
        return "\n\n".join(blocks)

    def write_block(self, tag: Element) -> str:
        """Return an element as Markdown, or as HTML where Markdown cannot say it."""
        write = self._writers.get(str(tag.tag))
        return (write(tag) if write is not None else "") or self.inline.render_html(tag)

    def write_paragraph(self, tag: Element) -> str:
        """Return a paragraph, "" for one that Markdown cannot say."""
        written = self.inline.write(tag)
        if tag.get("class") or LONE_TAG.fullmatch(written):
            return ""
        return escape_paragraph(written)

    def _write_heading(self, tag: Element) -> str:
        return f"{HEADINGS[str(tag.tag)]} {escape_heading(' '.join(self.inline.write(tag).split()))}"

    def _write_quote(self, tag: Element) -> str:
        if not {str(child.tag) for child in tag} <= IN_QUOTES or (tag.text or "").strip():
            return ""
        return "\n".join(f"> {line}".rstrip() for line in self.write(tag).split("\n"))

    def _write_division(self, tag: Element) -> str:
        if has_class(tag, "highlight"):
            return _write_code_block(tag)
        if has_class(tag, "arithmatex"):
            tex = re.sub(r"\n\s*\n", "\n", (tag.text or "")[2:-2].strip())
            return "" if is_respelt(tex) or "$$" in tex else f"$$\n{tex}\n$$"
        return self._write_notes(tag) if has_class(tag, "footnote") and self.inline.notes else ""

    def _write_figure(self, tag: Element) -> str:
        if [str(child.tag) for child in tag] != ["img"] or tag.get("class"):
            return ""
        written = self.inline.write_image(tag[0])
        return written if written.startswith("!") else ""

    def _write_list(self, tag: Element) -> str:
        items = list(tag)
        is_loose = [
            bool(len(item)) and item[0].tag == "p" and not (item.text or "").strip() for item in items
        ]
        if (
            not items
            or not all(map(is_plain_item, items))
            or (any(is_loose) and (not all(is_loose) or len(items) == 1))
        ):
            return ""
        start = int(tag.get("start", "1"))
        separator = "\n\n" if all(is_loose) else "\n"
        marks = (f"{start + at}. " if tag.tag == "ol" else "- " for at in range(len(items)))
        written = [[self.write_block(child) for child in wrap_text(item)] for item in items]
        if separator == "\n" and any(
            block.startswith(HTML_BLOCKS) for item in written for block in item[:-1]
        ):
            return ""  # a block of HTML would go on with the next one
        return separator.join(
            _write_item(blocks, mark, separator) for blocks, mark in zip(written, marks, strict=True)
        )

    def _write_notes(self, tag: Element) -> str:
        notes = []
        for item in tag.iterfind("./ol/li"):
            key = item.get("id", "").removeprefix("fn:")
            _drop_ways_back(item)
            body = self.write(item).replace("\n", "\n    ").replace("\n    \n", "\n\n")
            notes.append(f"[^{key}]: {body}")
        return "\n\n".join(notes)


def _write_item(blocks: Sequence[str], mark: str, separator: str) -> str:
    return mark + separator.join(blocks).replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _write_code_block(tag: Element) -> str:
    """Return a fenced block of code, its title behind the language if a reader finds it there, else above it.

    "" for code that a reader of Markdown would show as something else.
    """
    language = LANGUAGE.search(tag.get("class", ""))
    titles = [child for child in tag if has_class(child, "filename")]
    title = " ".join("".join(map(text_of, titles)).split())
    code = "".join(text_of(child) for child in tag if child not in titles) if titles else text_of(tag)
    code = code.rstrip("\n")
    fence = "```"
    while fence in code:
        fence += "`"
    name = language[1] if language and (language[1] != "text" or title) else ""
    info = f'{name} title="{title}"' if title else name
    if SHOWN_SHORTCODE.search(code):
        return ""
    if title and ("`" in title or parse_info(info) != (name, title)):
        return f"{escape_paragraph(escape_markdown(title))}\n\n{fence}{name}\n{code}\n{fence}"
    return f"{fence}{info}\n{code}\n{fence}"


def _drop_ways_back(item: Element) -> None:
    """Take the links back out of a note: what reads Markdown makes them anew."""
    for block in item.iter():
        for child in list(block):
            if has_class(child, "footnote-backref"):
                block.remove(child)
    for block in [item, *item]:
        if len(block):
            block[-1].tail = (block[-1].tail or "").rstrip("\xa0")
        elif block.text:
            block.text = block.text.rstrip("\xa0")


def render_markdown_body(
    html: str,
    find_link: Callable[[str], Target],
    find_image: Callable[[Element], Target],
    writer: type[BlockWriter] = BlockWriter,
) -> str:
    """Return a finished body as Markdown, or all of it as HTML if it would be taken for that."""
    root = parse_body(html)
    inline = InlineWriter(find_link, find_image, _find_notes(root))
    written = writer(inline).write(root)
    if written.startswith("<") and detect_body_format(written).format == "html":
        return "\n\n".join(map(inline.render_html, wrap_text(root)))
    return written
