"""What Obsidian does not show of a text, comments `%%…%%` and marks of blocks `^abc123`, and what tells that it wrote the text."""

import re
from collections.abc import Container

from mkdocs_zhihu.reading.cjk import CLOSING_PUNCTUATION, LETTERS
from mkdocs_zhihu.reading.markdown.code_places import find_code, hide_code, is_within

SIGN = re.compile(
    rf"!\[\[(?![\s-])[^\[\]\n]|\[\[(?![\s$:-])(?=[^\[\]\n]{{0,300}}(?:[{LETTERS}]|[A-Za-z][|#/]|[A-Za-z]{{2}} [A-Za-z0-9]))"
    r"[^\[\]\n,;=]{1,300}(?<!\s)\]\](?![(\[:])"
    r"|^[ \t>]*>[ \t]*\[!(?!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*$)[A-Za-z][\w-]*(?:\|[^\[\]\n]{0,200})?\](?![(\[])"
    r"|(?:\]\(|\[\[)[^()\[\]\n]{0,300}#\^[A-Za-z0-9]|EXCALIDRAW VIEW|^# Excalidraw Data|^%% kanban:settings",
    re.ASCII,
)
"""An embed, a link by the name of a note, a callout that is none of GitHub's, a link to a block, a drawing or a board."""
CLOSE = re.compile(r"%%(?![%\w~\"'”’」』])", re.ASCII)
COMMENT = re.compile(
    rf"(?![\s%]|[A-Za-z](?![A-Za-z])|[{CLOSING_PUNCTUATION}’,.;:!?)])(?:[^%]|%(?!%)){{2,1000}}(?<![\s%])"
)
"""Which has no blank at its edges, and does not begin as `%%i` or the end of a sentence does."""
COMMENTED_LINE = re.compile(r"(?!%)(?:[^%]|%(?!%)){2,1000}(?<!%)")
WORDS = re.compile(rf"[{LETTERS}]|[^\W\d_]{{2,}} +[^\W_]{{2,}}")
"""What a comment holds, and two signs of a format do not: `%%d, %%`."""
LONGEST = 1_000
"""Characters of a comment within a paragraph."""
BEFORE = re.compile(r"[\w)%\\\"'“‘「『]", re.ASCII)
"""What stands before a sign of percent, and before no comment."""
BLOCK_MARK = re.compile(r"(?:^|(?<=[ \t\n]))\^([A-Za-z0-9][A-Za-z0-9-]{0,60})$")
NUMBERED = re.compile(r"(?=.*\d)(?=.*[a-z])[0-9a-z]{6}")
"""A mark that Obsidian makes, which is hardly a word."""
MADE = re.compile(r"[0-9a-z]{6}|[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+")
"""Such a mark, or one of several words, where Obsidian wrote the text; another is one if the post has a link to it."""
LINKED = re.compile(r"#\^([A-Za-z0-9-]{1,62})")


def uses_obsidian(text: str) -> bool:
    """Return whether a text has something, outside code, that is Obsidian's and no other tool's.

    >>> uses_obsidian("[[笔记]]"), uses_obsidian("`[[笔记]]` [[Prototype]] [[1 2]]"), uses_obsidian("> [!tip] 甲")
    (True, False, True)
    """
    if not any(sign in text for sign in ("[[", "[!", "#^", "EXCALIDRAW", "Excalidraw", "kanban:")):
        return False
    return any(map(SIGN.search, hide_code(text).split("\n")))


def find_comment(text: str, start: int, last: int) -> int:
    """Return where the comment that begins here ends, 0 if none does, in a text that Obsidian wrote.

    >>> find_comment("甲 %%注释%%", 2, 8), find_comment("'%%甲%%'", 1, 7)
    (8, 0)
    """
    if not text.startswith("%%", start) or BEFORE.match(text[start - 1 : start]):
        return 0
    close = CLOSE.search(text, start + 2, min(last, start + LONGEST))
    if close is None:
        return 0
    inner, end = text[start + 2 : close.start()], close.end()
    before = text[max(0, start - LONGEST) : start].rpartition("\n")[2]
    is_line = not before.strip() and text[end : end + 1] in ("", "\n")
    pattern = COMMENTED_LINE if is_line else COMMENT
    is_whole = inner.count("`") % 2 == 0 and inner.count("**") % 2 == 0
    has_words = inner.isalpha() or WORDS.search(inner) is not None
    return end if is_whole and has_words and pattern.fullmatch(inner) else 0


def find_linked_blocks(text: str) -> frozenset[str]:
    """Return the marks of blocks that links in a text lead to."""
    return frozenset(LINKED.findall(text))


def find_block_mark(line: str, *, is_obsidian: bool, linked: Container[str]) -> re.Match[str] | None:
    r"""Return the mark of a block at the end of some words, None if there is none: in any text it may stand on a line of its own.

    >>> marks = [find_block_mark(line, is_obsidian=False, linked=()) for line in ("甲 ^a1b2c3", "甲\n^a1b2c3")]
    >>> marks += [find_block_mark(line, is_obsidian=True, linked=("x",)) for line in ("甲 ^a1b2c3", "甲 ^word", "^x")]
    >>> list(map(bool, marks))
    [False, True, True, False, True]
    """
    match = BLOCK_MARK.search(line, max(0, len(line) - 62))
    if match is None or (
        NUMBERED.fullmatch(match[1]) and line[match.start() - 1 : match.start()] in ("", "\n")
    ):
        return match
    is_mark = is_obsidian and (NUMBERED.fullmatch(match[1]) or MADE.fullmatch(match[1]) or match[1] in linked)
    return match if is_mark else None


def drop_hidden(heading: str, *, linked: Container[str] = ()) -> str:
    """Return a heading that Obsidian wrote without what it does not show; `linked` are the marks of blocks that links lead to.

    >>> drop_hidden("题 %%注释%% ^a1b2c3"), drop_hidden("题 ^word", linked=("word",)), drop_hidden("题 ^word")
    ('题', '题', '题 ^word')
    """
    if mark := find_block_mark(heading, is_obsidian=True, linked=linked):
        heading = heading[: mark.start()].rstrip()
    place = heading.find("%%")
    while place >= 0:
        end = 0 if is_within(place, find_code(heading)) else find_comment(heading, place, len(heading))
        heading = heading[:place] + heading[end:] if end else heading
        place = heading.find("%%", place if end else place + 2)
    return heading.rstrip()
