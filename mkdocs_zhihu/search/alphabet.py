"""The characters of an archive, numbered so that frequent ones take one byte and the others two."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CODE_POINTS = 0x110000
BATCH = 1 << 20
CAPACITY = 1 + 255 * 256
"""What two bytes can tell apart; rarer characters share the last number."""

Codes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Characters by number and numbers by character."""

    characters: str
    """Every character, most frequent first."""

    numbers: Codes
    """The number of each code point."""

    @property
    def single(self) -> int:
        """How many characters take one byte: all bytes but those that lead a pair."""
        return 256 - max(0, -(-(len(self.characters) - 256) // 255))

    def number(self, text: str) -> Codes:
        """Return the numbers of a text's characters."""
        return self.numbers[to_codes(text)]

    def encode(self, text: str) -> bytes:
        """Return a text in the archive's own code, of which Deflate makes a third less than of UTF-8."""
        numbers = self.number(text)
        rest = np.maximum(numbers, self.single) - self.single
        is_pair = numbers >= self.single
        pairs = np.stack((np.where(is_pair, self.single + (rest >> 8), numbers), rest & 255), axis=1)
        return pairs.astype(np.uint8)[np.stack((np.ones_like(is_pair), is_pair), axis=1)].tobytes()


def to_codes(text: str) -> Codes:
    """Return the code points of a text; a lone surrogate, which is no character, is a question mark."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)


def build_alphabet(texts: Iterable[str]) -> Alphabet:
    """Return the alphabet of some texts, by frequency and then by code point."""
    counts = np.zeros(1, np.int64)
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size > BATCH:
            counts = _add(counts, batch)
            batch, size = [], 0
    counts = _add(counts, batch)
    order = np.argsort(-counts, kind="stable")[: min(CAPACITY, np.count_nonzero(counts))]
    numbers = np.full(CODE_POINTS, max(0, len(order) - 1), np.uint32)
    numbers[order] = np.arange(len(order), dtype=np.uint32)
    return Alphabet("".join(map(chr, order.tolist())), numbers)


def _add(counts: NDArray[np.int64], texts: Sequence[str]) -> NDArray[np.int64]:
    """Return how often each code point occurred, with those of more texts, up to the last that did."""
    found = np.bincount(to_codes("".join(texts)), minlength=len(counts))
    found[: len(counts)] += counts
    return found
