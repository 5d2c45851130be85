"""Containers in containers, as Pandoc and Quarto write them: each `:::` ends the innermost one, however many colons it has."""

import re

from mkdocs_zhihu.body.markdown.boxes import START
from mkdocs_zhihu.body.markdown.parser_rules import MAX_NESTING
from mkdocs_zhihu.reading.markdown.code_places import iter_outside_code

MARK = re.compile(r"^ {0,3}(?P<colons>:{3,})(?P<rest>[^:\n][^\n]*)?$", re.MULTILINE)


def mend_boxes(text: str) -> str:
    r"""Return a text in which each container has more colons than those in it, as CommonMark's containers need.

    A text in which a container has no end, or an end has no container, or too many stand in one another, comes back as it is.

    >>> mend_boxes("::: {.a}\n::: {.b}\n甲\n:::\n:::")
    ':::: {.a}\n::: {.b}\n甲\n:::\n::::'
    """
    if text.count("\n:::") < 3:  # noqa: PLR2004 - two containers have four marks, the first perhaps at the beginning
        return text
    pieces, done = list[str](), 0
    for place, old, new in sorted(_find_changes(text)):
        pieces += [text[done:place], ":" * new]
        done = place + old
    return "".join([*pieces, text[done:]])


def _find_changes(text: str) -> list[tuple[int, int, int]]:
    """Return where each mark stands, how many colons it has, and how many it needs."""
    opened: list[tuple[int, int, int]] = []
    changes: list[tuple[int, int, int]] = []
    for match in iter_outside_code(MARK, text):
        place, count, name = match.start("colons"), len(match["colons"]), (match["rest"] or "").strip()
        if START.match(name):
            opened.append((place, count, count))
            if len(opened) > MAX_NESTING:
                return []
        elif not name and opened:
            start, old, needed = opened.pop()
            changes += [(start, old, needed), (place, count, needed)]
            if opened:
                outer, its_count, its_need = opened.pop()
                opened.append((outer, its_count, max(its_need, needed + 1)))
        elif not name:
            return []
    return [] if opened else changes
