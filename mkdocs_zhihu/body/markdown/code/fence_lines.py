"""Fences of code, as Hexo finds them before any Markdown: in lists, quotations and HTML, whatever stands before their lines."""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

OPENING = re.compile(
    r"(?P<lead>(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<mark>`{3,}(?=[^`]*$)|~{3,})"
)
CLOSING = re.compile(r"(?:[ \t]*>)*[ \t]*(`{3,}|~{3,})[ \t]*")
SPAN = re.compile(r"(?<![`\\])(`+)(?!`)[^\n]{0,1000}?(?<!`)\1(?!`)")
QUOTATION = re.compile(r"(?:[ \t]*>)*[ \t]?")
ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)")
TAGS = re.compile(r"\s*</?[A-Za-z][^\n]*>\s*")
"""A line that begins and ends with a tag of HTML: all up to the next blank line is HTML too."""


def iter_fences(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the last line of each fence that is closed, and what stands before its mark.

    >>> list(iter_fences(["- ```js", "a", "```py", "```", "~~~"]))
    [(0, 3, '- ')]
    """
    open_ended: set[str] = set()  # marks that nothing closes from here on
    place = 0
    while place < len(lines):
        opening = OPENING.match(lines[place])
        if opening and not opening["mark"].startswith(tuple(open_ended)):
            end = _find_end(lines, place, opening["mark"])
            if end:
                yield place, end, opening["lead"]
                place = end
            else:
                open_ended.add(opening["mark"])
        place += 1


def find_code(text: str) -> list[tuple[int, int]]:
    r"""Return where closed fences, and spans of code within a line, begin and end, in their order.

    >>> find_code("a `b`\n```\nc\n```")
    [(2, 5), (6, 15)]
    """
    lines, found = text.split("\n"), list[tuple[int, int]]()
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    done = 0
    for first, last, _ in iter_fences(lines):
        found += (span.span() for span in SPAN.finditer(text, done, starts[first]))
        done = starts[last] + len(lines[last])
        found.append((starts[first], done))
    return [*found, *(span.span() for span in SPAN.finditer(text, done))]


def is_within(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of some ranges, which are in their order."""
    number = bisect_right(ranges, (place, sys.maxsize))
    return number > 0 and place < ranges[number - 1][1]


def mend_fences(text: str) -> str:
    r"""Return a text whose fences in lists, quotations and HTML are fences for CommonMark too.

    >>> mend_fences("- a\n  ```\ncode\n```")
    '- a\n  ```\n  code\n  ```'
    """
    if "```" not in text and "~~~" not in text:
        return text
    lines, mended = text.split("\n"), list[str]()
    is_in_list, done = False, 0
    for first, last, before in iter_fences(lines):
        for line in lines[done : first + 1]:
            if line[:1].strip() or ITEM.match(line):  # others are blank, or go on with an item
                is_in_list = ITEM.match(line) is not None
        mended += lines[done:first]
        if not before and mended and TAGS.fullmatch(mended[-1]):
            mended.append("")
        lead, inner = re.sub(r"[^>\s]", " ", before), lines[first + 1 : last + 1]
        mended += [lines[first], *(_push_in(inner, lead) if is_in_list or ">" in lead else inner)]
        done = last + 1
    return "\n".join([*mended, *lines[done:]])


def _find_end(lines: Sequence[str], place: int, mark: str) -> int:
    """Return the line that closes a fence, 0 if none does."""
    for number in range(place + 1, len(lines)):
        closing = CLOSING.fullmatch(lines[number])
        if closing and closing[1].startswith(mark):
            return number
    return 0


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
