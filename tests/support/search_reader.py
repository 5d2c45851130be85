"""A reader of the search index, written from its description and not from the code that writes it."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_zhihu.search.folding import fold_text

WINDOW = 17


def inflate(content: bytes, dictionary: bytes = b"") -> bytes:
    return zlib.decompressobj(-zlib.MAX_WBITS, zdict=dictionary).decompress(content)


class Bits:
    def __init__(self, content: bytes) -> None:
        self.bits = "".join(f"{byte:08b}" for byte in content)
        self.at = 0

    def number(self, width: int) -> int:
        self.at += width
        return int(self.bits[self.at - width : self.at] or "0", 2)

    def zeros(self) -> int:
        one = self.bits.find("1", self.at)
        count = one - self.at
        self.at = one + 1
        return count

    def gamma(self) -> int:
        width = self.zeros()
        return 2**width + self.number(width)

    def numbers(self, count: int, total: int) -> set[int]:
        width = max(1, total // count).bit_length() - 1 if count else 0
        found, last = [], -1
        for _ in range(count):
            last += 1 + (self.zeros() << width) + self.number(width)
            found.append(last)
        return set(found)

    @property
    def is_at_end(self) -> bool:
        return "1" not in self.bits[self.at :]


@dataclass(frozen=True)
class Index:
    """What the files of an index say."""

    manifest: dict
    owners: list[int]
    posts: tuple[tuple[str, str, str, str], ...]
    anywhere: dict[tuple[str, str], set[int]]
    titles: dict[tuple[str, str], set[int]]

    def candidates(self, phrase: str) -> set[int]:
        return self._documents(self.anywhere, fold_text(phrase))

    def title_candidates(self, phrase: str) -> set[int]:
        return self._documents(self.titles, fold_text(phrase))

    def find(self, phrase: str) -> set[int]:
        folded = fold_text(phrase)
        return {
            number
            for number in self.candidates(phrase)
            if any(folded in fold_text(field) for field in self.fields(number))
        }

    def fields(self, number: int) -> list[str]:
        """Return everything of a document that is searched."""
        title, _, text, names = self.posts[number]
        paths = [self.manifest["paths"][path] for path in self.manifest["sets"][self.manifest["set"][number]]]
        return [title, text, *names.split("\0"), *(name for path in paths for name in path)]

    def _documents(self, lists: dict[tuple[str, str], set[int]], folded: str) -> set[int]:
        if len(folded) == 1:
            passages = set().union(*(found for pair, found in lists.items() if pair[0] == folded))
            return {self.owners[passage] for passage in passages}
        found = []
        for start in range(max(1, len(folded) - WINDOW + 1)):
            pairs = pairwise(folded[start : start + WINDOW])
            passages = set.intersection(*(lists.get(pair, set()) for pair in pairs))
            found.append({self.owners[passage] for passage in passages})
        return set.intersection(*found)


def read_index(files: dict[str, bytes]) -> Index:
    manifest = json.loads(inflate(files["manifest.bin"]))
    anywhere: dict[tuple[str, str], set[int]] = {}
    titles: dict[tuple[str, str], set[int]] = {}
    for number in range(len(manifest["shards"])):
        for pair, found, in_title in _iter_entries(files[f"s{number}.bin"], manifest):
            assert pair not in anywhere
            anywhere[pair], titles[pair] = found, in_title
    dictionary = inflate(files["dictionary.bin"])
    lines = [
        _decode(inflate(files[f"g{number}.bin"], dictionary), manifest).split("\n")
        for number in range(len(manifest["groups"]))
    ]
    posts = [tuple(group[at : at + 4]) for group in lines for at in range(0, len(group), 4)]
    owners = [number for number, count in enumerate(manifest["passages"]) for _ in range(count)]
    return Index(manifest, owners, tuple(posts), anywhere, titles)


def _iter_entries(content: bytes, manifest: dict) -> Iterator[tuple[tuple[str, str], set[int], set[int]]]:
    bits, alphabet, total = Bits(content), manifest["alphabet"], sum(manifest["passages"])
    first, second = 0, -1
    while not bits.is_at_end:
        step = bits.gamma() - 1
        first, second = first + step, -1 if step else second
        second += bits.gamma()
        count, in_title = bits.gamma(), bits.gamma() - 1
        yield (
            (alphabet[first], alphabet[second]),
            bits.numbers(count, total),
            bits.numbers(in_title, total),
        )


def _decode(content: bytes, manifest: dict) -> str:
    characters, values = [], iter(content)
    single = manifest["single"]
    for value in values:
        number = value if value < single else single + (value - single) * 256 + next(values)
        characters.append(manifest["alphabet"][number])
    return "".join(characters)
