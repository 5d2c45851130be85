"""The heading of a Markdown text that is its title."""

import re

from mkdocs_zhihu.reading.markdown.code_places import hide_code
from mkdocs_zhihu.reading.markdown.glued_headings import find_glued_title, split_title
from mkdocs_zhihu.reading.markdown.heading_text import read_heading
from mkdocs_zhihu.reading.markdown.hidden_comments import drop_comments
from mkdocs_zhihu.reading.markdown.obsidian_comments import drop_long_comments
from mkdocs_zhihu.reading.markdown.obsidian_signs import drop_hidden, find_linked_blocks, uses_obsidian

FIRST = re.compile(r"\s*#[ \t]+(\S[^\n]*)")
FIRST_UNDERLINED = re.compile(r"\s*(?![ \t]*(?:[#>|<`~*+-]|\d+[.)]))(\S[^\n]*)\n {0,3}={2,}[ \t]*(?:\n|\Z)")
HEADING = re.compile(r"^ {0,3}#(?:[ \t]+(?P<words>\S[^\n]*)|[ \t]*$)|(?<=\n) {0,3}=+[ \t]*$", re.MULTILINE)
"""One of the first level; also a line below words."""
LINKED = re.compile(
    r"(?! {0,3}#).*?(?:\]\(|\]\[|\]\]|https?://|<(?:a|img|br|/?(?:p|div|center|picture|source))\b|</a>|<!--|\[TOC\])",
    re.IGNORECASE,
)
"""What a line has that may stand above a title: a badge, a link, a picture, a mark of a list of contents."""
LONGEST = 1_000
MAX_LINES = 20


def find_heading(markdown: str) -> str:
    r"""Return the text of the heading that is the title of a Markdown text, "" if none is.

    It is what the text begins with, or the only one of the first level where badges, links and pictures stand above it.

    >>> find_heading("# 学习 *C#*"), find_heading("# 2 * 3 ##"), find_heading("# #"), find_heading("题\n===")
    ('学习 C#', '2 * 3', '', '题')
    >>> find_heading("[![](a)](b)\n\n# 题\n"), find_heading("[![](a)](b)\n\n# 一\n\n# 二"), find_heading("文\n\n# 节")
    ('题', '', '')
    """
    markdown = drop_comments(markdown)
    is_obsidian = ("%%" in markdown or "^" in markdown) and uses_obsidian(markdown)
    if is_obsidian:
        markdown = drop_long_comments(markdown).text
    match = FIRST.match(markdown) or FIRST_UNDERLINED.match(markdown)
    words = (
        match[1].strip() if match else split_title(find_glued_title(markdown)) or _find_below_links(markdown)
    )
    words = words[:LONGEST]
    return read_heading(drop_hidden(words, linked=find_linked_blocks(markdown)) if is_obsidian else words)


def _find_below_links(markdown: str) -> str:
    """Return the words of the only heading of the first level, "" if more than links stands above it."""
    if "\n#" not in markdown or not LINKED.match(markdown.lstrip().partition("\n")[0]):
        return ""
    text = hide_code(markdown)
    first = HEADING.search(text)
    if first is None or not first["words"] or HEADING.search(text, first.end()):
        return ""
    above = [line for line in text[: first.start()].split("\n") if line.strip()]
    return first["words"] if len(above) <= MAX_LINES and all(map(LINKED.match, above)) else ""
