"""A search index in which a phrase is found exactly, whatever its language.

Three kinds of file, all of bounded size but the manifest, which takes a byte or two for a post:

- the manifest (JSON, deflated): the alphabet, which traditional characters are folded to characters of it, the first
  pair of each shard, the first document of each group, each document's number of passages, years and categories;
- shards: which passages have which pair of characters, so the passages that have all pairs of a phrase;
- groups: title, address, text, and author and tags, in the alphabet's code and deflated. The reader looks there
  whether such a document has the phrase itself, and cuts its excerpt;
- the dictionary: what stands before each group when it is inflated, so that small groups are small.

`templates/zhihu/search_index.js` reads them.
"""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from mkdocs_zhihu.search.alphabet import Alphabet, build_alphabet
from mkdocs_zhihu.search.folding import VARIANTS, fold_text
from mkdocs_zhihu.search.postings import END, PostingsBuilder, iter_shards
from mkdocs_zhihu.search.searched_document import DICTIONARY, MANIFEST, Document, Documents

GROUP_LENGTH = 2_000
DICTIONARY_LENGTH = 32_000
SAMPLES = 500
BETWEEN_NAMES = "\x00"
"""Stands between names, so that no phrase is found across two of them."""

Facet: TypeAlias = tuple[int, tuple[tuple[str, ...], ...]]
"""The year and the categories of a document."""


def build_search(documents: Documents) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index, name and content; results come in the order of the documents, which are read twice."""
    # Each pass also gathers: the first the facets and the beginnings of some posts, the second the postings.
    facets: list[Facet] = []
    beginnings: list[str] = []
    alphabet = build_alphabet(_iter_spellings(documents, facets, beginnings))
    dictionary = alphabet.encode("".join(beginnings))[:DICTIONARY_LENGTH]
    digest = hashlib.sha256(dictionary)
    yield DICTIONARY, _deflate(dictionary)
    groups: list[int] = []
    found = PostingsBuilder(alphabet)
    for first, content in _iter_groups(_iter_adding_postings(documents, found), alphabet, dictionary):
        digest.update(content)
        yield f"g{len(groups)}.bin", content
        groups.append(first)
    shards: list[tuple[int, int]] = []
    for shard in iter_shards(found.sort(), found.total):
        digest.update(shard.data)
        yield f"s{len(shards)}.bin", shard.data
        shards.append(shard.first)
    facts = {"alphabet": alphabet.characters, "single": alphabet.single, "shards": shards, "groups": groups}
    facts |= {"variants": _find_variants(alphabet), "passages": found.passages, **_build_facets(facets)}
    digest.update(json.dumps(facts).encode())
    yield MANIFEST, _deflate(json.dumps(facts | {"version": digest.hexdigest()[:16]}).encode())


@lru_cache(maxsize=10_000)
def _fold_name(name: str) -> str:
    """Return a name as it is searched: many documents have the same."""
    return fold_text(name)


def _iter_adding_postings(documents: Iterable[Document], found: PostingsBuilder) -> Iterator[Document]:
    """Yield some documents, and add the postings of each to those found, as it is searched."""
    for document in documents:
        names = BETWEEN_NAMES.join(map(_fold_name, document.iter_names()))
        found.add(fold_text(document.title), fold_text(document.text), names)
        yield document


def _iter_spellings(documents: Documents, facets: list[Facet], beginnings: list[str]) -> Iterator[str]:
    """Yield every text as a group has it and as it is searched.

    Adds what each document is filtered by, and beginnings of documents from the whole archive: words that any group may have.
    """
    yield END + BETWEEN_NAMES
    known: dict[Facet, Facet] = {}  # thousands of posts have the same
    step = max(1, len(documents) // SAMPLES)
    length = DICTIONARY_LENGTH // max(1, -(-len(documents) // step))
    for number, document in enumerate(documents):
        facet = document.year, document.categories
        facets.append(known.setdefault(facet, facet))
        if number % step == 0:
            beginnings.append(_tidy(document.text)[:length])
        yield document.url
        for text in (document.title, document.text):
            yield _tidy(text)
            yield fold_text(text)
        for name in document.iter_names():
            yield _tidy(name)
            yield _fold_name(name)


def _find_variants(alphabet: Alphabet) -> str:
    """Return the pairs of `folding.VARIANTS` that can matter: those whose second character the archive has."""
    known = set(alphabet.characters)
    return "".join(one + found for one, found in VARIANTS.items() if found in known)


def _iter_groups(
    documents: Iterable[Document], alphabet: Alphabet, dictionary: bytes
) -> Iterator[tuple[int, bytes]]:
    """Yield the number of each group's first document, and the group: four lines for each document."""
    lines: list[str] = []
    first = size = 0
    for number, document in enumerate(documents):
        lines += map(_tidy, (document.title, document.url, document.text))
        lines.append(BETWEEN_NAMES.join(map(_tidy, document.names)))
        size += len(document.text)
        if size > GROUP_LENGTH:
            yield first, _deflate(alphabet.encode(END.join(lines)), dictionary)
            lines, first, size = [], number + 1, 0
    if lines:
        yield first, _deflate(alphabet.encode(END.join(lines)), dictionary)


def _build_facets(facets: Sequence[Facet]) -> dict[str, object]:
    """Return years and categories: every path at every level, the sets that occur, and each post's set."""
    closed = [
        tuple(sorted({path[:depth] for path in categories for depth in range(1, len(path) + 1)}))
        for _, categories in facets
    ]
    sets = sorted(set(closed))
    paths = sorted({path for group in sets for path in group})
    number = {path: index for index, path in enumerate(paths)}
    set_number = {group: index for index, group in enumerate(sets)}
    return {
        "paths": paths,
        "sets": [[number[path] for path in group] for group in sets],
        "set": [set_number[group] for group in closed],
        "year": [year for year, _ in facets],
    }


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _deflate(content: bytes, dictionary: bytes = b"") -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, zdict=dictionary)
    return packer.compress(content) + packer.flush()
