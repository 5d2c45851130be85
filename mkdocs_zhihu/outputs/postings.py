"""Which documents have which pair of characters, in shards of bounded size.

A shard is a run of entries in the order of their pairs. An entry is, in codes of `bits`: gamma(step of the first
character + 1), gamma(step of the second), gamma(number of documents), gamma(number of titles + 1), then the
documents and then the documents whose title has the pair, each list as Rice codes of the gaps.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mkdocs_zhihu.outputs.alphabet import Alphabet
from mkdocs_zhihu.outputs.bits import Codes, Numbers, gamma, merge, rice, rice_widths

SHARD_BITS = 16_000 * 8
END = "\n"
"""Follows every title and text, so that every character begins a pair."""
DOCUMENT_BITS = 23
"""A posting is a pair, a document and whether it is (0) or is not (1) in the title."""
CHARACTER_BITS = 16

Postings = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Shard:
    """Some entries, packed."""

    first: tuple[int, int]
    """Its first pair."""

    data: bytes
    """Its entries."""


def build_postings(documents: Iterable[tuple[str, str]], alphabet: Alphabet) -> Postings:
    """Return the postings of (title, text) pairs, all folded: sorted, one for each pair and document."""
    found = [np.zeros(0, np.uint64)]
    for number, (title, text) in enumerate(documents):
        pairs = (_find_pairs(title, alphabet), _find_pairs(text, alphabet))
        marked = [(part << DOCUMENT_BITS) | (number << 1) | place for place, part in enumerate(pairs)]
        found.append(_drop_repeated(np.concatenate(marked)))
    postings = np.concatenate(found)
    postings.sort()
    return postings


def _find_pairs(text: str, alphabet: Alphabet) -> Postings:
    numbers: Postings = alphabet.number(text + END).astype(np.uint64)
    pairs: Postings = np.bitwise_or(np.left_shift(numbers[:-1], np.uint64(CHARACTER_BITS)), numbers[1:])
    return pairs


def _drop_repeated(postings: Postings) -> Postings:
    """Return postings in order without those that differ from the one before in their last bit only."""
    postings.sort()
    places = postings >> 1
    keep = np.ones(len(postings), bool)
    keep[1:] = places[1:] != places[:-1]
    return postings[keep]


def iter_shards(postings: Postings, total: int) -> Iterator[Shard]:
    """Yield the shards of the postings of `total` documents."""
    pairs = postings >> DOCUMENT_BITS
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))[: len(postings)]
    del pairs
    ends = np.append(starts[1:], len(postings))
    sizes = np.cumsum((ends - starts) * (rice_widths(total, ends - starts) + 2) + 16)
    cuts = np.flatnonzero(np.diff(sizes // SHARD_BITS)) + 1
    for run in np.split(np.arange(len(starts)), cuts):
        if len(run):
            first, last = int(run[0]), int(run[-1])
            yield _pack(postings[starts[first] : ends[last]], starts[run] - starts[first], total)


def _pack(postings: Postings, starts: Numbers, total: int) -> Shard:
    values = postings.astype(np.int64)
    pairs = values[starts] >> DOCUMENT_BITS
    first, second = pairs >> CHARACTER_BITS, pairs & ((1 << CHARACTER_BITS) - 1)
    owner = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(values))))
    documents = (values >> 1) & ((1 << (DOCUMENT_BITS - 1)) - 1)
    in_title = (values & 1) == 0
    lists = [(owner, documents), (owner[in_title], documents[in_title])]
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
