"""Hexo's tags around a part of the text: quotations, boxes, tabs, code."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from mkdocs_zhihu.body.admonitions import open_box, read_kind
from mkdocs_zhihu.body.markdown.code.fences import render_code, restore
from mkdocs_zhihu.body.markdown.hexo.arguments import Arguments, drop_options, read_named
from mkdocs_zhihu.body.markdown.hexo.box_titles import BOXES, find_title, name_kind, read_known, read_title
from mkdocs_zhihu.body.markdown.hexo.tag_links import URL, link_to
from mkdocs_zhihu.body.markdown.hexo.writings import MARK as SECTION
from mkdocs_zhihu.body.markdown.hexo.writings import WRITING_TAGS, read_writing
from mkdocs_zhihu.body.markdown.tex.dollar_tex import write_formula
from mkdocs_zhihu.reading.markdown.code_places import iter_outside_code
from mkdocs_zhihu.reading.markdown.places_of_tags import CODE_TAGS, DIAGRAM_TAGS, HIGHLIGHT_TAGS, TEX_TAGS

PART = re.compile(
    r"<!--[ \t]*(?:end(?:tab|timeline|node|cell|okr|folder)|(?:tab|timeline|node|cell|okr|folder)\b(?P<label>[^\n]*?))[ \t]*-->"
)
"""Where a part of a group begins, in some themes also where it ends."""
QUOTED = re.compile(r"""["'](.*)["']""")
QUOTATIONS = ("blockquote", "quote", "pullquote", "cq", "centerquote")
SIDES = ("left", "right")
"""Where a quotation stands, and not who wrote it."""
MAX_DEPTH = 5
"""Levels of tags inside tags; the marks of deeper ones are dropped."""


@dataclass(frozen=True, slots=True)
class TagWriter:
    """Where the HTML of a tag goes, and of what it holds: Markdown, or in a page HTML."""

    env: MutableMapping[str, Any]
    """What is known of the whole text."""

    add_html: Callable[[str], None]
    """Adds HTML."""

    add_text: Callable[[str], None]
    """Adds a part of the text, in which tags and Markdown are read."""

    read_code: Callable[[str], str] = str
    """Returns code or TeX as it is meant; a page has entities in it."""


def render_block(writer: TagWriter, name: str, given: Arguments, inner: str) -> None:
    """Add a tag and what it holds."""
    BLOCKS[name](writer, name, given, inner)


def _raw(writer: TagWriter, _name: str, _given: Arguments, inner: str) -> None:
    before, writer.env["is_raw"] = writer.env.get("is_raw"), True
    writer.add_text(restore(inner, writer.env.get("in_raw", {})))
    writer.env["is_raw"] = before


def _write_code(writer: TagWriter, inner: str, language: str, title: str = "") -> None:
    text = restore(writer.read_code(inner), writer.env.get("in_code", {}))
    writer.add_html(render_code(text.strip("\n") + "\n", language, title))


def _code(writer: TagWriter, _name: str, given: Arguments, inner: str) -> None:
    """Read `[title] [lang:name] [url] [link text] [options]`."""
    language = next((value[5:] for value in given.all if value.startswith("lang:")), "")
    title = " ".join(value for value in given.all if not re.match(r"\w+:(?!//)", value))
    _write_code(writer, inner, language, title)


def _highlight(writer: TagWriter, _name: str, given: Arguments, inner: str) -> None:
    """Read `language [options]`."""
    _write_code(writer, inner, given.all[0] if given.all else "")


def _diagram(writer: TagWriter, name: str, _given: Arguments, inner: str) -> None:
    _write_code(writer, inner, name)


def _tex(writer: TagWriter, _name: str, _given: Arguments, inner: str) -> None:
    if "$" in inner or "\\[" in inner or "\\(" in inner:  # Hugo's holds whole formulas
        writer.add_text(inner)
    else:
        writer.add_html(f"<p>{write_formula(writer.read_code(inner.strip()), is_display=True)}</p>")


def _quote(writer: TagWriter, _name: str, given: Arguments, inner: str) -> None:
    """Read `[author[, source]] [link] [title of the link]`."""
    link = URL.search(given.text)
    source = (given.text[: link.start()] if link else given.text).strip().strip("\"'")
    title = given.text[link.end() :].strip() if link else ""
    writer.add_html("<blockquote>")
    writer.add_text(inner)
    words = [given.show(source)] if source not in ("", *SIDES) else []
    words += [link_to(link[0], title, given.show)] if link else []
    writer.add_html((f"<p>— {' '.join(words)}</p>" if words else "") + "</blockquote>")


def _box(writer: TagWriter, name: str, given: Arguments, inner: str) -> None:
    """Read `[class] [title]`; see `read_title`."""
    title = read_title(name, given.text, is_shortcode=given.is_shortcode)
    writer.add_html(open_box(read_kind(name_kind(name, given)), given.show(title)))
    writer.add_text(inner)
    writer.add_html("</div>")


def _writing(writer: TagWriter, name: str, given: Arguments, inner: str) -> None:
    """Read `title author:name date:day footer:words` of a poem or a paper, which may have sections."""
    title, author, date, footer = read_writing(given.text)
    writer.add_html(open_box(read_kind(name), given.show(title)))
    by = " · ".join(filter(None, (author, date)))
    writer.add_html(f"<p>{given.show(by)}</p>" if by else "")
    _add_parts(writer, given, inner, SECTION)
    writer.add_html((f"<p>{given.show(footer)}</p>" if footer else "") + "</div>")


def _titled(writer: TagWriter, name: str, given: Arguments, inner: str) -> None:
    """Put a part of a group under its title: `title`, or `name="title"`."""
    named = read_known(given.text, is_shortcode=given.is_shortcode)
    quoted = QUOTED.fullmatch(given.text)
    title = find_title(named) if named else quoted[1] if quoted else given.text
    if name == "tab" and not title:
        title = next(writer.env.get("tab_titles", iter(())), "")
    writer.add_html(f"<p><strong>{given.show(title)}</strong></p>" if title else "")
    writer.add_text(inner)


def _parts(writer: TagWriter, name: str, given: Arguments, inner: str) -> None:
    """Read `<!-- tab label -->`, with or without `<!-- endtab -->`, one after the other; Hugo's may be `items="a,b"`."""
    outer = writer.env.get("tab_titles", iter(()))
    writer.env["tab_titles"] = map(str.strip, read_named(given.text).get("items", "").split(","))
    if name in ("timeline", "okr") and given.parts[0]:
        writer.add_html(f"<p><strong>{given.show(drop_options(given.parts[0]))}</strong></p>")
    _add_parts(writer, given, inner, PART)
    writer.env["tab_titles"] = outer


def _add_parts(writer: TagWriter, given: Arguments, inner: str, mark: re.Pattern[str]) -> None:
    """Add the tokens of parts, each with its label above it."""
    last = 0
    for part in iter_outside_code(mark, inner):
        writer.add_text(inner[last : part.start()])
        label = drop_options((part["label"] or "").partition("@")[0])
        writer.add_html(f"<p><strong>{given.show(label)}</strong></p>" if label else "")
        last = part.end()
    writer.add_text(inner[last:])


def _content(writer: TagWriter, _name: str, _given: Arguments, inner: str) -> None:
    writer.add_text(inner)


def _nothing(_writer: TagWriter, _name: str, _given: Arguments, _inner: str) -> None:
    """Leave out what its author hid."""


BLOCKS: Mapping[str, Callable[[TagWriter, str, Arguments, str], None]] = {
    "raw": _raw,
    "comment": _nothing,
    **dict.fromkeys(CODE_TAGS, _code),
    **dict.fromkeys(HIGHLIGHT_TAGS, _highlight),
    **dict.fromkeys(DIAGRAM_TAGS, _diagram),
    **dict.fromkeys(TEX_TAGS, _tex),
    **dict.fromkeys(QUOTATIONS, _quote),
    **dict.fromkeys(BOXES, _box),
    **dict.fromkeys(WRITING_TAGS, _writing),
    **dict.fromkeys(("tabs", "subtabs", "subsubtabs", "timeline", "grid", "okr", "folders"), _parts),
    **dict.fromkeys(("timenode", "tab", "cell"), _titled),
    **dict.fromkeys(
        ("gallery", "grouppicture", "gp", "gi", "swiper", "btns", "flink", "center", "cardgroup"),
        _content,
    ),
}
"""What a tag becomes, by its name; several themes have the same ones."""
