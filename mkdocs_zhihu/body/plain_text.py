"""Text as a reader sees it."""

import re
from collections.abc import Iterable
from typing import Any

from mkdocs_zhihu.reading.cjk import LETTERS

BLOCKS = frozenset("p h2 h3 h4 h5 h6 li blockquote hr pre figure figcaption table tr td th div br".split())
CJK_LETTERS = re.compile(f"[{LETTERS}]+")
WORD = re.compile(r"\w+")
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that XML 1.0 does not know; lone surrogates among it, which UTF-8 does not know either."""


def read_text(nodes: Iterable[Any]) -> str:
    """Return the text of the nodes of a tree on one line, a blank between blocks."""
    parts: list[str] = []
    for node in nodes:
        if node.name is None:
            parts.append(node)
        elif node.name in BLOCKS:
            parts.append(" ")
    return " ".join("".join(parts).split())


def count_characters(text: str) -> int:
    """Return how much there is to read: Chinese, Japanese and Korean characters, and words of the rest."""
    rest, runs = CJK_LETTERS.subn(" ", text)
    return len(text) - len(rest) + runs + len(WORD.findall(rest))
