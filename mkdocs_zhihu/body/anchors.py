"""Ids of headings, which addresses end with."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mkdocs_zhihu.reading.markdown.raised_marks import PLAIN

BETWEEN_WORDS = re.compile(r"[\W_]+")
MAX_ID = 60
SPACES = re.compile(r"[-\s]+")
NO_WORDS = re.compile(r"[^\w\s-]", re.ASCII)
NUMBERED = re.compile(r"(.*)_(\d{1,6})", re.ASCII)
COUNTED = re.compile(r"(.+)-(\d{1,3})")
FOREIGN_PREFIX = "user-content-"
TEXT_DIRECTIVE = ":~:text="
"""What separates the id in an address from words to scroll to, `#id:~:text=words`: browsers take the rest for themselves."""


def heading_id(text: str) -> str:
    """Return the id of a heading from its text; of its own id, and of what other tools make, it is the same."""
    slug = BETWEEN_WORDS.sub("-", text.translate(PLAIN).lower())[:MAX_ID].strip("-")
    return f"zh-{slug.removeprefix('zh-') or 'section'}"


@dataclass(frozen=True)
class HeadingIds:
    """The ids of a body's headings, and what other tools call them.

    GitHub and others leave out the signs of a heading, `## 1.1 概述` is `11-概述` there, and count from the second one.

    >>> ids = HeadingIds(["zh-1-1-概述", "zh-std-unique-lock", "zh-小结", "zh-小结-2"])
    >>> [ids.match(name) for name in ("11-概述", "stduniquelock", "小结-1", "user-content-小结", "别的")]
    ['zh-1-1-概述', 'zh-std-unique-lock', 'zh-小结-2', 'zh-小结', '']

    Python-Markdown leaves out all that is not ASCII, and numbers what has the same name then, or none.

    >>> ids = HeadingIds(["zh-概述", "zh-通过-ipv6", "zh-用-ipv6", "zh-小结"], ["概述", "通过 IPv6", "用 IPv6", "小结"])
    >>> [ids.match(name) for name in ("_1", "ipv6", "ipv6_1", "_2", "_3")]
    ['zh-概述', 'zh-通过-ipv6', 'zh-用-ipv6', 'zh-小结', '']
    """

    ids: Collection[str]
    """In the order of the headings."""

    texts: Sequence[str] = ()
    """The words of the headings, of all that the body had; empty where only some are known."""

    @cached_property
    def by_characters(self) -> Mapping[str, str]:
        """The first of them by its letters and digits alone."""
        return {_strip(known): known for known in reversed(list(self.ids))}

    @cached_property
    def by_python_name(self) -> Mapping[str, str]:
        """By what Python-Markdown calls them."""
        return dict(zip(_iter_python_names(self.texts), self.ids, strict=True)) if self.texts else {}

    def match(self, name: str) -> str:
        """Return the id that a name of any tool stands for, "" for none."""
        name = name.removeprefix(FOREIGN_PREFIX)
        if name.startswith("_") and name[1:].isdigit():  # of that tool alone
            return self._match_python_name(name)
        return self._match_words(name) or self._match_python_name(name)

    def _match_words(self, name: str) -> str:
        wanted = heading_id(name)
        if wanted in self.ids:
            return wanted
        counted = COUNTED.fullmatch(name)
        first = self.by_characters.get(_strip(heading_id(counted[1]))) if counted else None
        if counted and first and f"{first}-{int(counted[2]) + 1}" in self.ids:
            return f"{first}-{int(counted[2]) + 1}"
        return self.by_characters.get(_strip(wanted), "")

    def _match_python_name(self, name: str) -> str:
        return self.by_python_name.get(name, "")


def _iter_python_names(texts: Iterable[str]) -> Iterator[str]:
    """Yield the ids that Python-Markdown gives headings: without what is no ASCII, later ones numbered."""
    used: set[str] = set()
    counts: dict[str, int] = {}
    for text in texts:
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
        name = SPACES.sub("-", NO_WORDS.sub("", plain).strip().lower())
        if not name or name in used:
            numbered = NUMBERED.fullmatch(name)
            base, count = (numbered[1], int(numbered[2])) if numbered else (name, 0)
            count = max(count, counts.get(base, 0)) + 1
            while f"{base}_{count}" in used:
                count += 1
            counts[base], name = count, f"{base}_{count}"
        used.add(name)
        yield name


def _strip(name: str) -> str:
    return name.removeprefix("zh-").replace("-", "")
