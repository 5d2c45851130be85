"""Ids of headings, which addresses end with."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from mkdocs_zhihu.reading.markdown.raised_marks import PLAIN

BETWEEN_WORDS = re.compile(r"[\W_]+")
MAX_ID = 60
COUNTED = re.compile(r"(.+)-(\d{1,3})")
FOREIGN_PREFIX = "user-content-"
TEXT_DIRECTIVE = ":~:text="
"""What separates the id in an address from words to scroll to, `#id:~:text=words`: browsers take the rest for themselves."""


def heading_id(text: str) -> str:
    """Return the id of a heading from its text; of its own id, and of what other tools make, it is the same."""
    slug = BETWEEN_WORDS.sub("-", text.translate(PLAIN).lower())[:MAX_ID].strip("-")
    return f"zh-{slug.removeprefix('zh-') or 'section'}"


@dataclass(frozen=True, slots=True)
class HeadingIds:
    """The ids of a body's headings, and what other tools call them.

    GitHub and others leave out the signs of a heading, `## 1.1 概述` is `11-概述` there, and count from the second one.

    >>> ids = HeadingIds(["zh-1-1-概述", "zh-std-unique-lock", "zh-小结", "zh-小结-2"])
    >>> [ids.match(name) for name in ("11-概述", "stduniquelock", "小结-1", "user-content-小结", "别的")]
    ['zh-1-1-概述', 'zh-std-unique-lock', 'zh-小结-2', 'zh-小结', '']
    """

    ids: Collection[str]
    """In the order of the headings."""

    by_characters: dict[str, str] = field(default_factory=dict)
    """The first of them by its letters and digits alone; filled on first use."""

    def match(self, name: str) -> str:
        """Return the id that a name of any tool stands for, "" for none."""
        name = name.removeprefix(FOREIGN_PREFIX)
        wanted = heading_id(name)
        if wanted in self.ids:
            return wanted
        if not self.by_characters:
            self.by_characters.update((_strip(known), known) for known in reversed(list(self.ids)))
        counted = COUNTED.fullmatch(name)
        first = self.by_characters.get(_strip(heading_id(counted[1]))) if counted else None
        if counted and first and f"{first}-{int(counted[2]) + 1}" in self.ids:
            return f"{first}-{int(counted[2]) + 1}"
        return self.by_characters.get(_strip(wanted), "")


def _strip(name: str) -> str:
    return name.removeprefix("zh-").replace("-", "")
