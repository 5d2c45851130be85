"""Posts about the same things."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import log

from mkdocs_zhihu.model import Entry

MAX_POSTS = 30
"""A word that more posts have says little, and would make the work grow with their square."""
COUNT = 5
MIN_SHARED_TERMS = 2
"""One word, a pair of characters, in common may be chance. A tag is two."""
TAG = "#"
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
# What questions are made of whatever they ask about.
QUESTION_WORDS = re.compile(
    r"为什么|是什么|有什么|什么|如何(?:看待|评价|理解)?|怎么(?:样|看|办)?|怎样|哪些|有哪|有没有|是不是|能不能|会不会"
    r"|是否|可以|觉得|体验|意味着|值得|关注|我们|你们|他们|自己|一个|这个|那个|没有|知道|应该|为何|谁"
)
WORD = re.compile(r"[a-z][a-z0-9+#.]+")
# What most titles are made of, and NFKC makes no other words of: to look is a tenth of the time it takes.
NORMAL_TITLE = re.compile(r"[ -~\u4e00-\u9fff，。？！：；（）、《》「」“”]*")


def find_related(entries: Sequence[Entry], count: int = COUNT) -> dict[str, tuple[int, ...]]:
    """Return where up to `count` posts for each post by uri stand, the most related first; none for many.

    Related are posts that share rare words of their titles, pairs of Chinese characters for words, or rare
    tags. A word of more than 30 posts does not count, so the work is constant for each post. Posts of the
    same title are no news to each other: they are answers to one question.
    """
    postings: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for word in _list_words(entry):
            postings.setdefault(word, []).append(number)
    shared: list[list[tuple[float, int, list[int]]]] = [[] for _ in entries]
    for word, numbers in postings.items():
        if 1 < len(numbers) <= MAX_POSTS:
            weight = 2 if word.startswith(TAG) else 1
            for number in numbers:
                shared[number].append((log(len(entries) / len(numbers)) * weight, weight, numbers))
    found = ((entry.uri, _pick(_score(words), number, entries)[:count])
             for number, (entry, words) in enumerate(zip(entries, shared, strict=True)) if words)  # fmt: skip
    return {uri: best for uri, best in found if best}


def _score(words: Sequence[tuple[float, int, list[int]]]) -> dict[int, float]:
    """Return how much each post shares of the words of one post, itself among them; none that share too little."""
    scores: dict[int, float] = defaultdict(float)
    weights: dict[int, int] = defaultdict(int)
    for score, weight, numbers in words:
        for other in numbers:
            scores[other] += score
            weights[other] += weight
    return {other: score for other, score in scores.items() if weights[other] >= MIN_SHARED_TERMS}


def _pick(scores: dict[int, float], number: int, entries: Sequence[Entry]) -> tuple[int, ...]:
    scores.pop(number, None)
    best = sorted(scores, key=lambda other: (-scores[other], abs(other - number), entries[other].uri))
    titles = {entries[number].title}
    found = []
    for other in best:
        title = entries[other].title
        if title not in titles:
            titles.add(title)
            found.append(other)
    return tuple(found)


def _list_words(entry: Entry) -> list[str]:
    title = entry.title if NORMAL_TITLE.fullmatch(entry.title) else unicodedata.normalize("NFKC", entry.title)
    title = QUESTION_WORDS.sub("，", title.casefold())
    words = {a + b: None for run in HAN.findall(title) for a, b in pairwise(run)}
    words |= dict.fromkeys(WORD.findall(title))
    tags = dict.fromkeys((*entry.post.tags, *entry.body.facts.tags))
    return [*words, *(TAG + tag.casefold() for tag in tags)]
