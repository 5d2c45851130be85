"""Posts for benchmarks of search: seeded, with the statistics of Chinese text where no real text is given.

Real text (`--text FILE`) is cut into sentences, which are drawn at random; without it, words of one to four
characters are made of 5,000 characters and drawn by Zipf's law.
"""

import itertools
import random
import re
from pathlib import Path

from mkdocs_zhihu.search.searched_document import Document

CATEGORIES = ("社交媒体", "编程", "生活", "科学", "新媒体", "二次元")
SENTENCE = re.compile("[^。；！？\n]{5,}[。；！？]?")
LATIN = "the of data model Python CSS JSON API 2021 100 GPU C++ Linux".split()


def make_documents(count: int, length: int, text: str) -> list[Document]:
    """Return `count` posts of `length` characters on average."""
    rng = random.Random(7)
    draw = _draw_sentences(Path(text), rng) if text else _draw_words(rng)
    documents = []
    for number in range(count):
        wanted = rng.lognormvariate(0, 0.7) * length / 1.2776
        parts: list[str] = []
        size = 0
        while size < wanted:
            parts.append(draw())
            size += len(parts[-1])
        title = f"{draw()[:22]} {number}"
        path = (rng.choice(CATEGORIES), f"子类{rng.randrange(5)}")
        documents.append(
            Document(title, f"posts/{number:06}/", "".join(parts), (path,), 2025 - number * 14 // count)
        )
    return documents


def _draw_sentences(path: Path, rng: random.Random):  # noqa: ANN202 - a closure
    sentences = SENTENCE.findall(path.read_text(encoding="utf-8"))
    return lambda: rng.choice(sentences)


def _draw_words(rng: random.Random):  # noqa: ANN202 - a closure
    letters = [chr(0x4E00 + 3 * number) for number in range(5000)]
    rng.shuffle(letters)
    weights = list(itertools.accumulate(1 / (rank + 8) for rank in range(len(letters))))
    words = [
        "".join(rng.choices(letters, cum_weights=weights, k=rng.choice((1, 2, 2, 2, 3, 4))))
        for _ in range(60_000)
    ]
    words += ["，", "。", *LATIN]
    frequent = [1 / (rank + 6) for rank in range(60_000)] + [2.0, 1.2, *[0.05] * len(LATIN)]
    shares = list(itertools.accumulate(frequent))
    return lambda: "".join(rng.choices(words, cum_weights=shares, k=12))


def choose_phrases(documents: list[Document], count: int) -> list[str]:
    """Return phrases of 2 to 12 characters as they stand in the posts, cut anywhere."""
    rng = random.Random(11)
    phrases: list[str] = []
    while len(phrases) < count:
        text = rng.choice(documents).text
        start = rng.randrange(max(1, len(text) - 12))
        phrase = text[start : start + 2 + len(phrases) % 11]
        if phrase == phrase.strip() and len(phrase) > 1:
            phrases.append(phrase)
    return phrases
