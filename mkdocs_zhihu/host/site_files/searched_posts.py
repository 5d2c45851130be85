"""All posts as search sees them, without their texts, which are read when they are asked for."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Protocol, TypeAlias

import msgspec

from mkdocs_zhihu.archive.categories import iter_prefixes, list_paths
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.model import Archive, Entry
from mkdocs_zhihu.search.searched_document import Document

BATCH_SIZE = 250

Row: TypeAlias = tuple[str, Document]
"""The uri of a post, and the post without its text."""

PACKER, UNPACKER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[Row])


class Texts(Protocol):
    """Where the texts of posts are read."""

    def iter_texts(self, uris: Sequence[str], /) -> Iterator[str]:
        """Yield the text of each post."""


@dataclass(slots=True)
class StoredTexts:
    """The texts in the cache, as another process reads them."""

    path: str
    """The cache."""

    keys: Mapping[str, bytes]
    """The key of each post's text."""

    store: Store | None = None
    """The cache, once it is open."""

    def iter_texts(self, uris: Sequence[str], /) -> Iterator[str]:
        """Yield the text of each post; KeyError where the cache lost one."""
        self.store = self.store or Store(self.path)
        keys = [self.keys[uri] for uri in uris]
        found = self.store.get_many("text", keys)
        for key in keys:
            yield found[key].decode(errors="surrogatepass")


@dataclass(frozen=True, slots=True)
class SearchedPosts:
    """Posts, packed for another process."""

    texts: Texts
    """Have the texts."""

    total: int
    """How many posts there are."""

    batches: tuple[bytes, ...]
    """The uris and documents of `BATCH_SIZE` posts each, without texts, as msgpack."""

    def __len__(self) -> int:
        """Return how many there are."""
        return self.total

    def __iter__(self) -> Iterator[Document]:
        """Yield all, with their texts."""
        for batch in self.batches:
            rows = UNPACKER.decode(batch)
            texts = self.texts.iter_texts([uri for uri, _ in rows])
            for (_, document), text in zip(rows, texts, strict=True):
                yield msgspec.structs.replace(document, text=text)

    def detach(self) -> "SearchedPosts | None":
        """Return the same without what another process cannot have, None if it could not read the texts."""
        texts = self.texts
        if not isinstance(texts, RenderedPosts) or not texts.store.is_shared:
            return None
        return replace(self, texts=StoredTexts(texts.store.path, dict(texts.keys)))


def pack_posts(archive: Archive, bodies: RenderedPosts) -> SearchedPosts:
    """Return all posts of an archive."""
    listed = frozenset(list_paths(archive.categories))
    rows = (_describe(entry, listed) for entry in archive.entries)
    return SearchedPosts(bodies, len(archive.entries), tuple(pack_rows(rows)))


def pack_rows(rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield rows in batches, encoded."""
    rows = iter(rows)
    while batch := list(islice(rows, BATCH_SIZE)):
        yield PACKER.encode(batch)


def _describe(entry: Entry, listed: frozenset[tuple[str, ...]]) -> Row:
    year = entry.post.date.year if entry.post.date else 0
    return entry.uri, Document(
        entry.title, entry.url, "", _list_categories(entry, listed), year, _list_names(entry)
    )


def _list_categories(entry: Entry, listed: frozenset[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the paths of a post's categories, each up to the first that is hidden."""
    shown = ([key for key in iter_prefixes(path) if key in listed][-1:] for path in entry.post.categories)
    return tuple(dict.fromkeys(chain.from_iterable(shown)))


def _list_names(entry: Entry) -> tuple[str, ...]:
    """Return the author, and what else a post's page says about it."""
    facts = entry.body.facts
    more = (entry.post.source, facts.bio, *entry.post.tags, *facts.tags)
    return (entry.author, *dict.fromkeys(name for name in more if name and name != entry.author))
