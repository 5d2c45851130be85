"""Headings without a blank behind their signs, `##题`, as Typora, Pelican and older versions of Hexo read them."""

import re

from mkdocs_zhihu.reading.markdown.code_places import hide_code

WORDS = r"[^\W_]|[《「『“‘（【]|\*\*"
"""What such a heading begins with."""
COLOUR = r"(?=[0-9]*[A-Fa-f])(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})[ \t]*$"
TAGS = r"[^\n]*[ \t]##+[^\s#]"
"""Several in a line are tags."""
GLUED = re.compile(rf"(#{{2,6}})(?={WORDS})(?!{COLOUR}|{TAGS})([^\n]*)", re.MULTILINE)
LINE = re.compile(rf"^ {{0,3}}(?:{GLUED.pattern})", re.MULTILINE)
TITLE = re.compile(r"#([^\W_][^\n]*)")
"""A heading of the first level, which is a tag elsewhere."""
CLOSING = re.compile(r"[ \t]*#{2,}[ \t]*$|[ \t]+#[ \t]*$")


def split_glued(line: str) -> tuple[int, str]:
    """Return the level and the words of such a heading, (0, "") where a line is none.

    >>> split_glued("##题 1##"), split_glued("###01C#"), split_glued("#标签"), split_glued("##fff"), split_glued("##甲 ##乙")
    ((2, '题 1'), (3, '01C#'), (0, ''), (0, ''), (0, ''))
    """
    match = GLUED.match(line)
    return (len(match[1]), CLOSING.sub("", match[2]).strip()) if match else (0, "")


def split_title(line: str) -> str:
    """Return the words of such a heading of the first level."""
    return CLOSING.sub("", line[1:]).strip()


def find_glued_title(text: str) -> str:
    r"""Return the first line of a text if it is such a heading of the first level, "" if it is none: others must be like it.

    >>> find_glued_title("#题\n\n##节"), find_glued_title("#标签\n\n## 节"), find_glued_title("#甲 #乙\n\n##节")
    ('#题', '', '')
    """
    first = text.lstrip().partition("\n")[0]
    if not TITLE.fullmatch(first) or re.search(r"[ \t]#[^\s#]", first) or not LINE.search(hide_code(text)):
        return ""
    return first
