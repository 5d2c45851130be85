"""The hot list's byline."""

import re

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.tree import children, is_blank
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.reading.values.anonymous import ANONYMOUS

BYLINE = re.compile(r"\s*(.+?)的(回答|文章)\s*")
BREAKS = 2
LONGEST_NAME = 30
SENTENCE = re.compile(
    r"[，。！？；：、,!?;:…“”\"（）()《》<>]"
    r"|^(?:以下|下面|下边|如下|以上|上面|前面|后面|这个|这|那个|本人|本|请|关于|对于|根据|按照|为什么|大家|各位)"
)
"""What no name holds or begins with."""
DOUBTFUL = re.compile(
    r"^(?:那|我(?!的)|你|您|他|她|它|咱|看|见|参|最|有|是|在|从|对|把|被|让|转|附|补充|更新|编辑|原|首先|其实|因为|所以|如果|但|没|再|又|还|都|刚|先|终于|昨天|今天|给)"
    r"|(?:写|说|发|看到|提到|给出|推荐|整理|翻译|之前|以前|收藏|上面|下面)$"
)
"""What a name may begin or end with, though a sentence does it more often."""


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
    if not is_name(match[1].strip(), is_certain="data-pid=" in draft.source):
        return
    breaks = _following_breaks(first)
    if len(breaks) != BREAKS:  # a paragraph that reads 张三的回答 is text
        return
    draft.author = "" if match[1] in ANONYMOUS else match[1]
    draft.kind = "answer" if match[2] == "回答" else "article"
    for node in (first, *breaks):
        node.extract()


def is_name(text: str, *, is_certain: bool) -> bool:
    """Return whether a text is a name rather than the beginning of a sentence; doubt keeps the words.

    >>> is_name("以下是我", is_certain=True), is_name("看云的人", is_certain=True), is_name("张三", is_certain=False)
    (False, True, True)
    """
    if len(text) > LONGEST_NAME or SENTENCE.search(text):
        return False
    return is_certain or not DOUBTFUL.search(text)


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
