"""Comments of Obsidian, `%%…%%`, that are more than words in one paragraph."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_zhihu.reading.cjk import CLOSING_PUNCTUATION
from mkdocs_zhihu.reading.markdown.code_places import BLANK_LINE, LEAD, find_code, find_indented, is_within
from mkdocs_zhihu.reading.markdown.obsidian_signs import BEFORE, CLOSE, LONGEST, WORDS

OPEN = re.compile(
    rf"(?<!{BEFORE.pattern})%%(?!%|[A-Za-z](?![A-Za-z])|[{CLOSING_PUNCTUATION}’,.;:!?)])", re.ASCII
)
"""Where a comment can begin: not behind a number, `100%%`."""
LINE_END = re.compile(r"[ \t]*(?:\n|$)")
BEFORE_LINE = re.compile(rf"(?:^|\n){LEAD}$")
STRAY_END = re.compile(r"\S%%(?:\s|$)")
"""What can only end a comment."""


class WithoutComments(NamedTuple):
    """A text of Obsidian whose long comments are dropped."""

    text: str
    """The text."""

    shown: int = 0
    """How many parts of it look like a comment of several paragraphs, and stay."""

    is_paired: bool = False
    """Whether each sign that can begin a comment has one that ends it."""


def drop_long_comments(text: str) -> WithoutComments:
    r"""Return a text that Obsidian wrote without comments of several lines that end with their line, or of very many words.

    Where a sign that can begin a comment has none that ends it, all stay. What may be indented code is left to the parser.

    >>> drop_long_comments("甲 %%注释\n\n注释%%\n\n乙 100%%"), drop_long_comments("%%注释\n\n注释%% 甲")[1]
    (WithoutComments(text='甲 \n\n乙 100%%', shown=0, is_paired=True), 1)
    """
    pairs, is_paired = _pair_signs(text)
    indented = find_indented(text) if pairs else []
    pieces: list[str] = []
    last = shown = 0
    for start, end in pairs:
        is_maybe_code = is_within(start, indented) and is_within(end - 2, indented)
        if is_maybe_code or not _is_long(text, start, end):
            continue
        if is_paired and LINE_END.match(text, end):
            pieces.append(text[last:start])
            last = end
        else:
            shown += BLANK_LINE.search(text, start, end) is not None
    return WithoutComments("".join([*pieces, text[last:]]), shown, is_paired)


def _pair_signs(text: str) -> tuple[Sequence[tuple[int, int]], bool]:
    """Return from where to where comments can go, and whether each that begins has an end."""
    pairs, is_paired = list[tuple[int, int]](), True
    if "%%" not in text:
        return pairs, is_paired
    code = find_code(text)
    place = 0
    while start := OPEN.search(text, place):
        place = start.end()
        if is_within(start.start(), code):
            continue
        if STRAY_END.match(text, max(0, start.start() - 1)):
            is_paired = False
            continue
        ends = (end.end() for end in CLOSE.finditer(text, place) if not is_within(end.start(), code))
        end = next(ends, 0)
        if not end:
            return pairs, False
        pairs.append((start.start(), end))
        place = end
    return pairs, is_paired


def _is_long(text: str, start: int, end: int) -> bool:
    """Return whether a part of a text is a comment of several lines, or too long for a paragraph's; the parser reads one between two lines `%%`."""
    if "\n" not in text[start:end] and end - start <= LONGEST:
        return False
    is_first = BEFORE_LINE.search(text, max(0, start - 100), start) is not None
    opens_block = LINE_END.match(text, start + 2) is not None
    closes_block = BEFORE_LINE.search(text, max(start + 2, end - 102), end - 2) is not None
    if opens_block and closes_block:
        is_comment = not is_first
    elif is_first and LINE_END.match(text, end):
        is_comment = True
    else:
        is_comment = not (text[start + 2].isspace() or text[end - 3].isspace())
    return is_comment and WORDS.search(text, start + 2, end - 2) is not None
