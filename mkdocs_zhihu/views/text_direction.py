"""Whether a text is read from the left or from the right."""

import re
from collections.abc import Iterator
from typing import Literal

RIGHT_TO_LEFT = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]+"
)
"""Letters of Hebrew, Arabic and the other scripts that run from right to left."""
CODE = re.compile(r"<(/?)(?:pre|code|math|svg)\b[^<>]*>")
MARKUP = re.compile(r"<[^<>]*>|&\w+;")


def find_direction(html: str) -> Literal["ltr", "rtl"]:
    """Return the direction of most letters of an HTML fragment; `dir="auto"` would ask the first one alone.

    >>> find_direction("<p>“سلام دنیا”是波斯语，意思是“你好，世界”</p>"), find_direction("<p>Python یک زبان برنامه‌نویسی است</p>")
    ('ltr', 'rtl')
    """
    if not RIGHT_TO_LEFT.search(html):
        return "ltr"
    text = "".join(MARKUP.sub(" ", piece) for piece in _iter_prose(html))
    from_right = sum(sum(map(str.isalpha, run)) for run in RIGHT_TO_LEFT.findall(text))
    return "rtl" if 2 * from_right > sum(map(str.isalpha, text)) else "ltr"


def _iter_prose(html: str) -> Iterator[str]:
    """Yield what stands outside of code, formulas and drawings."""
    depth = done = 0
    for tag in CODE.finditer(html):
        if not depth:
            yield html[done : tag.start()]
        depth = max(0, depth - 1) if tag[1] else depth + 1
        done = tag.end()
    if not depth:
        yield html[done:]
