"""Fences of code in lists, quotations, boxes and HTML, as lines that CommonMark takes for fences too."""

import re
from collections.abc import Sequence

from mkdocs_zhihu.reading.markdown.code_places import iter_fences

QUOTATION = re.compile(r"(?:[ \t]*>)*[ \t]?")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
BOX = re.compile(r"[ \t]*(?:!!!|\?\?\?\+?|===[+!]{0,2}(?=[ \t]+[\"']))[ \t]*[\w\"'“]")
"""Material's boxes and tabs, whose text is indented."""
TAGS = re.compile(r"\s*</?[A-Za-z][^\n]*>\s*")
"""A line that begins and ends with a tag of HTML: all up to the next blank line is HTML too."""


def mend_fences(text: str) -> str:
    r"""Return a text whose fences in lists, quotations, boxes and HTML are fences for CommonMark too.

    >>> mend_fences("- a\n  ```\ncode\n```")
    '- a\n  ```\n  code\n  ```'
    """
    if "```" not in text and "~~~" not in text:
        return text
    lines, mended = text.split("\n"), list[str]()
    is_indented, done = False, 0
    for first, last, before in iter_fences(lines):
        for line in lines[done : first + 1]:
            if line[:1].strip() or ITEM.match(line):  # others are blank, or go on with an item or a box
                is_indented = ITEM.match(line) is not None or BOX.match(line) is not None
        mended += lines[done:first]
        if not before and mended and TAGS.fullmatch(mended[-1]):
            mended.append("")
        lead, inner = re.sub(r"[^>\s]", " ", before), lines[first + 1 : last + 1]
        mended += [lines[first], *(_push_in(inner, lead) if is_indented or ">" in lead else inner)]
        done = last + 1
    return "\n".join([*mended, *lines[done:]])


def _push_in(lines: Sequence[str], lead: str) -> Sequence[str]:
    """Return the lines of a fence, the closing one last, with what stands before the first one if one of them lacks it."""
    quotation = QUOTATION.match(lead)[0] if ">" in lead else ""  # type: ignore[index]  # it matches anything
    if quotation and not all(map(str.strip, lines)):  # a blank line ends a quotation
        return lines
    depth = len(lead) - len(quotation)
    inner = [QUOTATION.sub("", line, count=1) if quotation and _is_quoted(line) else line for line in lines]
    blanks = [_measure_blanks(line.expandtabs(4)) for line in inner if line.strip()]
    if min(blanks) >= depth and (not quotation or all(map(_is_quoted, lines))):
        return lines
    cut = min([depth, *(_measure_blanks(line) for line in inner[:-1] if line.strip())])
    return [*((lead + line[cut:]).rstrip() for line in inner[:-1]), lead + inner[-1].strip()]


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _measure_blanks(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
