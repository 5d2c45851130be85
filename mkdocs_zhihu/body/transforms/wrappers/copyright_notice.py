"""The notice that Zhihu adds to copied text."""

import re
from itertools import dropwhile

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import child_tags
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.urls import clean_url

LINE = re.compile(
    r"作者：(?P<author>.{1,100})|链接：(?P<url>https?://\S+)|来源：知乎"
    r"|著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。"
)
NEEDED = ("来源：知乎", "著作权归作者所有。")
MOST_PARAGRAPHS = 4


def take_copyright_notice(draft: Draft) -> None:
    """Take the copied notice off either end of the body: author and original link are metadata.

    before: <p>作者：甲<br>链接：https://www.zhihu.com/answer/1<br>来源：知乎<br>著作权归作者所有。商业转载请联系作者获得授权，非商业转载请注明出处。</p><p>a</p>
    after:  <p>a</p>
    """
    if not all(part in draft.source for part in NEEDED):
        return
    blocks = child_tags(draft.root)
    for both in (blocks, blocks[::-1]):
        ends = list(dropwhile(lambda block: block.name == "hr", both))  # a rule at an end goes later
        notice = _find_notice(ends)
        text = "\n".join(_read_lines(ends[:notice]))
        if not all(part in text for part in NEEDED):
            continue
        for match in LINE.finditer(text):
            draft.author = draft.author or (match["author"] or "").strip()
            draft.original = draft.original or clean_url(match["url"] or "")
        for block in ends[:notice]:
            block.extract()
        return


def _find_notice(blocks: list[Tag]) -> int:
    """Return how many of the first blocks hold lines of the notice and nothing else."""
    count = 0
    for block in blocks[:MOST_PARAGRAPHS]:
        lines = _read_lines([block])
        if block.name != "p" or not lines or not all(LINE.fullmatch(line) for line in lines):
            break
        count += 1
    return count


def _read_lines(blocks: list[Tag]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        text = "".join("\n" if isinstance(node, Tag) and node.name == "br" else str(node)
                       for node in block.descendants if not isinstance(node, Tag) or node.name == "br")  # fmt: skip
        lines += [line.strip() for line in text.split("\n")]
    return [line for line in lines if line]
