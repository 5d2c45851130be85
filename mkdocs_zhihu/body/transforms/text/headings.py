"""Headings: below the page's own, with stable ids."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from bs4.element import Tag

from mkdocs_zhihu.body.anchors import heading_id
from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import find_tags
from mkdocs_zhihu.body.draft import Draft, text_of
from mkdocs_zhihu.body.transforms.pictures.figures import build_figure
from mkdocs_zhihu.model import Heading
from mkdocs_zhihu.reading.markdown.heading_text import read_heading
from mkdocs_zhihu.reading.markdown.raised_marks import spell_raised
from mkdocs_zhihu.reading.unsupported import begins_with_template_tag

NAMES = ("h1", "h2", "h3", "h4", "h5", "h6")
FORMULA = re.compile(r"^\\\((?:\\displaystyle )?(.*)\\\)$", re.DOTALL)
INNER = ("blockquote", "li", "td", "th")
BLANKS = re.compile(r"[ \n]{2,}|\n")


def rebuild_headings(draft: Draft) -> None:
    """Shift headings below the title, drop empty ones and a first one that repeats it, give them ids.

    before: <h1><strong>a<br>b</strong></h1><h2></h2>
    after:  <h2 id="zh-a-b">a b</h2>
    """
    headings = list(_take_texts(draft))
    if headings:
        has_title = bool(draft.title or draft.true_title)
        tag, text = headings[0]
        if text and not (has_title or begins_with_template_tag(text)) and is_leading(draft, tag):
            draft.true_title = text
    is_first = True
    while headings and _repeats_title(draft, *headings[0]) and (is_first or _is_title(draft, headings[0][0])):
        _drop_title(draft, headings.pop(0)[0])
        is_first = False
    shift = int(any(tag.name == "h1" for tag, _ in headings))
    used: dict[str, int] = {}
    for tag, text in headings:
        level = min(int(tag.name[1]) + shift, 6)
        tag.name = f"h{level}"
        tag.attrs = {"id": unique_id(text, used)}
        draft.keep(tag)
        draft.headings.append(Heading(level, str(tag["id"]), text))


def _take_texts(draft: Draft) -> Iterator[tuple[Tag, str]]:
    """Yield the headings that hold something, each with its text, and drop the others."""
    for tag in draft.find_all(*NAMES):
        _simplify(tag)
        text = read_heading_text(tag)
        if text or find_tags(tag, "img"):
            yield tag, text
        else:
            tag.decompose()


def _drop_title(draft: Draft, tag: Tag) -> None:
    """Drop a heading that repeats the title, not its pictures."""
    for image in find_tags(tag, "img"):
        tag.insert_before(build_figure(draft, image))
    tag.extract()


def _repeats_title(draft: Draft, tag: Tag, text: str) -> bool:
    """Return whether a heading, not one within a quotation or a list, says the same as the title, which may be Markdown."""
    title = draft.true_title or draft.title
    is_same = text != "" and (text == title or read_heading(text) == read_heading(title))
    return is_same and tag.find_parent(INNER) is None


def is_leading(draft: Draft, tag: Tag) -> bool:
    """Return whether nothing but blanks stands before a node, and around it."""
    return not any(node.name == "img" or text_of(node).strip() for node in _iter_before(draft, tag))


def _is_title(draft: Draft, tag: Tag) -> bool:
    """Return whether a later heading that says the same is no section: of the first level, or with no words before it."""
    before = _iter_before(draft, tag)
    return tag.name == "h1" or not any(node.name is None and node.strip() for node in before)


def _iter_before(draft: Draft, tag: Tag) -> Iterator[Any]:
    return takewhile(lambda node: node is not tag, draft.root.descendants)


def read_heading_text(tag: Tag) -> str:
    """Return the text of a heading without footnote marks, formulas as bare TeX, `x²` for what is raised."""
    elements: dict[int, str] = {}
    marks: set[int] = set()
    for raised in find_tags(tag, "sup", "sub"):
        inner = [id(node) for node in raised.descendants]
        elements |= dict.fromkeys(inner, raised.name)
        marks |= set(inner) if find_tags(raised, "a") else set()
    texts = [node for node in list_nodes(tag) if node.name is None and id(node) not in marks]
    words = (spell_raised(text, elements[id(text)]) if id(text) in elements else str(text) for text in texts)
    return " ".join("".join(FORMULA.sub(r"\1", text) for text in words).split())


def _simplify(tag: Tag) -> None:
    if len(tag.contents) != 1 or isinstance(tag.contents[0], Tag):
        for line_break in find_tags(tag, "br"):
            line_break.replace_with(" ")
        while (
            len(tag.contents) == 1 and isinstance(tag.contents[0], Tag) and tag.contents[0].name == "strong"
        ):
            tag.contents[0].unwrap()
        tag.smooth()
    for text in list_nodes(tag):
        if text.name is None and BLANKS.search(text):
            text.replace_with(BLANKS.sub(" ", text))


def unique_id(text: str, used: dict[str, int]) -> str:
    """Return an id that no heading has yet; `used` are the ids so far, with the last number each was given."""
    base = name = heading_id(text)
    while name in used:
        used[base] += 1
        name = f"{base}-{used[base]}"
    used[name] = 1
    return name
