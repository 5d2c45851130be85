"""The hot list's byline."""

import re

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.tree import children, is_blank

BYLINE = re.compile(r"\s*(.+?)的(回答|文章)\s*")
BREAKS = 2
ANONYMOUS = frozenset({"知乎用户", "匿名用户"})


def read_hotlist_byline(draft: Draft) -> None:
    """Take `X的回答<br><br>` off the start of a hot-list body: the author is metadata.

    before: 张三的回答<br><br><p>a</p>
    after:  <p>a</p>
    """
    first = _first_content(draft.root)
    while isinstance(first, Tag) and first.name == "div" and not first.attrs:  # a wrapper that lost its end
        first = _first_content(first)
    if not isinstance(first, NavigableString) or not (match := BYLINE.fullmatch(first)):
        return
    breaks = _following_breaks(first)
    if len(breaks) != BREAKS:  # a paragraph that reads 张三的回答 is text
        return
    draft.author = "" if match[1] in ANONYMOUS else match[1]
    draft.kind = "answer" if match[2] == "回答" else "article"
    for node in (first, *breaks):
        node.extract()


def _first_content(tag: Tag) -> PageElement | None:
    return next((node for node in children(tag) if not is_blank(node)), None)


def _following_breaks(node: PageElement) -> list[Tag]:
    breaks: list[Tag] = []
    assert node.parent is not None  # noqa: S101 - it stands in the body
    for following in node.parent.contents[node.parent.index(node) + 1 :]:
        if isinstance(following, Tag) and following.name == "br" and len(breaks) <= BREAKS:
            breaks.append(following)
        elif not is_blank(following):
            break
    return breaks
