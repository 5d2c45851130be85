"""The beginning of a body, for cards and descriptions."""

import re
from itertools import takewhile
from typing import Any

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.tree import attribute, has_class
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.math.tex_words import format_tex
from mkdocs_zhihu.body.plain_text import BLOCKS
from mkdocs_zhihu.reading.cjk import CLOSING_PUNCTUATION

LENGTH = 300
MORE = re.compile(r"<!--\s*more\s*-->")
MORE_MARK = '<hr data-zh-more="1">'
"""Stands for Hexo's comment, which no parser keeps."""
SKIPPED = frozenset("h1 h2 h3 h4 h5 h6 pre figure figcaption table hr".split())
SKIPPED_CLASSES = ("footnote", "highlight", "zh-link-card", "zh-byline")
NEEDLESS_BLANK = re.compile(f"(?<=[{CLOSING_PUNCTUATION}…]) ")
"""A full-width mark has its own blank."""
DELIMITERS = re.compile(r"^\\[(\[](?:\\displaystyle )?|\\[)\]]$")


def mark_more(html: str) -> str:
    """Return the HTML with a mark in place of Hexo's first `<!-- more -->`."""
    return MORE.sub(MORE_MARK, html, count=1)


def take_excerpt(draft: Draft) -> None:
    """Take what stands before `<!-- more -->` for the excerpt, and the mark out of the body.

    before: <p>a</p><hr data-zh-more="1"><p>b</p>
    after:  <p>a</p><p>b</p>
    """
    marks = [tag for tag in draft.find_all("hr") if "data-zh-more" in tag.attrs]
    if marks:
        before = takewhile(lambda node: node is not marks[0], draft.root.descendants)
        draft.excerpt = " ".join("".join(map(_as_text, before)).split())
    for mark in marks:
        mark.extract()


def _as_text(node: PageElement) -> str:
    if isinstance(node, NavigableString):
        return str(node)
    return " " if isinstance(node, Tag) and node.name in BLOCKS else ""


def read_excerpt(root: Tag) -> str:
    """Return about `LENGTH` characters of running text: no headings, code, tables, captions or notes.

    Of a formula what can be said in one line; between the items of a list a dot.
    """
    lists: set[int] = set()
    parts: list[str] = []
    size = 0
    stack = root.contents[::-1]
    while stack and size < LENGTH:
        node: Any = stack.pop()
        if node.name is None:
            parts.append(node)
            size += len(node)
        elif not _is_skipped(node):
            parts += [_part(node, lists)] if node.name in BLOCKS else []
            if has_class(node, "arithmatex"):
                parts.append(format_tex(DELIMITERS.sub("", node.get_text()).strip()))
                size += len(parts[-1])
            else:
                stack += node.contents[::-1]
    return NEEDLESS_BLANK.sub("", " ".join("".join(parts).split()))


def _part(block: Tag, lists: set[int]) -> str:
    """Return what parts a block from the text before it; `lists` are those whose first item was seen."""
    if block.name != "li" or id(block.parent) not in lists:
        lists.add(id(block.parent) if block.name == "li" else 0)
        return " "
    return " · "


def _is_skipped(tag: Tag) -> bool:
    if tag.name in SKIPPED or not tag.attrs:
        return tag.name in SKIPPED
    is_mark = tag.name == "sup" and attribute(tag, "id").startswith("fnref")
    return is_mark or has_class(tag, *SKIPPED_CLASSES)
