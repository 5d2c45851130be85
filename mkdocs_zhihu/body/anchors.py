"""Ids of headings, which addresses end with."""

import re
from collections.abc import Collection

BETWEEN_WORDS = re.compile(r"[\W_]+")
MAX_ID = 60
COUNTED = re.compile(r"(.+)-(\d{1,3})")
FOREIGN_PREFIX = "user-content-"
DIRECTIVE = ":~:text="
"""What separates the id in an address from words to scroll to, `#id:~:text=words`: browsers take the rest for themselves."""


def heading_id(text: str) -> str:
    """Return the id of a heading from its text; of its own id, and of what other tools make, it is the same."""
    slug = BETWEEN_WORDS.sub("-", text.lower())[:MAX_ID].strip("-")
    return f"zh-{slug.removeprefix('zh-') or 'section'}"


def match_heading(name: str, ids: Collection[str]) -> str:
    """Return the id among those of headings that a name of any tool stands for, "" for none.

    GitHub and others leave out the signs of a heading, `## 1.1 概述` is `11-概述` there, and count from the second one.

    >>> ids = ["zh-1-1-概述", "zh-std-unique-lock", "zh-小结", "zh-小结-2"]
    >>> [match_heading(name, ids) for name in ("11-概述", "stduniquelock", "小结-1", "user-content-小结", "别的")]
    ['zh-1-1-概述', 'zh-std-unique-lock', 'zh-小结-2', 'zh-小结', '']
    """
    name = name.removeprefix(FOREIGN_PREFIX)
    wanted = heading_id(name)
    if wanted in ids:
        return wanted
    by_letters = {_letters(known): known for known in reversed(list(ids))}
    counted = COUNTED.fullmatch(name)
    second = by_letters.get(_letters(heading_id(counted[1]))) if counted else None
    if counted and second and f"{second}-{int(counted[2]) + 1}" in ids:
        return f"{second}-{int(counted[2]) + 1}"
    return by_letters.get(_letters(wanted), "")


def _letters(name: str) -> str:
    return name.removeprefix("zh-").replace("-", "")
