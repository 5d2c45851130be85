"""Which passages have which pair of characters, in shards of bounded size.

A document is cut into passages of about `PASSAGE` characters: that all pairs of a phrase stand in one passage says
far more than that they stand somewhere in a long post. A passage also has the `OVERLAP` pairs after its end, so a
phrase of up to `OVERLAP + 1` characters lies in one; the title and the names belong to the first.

A shard is a run of entries in the order of their pairs. An entry is, in codes of `bits`: gamma(step of the first
character + 1), gamma(step of the second), gamma(number of passages), gamma(number of titles + 1), then the passages
and then those whose title has the pair, each list as Rice codes of the gaps.
"""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mkdocs_zhihu.search.alphabet import Alphabet
from mkdocs_zhihu.search.bit_codes import Codes, Numbers, gamma, merge, rice, rice_widths

SHARD_BITS = 12_000 * 8
PASSAGE = 1_024
OVERLAP = 16
END = "\n"
"""Follows every title and text, so that every character begins a pair."""
PASSAGE_BITS = 23
"""A posting is a pair, a passage and whether it is (0) or is not (1) in the title."""
CHARACTER_BITS = 16
BLOCK = 1_000_000
"""Postings that are looked at together."""

Postings = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Shard:
    """Some entries, packed."""

    first: tuple[int, int]
    """Its first pair."""

    data: bytes
    """Its entries."""


@dataclass(slots=True)
class PostingsBuilder:
    """Gathers postings, document by document: one for each pair and passage, 8 bytes each."""

    alphabet: Alphabet
    """The numbers of characters."""

    passages: list[int] = field(default_factory=list)
    """How many passages each document has."""

    total: int = 0
    """How many all have."""

    found: "array[int]" = field(default_factory=lambda: array("Q"))
    """The postings, in one piece of memory that grows."""

    def add(self, title: str, text: str, names: str) -> None:
        """Add a document by its folded title, text and names."""
        passages = list(_cut_passages(_find_pairs(text, self.alphabet)))
        passages[0] = np.concatenate((passages[0], _find_pairs(names, self.alphabet)))
        parts = [_mark(_find_pairs(title, self.alphabet), self.total << 1)]
        parts += [_mark(pairs, self.total + at << 1 | 1) for at, pairs in enumerate(passages)]
        for part in (np.concatenate(parts[:2]), *parts[2:]):
            self.found.frombytes(_drop_repeated(part).tobytes())
        self.passages.append(len(passages))
        self.total += len(passages)

    def sort(self) -> Postings:
        """Return the postings in order; no more can be added then."""
        postings = np.frombuffer(self.found, np.uint64)
        postings.sort()
        return postings


def _cut_passages(pairs: Postings) -> Iterator[Postings]:
    length = -(-len(pairs) // max(1, round(len(pairs) / PASSAGE)))
    for start in range(0, max(1, len(pairs)), max(1, length)):
        yield pairs[start : start + length + OVERLAP]


def _find_pairs(text: str, alphabet: Alphabet) -> Postings:
    numbers = alphabet.number(text + END).astype(np.uint64)
    return _join(numbers[:-1], CHARACTER_BITS, numbers[1:])


def _mark(pairs: Postings, mark: int) -> Postings:
    return _join(pairs, PASSAGE_BITS, np.uint64(mark))


def _join(high: Postings, width: int, low: Postings | np.uint64) -> Postings:
    joined: Postings = np.bitwise_or(np.left_shift(high, np.uint64(width)), low)
    return joined


def _drop_repeated(postings: Postings) -> Postings:
    """Return postings in order without those that differ from the one before in their last bit only."""
    postings.sort()
    places = postings >> 1
    keep = np.ones(len(postings), bool)
    keep[1:] = places[1:] != places[:-1]
    return postings[keep]


def iter_shards(postings: Postings, total: int) -> Iterator[Shard]:
    """Yield the shards of the postings of `total` passages."""
    starts = _find_starts(postings)
    ends = np.append(starts[1:], len(postings))
    sizes = np.cumsum((ends - starts) * (rice_widths(total, ends - starts) + 2) + 16)
    cuts = np.flatnonzero(np.diff(sizes // SHARD_BITS)) + 1
    for run in np.split(np.arange(len(starts)), cuts):
        if len(run):
            first, last = int(run[0]), int(run[-1])
            yield _pack(postings[starts[first] : ends[last]], starts[run] - starts[first], total)


def _find_starts(postings: Postings) -> Numbers:
    """Return where each pair begins, without a copy of all postings."""
    starts = [np.zeros(min(1, len(postings)), np.int64)]
    for start in range(0, len(postings), BLOCK):
        pairs = postings[start : start + BLOCK + 1] >> PASSAGE_BITS
        starts.append(np.flatnonzero(pairs[1:] != pairs[:-1]) + start + 1)
    return np.concatenate(starts)


def _pack(postings: Postings, starts: Numbers, total: int) -> Shard:
    values = postings.astype(np.int64)
    pairs = values[starts] >> PASSAGE_BITS
    first, second = pairs >> CHARACTER_BITS, pairs & ((1 << CHARACTER_BITS) - 1)
    owner = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(values))))
    passages = (values >> 1) & ((1 << (PASSAGE_BITS - 1)) - 1)
    in_title = (values & 1) == 0
    lists = [(owner, passages), (owner[in_title], passages[in_title])]
    counts = [np.bincount(owners, minlength=len(starts)) for owners, _ in lists]
    steps = np.diff(first, prepend=0)
    same = np.concatenate(([False], steps[1:] == 0))
    heads = np.stack(
        (steps + 1, np.where(same, np.diff(second, prepend=0), second + 1), counts[0], counts[1] + 1), axis=1
    )
    # Where each entry begins, each head and then the two lists.
    at = np.concatenate(([0], np.cumsum(4 + counts[0] + counts[1])))
    parts = [((at[:-1, None] + np.arange(4)).ravel(), gamma(heads.ravel()))]
    before = np.full(len(starts), 4)
    for (owners, numbers), count in zip(lists, counts, strict=True):
        parts.append(_code_list(owners, numbers, count, at[:-1] + before, total))
        before = before + count
    return Shard((int(first[0]), int(second[0])), merge(parts, int(at[-1])).pack())


def _code_list(
    owners: Numbers, numbers: Numbers, counts: Numbers, at: Numbers, total: int
) -> tuple[Numbers, Codes]:
    """Return the gaps in lists of ascending numbers, and where they go: one list after each place of `at`."""
    gaps = np.diff(numbers, prepend=-1) - 1
    begins = (np.cumsum(counts) - counts)[owners]
    order = np.arange(len(numbers)) - begins
    gaps[order == 0] = numbers[order == 0]
    return at[owners] + order, rice(gaps, rice_widths(total, counts)[owners])
