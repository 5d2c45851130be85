"""Where the code of a Markdown text stands.

Fences are found as Hexo finds them before any Markdown: in lists, quotations and HTML, whatever stands before their lines.
"""

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

LEAD = r"(?:[ \t]*>)*[ \t]*(?:(?:[-*+:]|\d{1,9}[.)])[ \t]+)*"
"""What may stand before a fence; a colon begins the meaning of a term."""
OPENING = re.compile(rf"(?P<lead>{LEAD})(?P<mark>`{{3,}}(?=[^`]*$)|~{{3,}})")
CLOSING = re.compile(r"(?:[ \t]*>)*[ \t]*(`{3,}|~{3,})[ \t]*")
INDENTED = re.compile(r"[ \t>]*(?: {4}|\t)")
BLANK_LINE = re.compile(r"\n[ \t>]*\n")
"""What ends a paragraph, in a quotation too."""
BETWEEN_BLOCKS = re.compile(r"[ \t>]*(?:#{1,6}[ \t].*|`{3,}.*|~{3,}.*|[-*_=][-*_= \t]*)?")
"""A line that is no paragraph: only after one may an indented line be code."""
SPAN = re.compile(r"(?<![`\\])(`+)(?!`)[^\n]{0,1000}?(?<!`)\1(?!`)")


def iter_fences(lines: Sequence[str], *, to_end: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield the first and the last line of each fence, and what stands before its mark.

    A fence that nothing closes is none; with `to_end` it goes to the end, as in CommonMark, if it is in no list and no quotation.

    >>> list(iter_fences(["- ```js", "a", "```py", "```", "~~~", "b"]))
    [(0, 3, '- ')]
    >>> list(iter_fences(["- ```js", "a", "~~~", "b"], to_end=True))
    [(2, 3, '')]
    """
    open_ended: set[str] = set()  # marks that nothing closes from here on
    place = 0
    while place < len(lines):
        if opening := OPENING.match(lines[place]):
            is_closed = not opening["mark"].startswith(tuple(open_ended))
            end = _find_end(lines, place, opening["mark"]) if is_closed else 0
            if not end and to_end and not opening["lead"].strip():
                end = len(lines) - 1
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
    if not _may_have_code(text):
        return []
    lines, found = text.split("\n"), list[tuple[int, int]]()
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    done = 0
    for first, last, _ in iter_fences(lines):
        found += (span.span() for span in SPAN.finditer(text, done, starts[first]))
        done = starts[last] + len(lines[last])
        found.append((starts[first], done))
    return [*found, *(span.span() for span in SPAN.finditer(text, done))]


def find_indented(text: str) -> list[tuple[int, int]]:
    r"""Return where the lines begin and end that may be indented code: only the lists around them tell.

    >>> find_indented("a\n    b\n\n    c")
    [(9, 14)]
    """
    found: list[tuple[int, int]] = []
    place, may_begin = 0, True
    for line in text.split("\n"):
        is_code = may_begin and INDENTED.match(line) is not None
        if is_code:
            found.append((place, place + len(line)))
        may_begin = is_code or BETWEEN_BLOCKS.fullmatch(line) is not None
        place += len(line) + 1
    return found


def is_within(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place lies in one of some ranges, which are in their order."""
    number = bisect_right(ranges, (place, sys.maxsize))
    return number > 0 and place < ranges[number - 1][1]


def iter_outside_code(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that do not begin in code.

    >>> [match.start() for match in iter_outside_code(re.compile("a"), "a `a` a")]
    [0, 6]
    """
    code: list[tuple[int, int]] | None = None
    for match in pattern.finditer(text):
        code = find_code(text) if code is None else code
        if not is_within(match.start(), code):
            yield match


def hide_code(text: str) -> str:
    r"""Return a text with a mark alone for each piece of code.

    >>> hide_code("a `b` c\n- ~~~js\n  d\n  ~~~\n```\ne")
    'a ` c\n- ```\n```'
    """
    if not _may_have_code(text):
        return text
    lines = text.split("\n")
    pieces: list[str] = []
    done = 0
    for first, last, lead in iter_fences(lines, to_end=True):
        pieces += [*(SPAN.sub("`", line) for line in lines[done:first]), f"{lead}```"]
        done = last + 1
    return "\n".join([*pieces, *(SPAN.sub("`", line) for line in lines[done:])])


def _may_have_code(text: str) -> bool:
    return "`" in text or "~~~" in text


def _find_end(lines: Sequence[str], place: int, mark: str) -> int:
    """Return the line that closes a fence, 0 if none does."""
    for number in range(place + 1, len(lines)):
        closing = CLOSING.fullmatch(lines[number])
        if closing and closing[1].startswith(mark):
            return number
    return 0
