"""Posts about the same things."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log

from mkdocs_zhihu.model import Entry

MAX_POSTS = 30
"""A word that more posts have says little, and would make the work grow with their square."""
COUNT = 5
LEAST = 2
"""One word, a pair of characters, in common may be chance. A tag is two."""
TAG = "#"
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# What questions are made of whatever they ask about.
ASKING = re.compile(
    r"为什么|是什么|有什么|什么|如何(?:看待|评价|理解)?|怎么(?:样|看|办)?|怎样|哪些|有哪|有没有|是不是|能不能|会不会"
    r"|是否|可以|觉得|体验|意味着|值得|关注|我们|你们|他们|自己|一个|这个|那个|没有|知道|应该|为何|谁"
)
WORD = re.compile(r"[a-z][a-z0-9+#.]+")


def find_related(entries: Sequence[Entry], count: int = COUNT) -> Mapping[str, tuple[Entry, ...]]:
    """Return up to `count` posts for each post by uri, the most related first; none for many.

    Related are posts that share rare words of their titles, pairs of Chinese characters for words, or rare
    tags. A word of more than 30 posts does not count, so the work is constant for each post. Posts of the
    same title are no news to each other: they are answers to one question.
    """
    postings: dict[str, list[int]] = {}
    words = [tuple(_iter_words(entry)) for entry in entries]
    for number, found in enumerate(words):
        for word in found:
            postings.setdefault(word, []).append(number)
    useful = {word: numbers for word, numbers in postings.items() if 1 < len(numbers) <= MAX_POSTS}
    related: dict[str, tuple[Entry, ...]] = {}
    for number, entry in enumerate(entries):
        shared: dict[int, list[str]] = defaultdict(list)
        for word in words[number]:
            for other in useful.get(word, ()):
                shared[other].append(word)
        scores = {
            other: sum(log(len(entries) / len(useful[word])) * _weigh(word) for word in common)
            for other, common in shared.items()
            if other != number and sum(map(_weigh, common)) >= LEAST
        }
        best = _pick(scores, number, entries)[:count]
        if best:
            related[entry.uri] = best
    return related


def _weigh(word: str) -> int:
    return 2 if word.startswith(TAG) else 1


def _pick(scores: Mapping[int, float], number: int, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    best = sorted(scores, key=lambda other: (-scores[other], abs(other - number), entries[other].uri))
    titles = {entries[number].title}
    found = []
    for entry in (entries[other] for other in best):
        if entry.title not in titles:
            titles.add(entry.title)
            found.append(entry)
    return tuple(found)


def _iter_words(entry: Entry) -> Iterator[str]:
    title = ASKING.sub("，", unicodedata.normalize("NFKC", entry.title).casefold())
    pairs = (run[at : at + 2] for run in HAN.findall(title) for at in range(len(run) - 1))
    yield from dict.fromkeys((*pairs, *WORD.findall(title)))
    for tag in dict.fromkeys((*entry.post.tags, *entry.body.facts.tags)):
        yield TAG + tag.casefold()
