"""What follows from all posts together, found again only if something it follows from changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

from mkdocs_zhihu.archive import assign_places, find_related
from mkdocs_zhihu.archive.addressing.permalinks import Place
from mkdocs_zhihu.cache.fingerprint import find_fingerprint
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.model import Entry, Post
from mkdocs_zhihu.problems import Problem, Problems

Found = TypeVar("Found")
SIZE = 20
"""Bytes of a digest."""


@dataclass(frozen=True, slots=True)
class DerivedCache:
    """Keeps what an earlier build found in the archive: an edited text changes neither addresses nor kinship."""

    store: Store
    """Where it is kept: of each kind only the last."""

    can_keep: bool = True
    """Whether what is found takes the place of the last."""

    def assign_places(
        self, posts: Sequence[Post], *, url_format: str, use_directory_urls: bool, taken: frozenset[str]
    ) -> tuple[dict[str, Place], Problems]:
        """Return the place of every post by uri; see `archive.addressing.permalinks.assign_places`."""
        shown = [
            (post.uri, post.permalink, post.abbrlink, post.title, post.source, post.categories,
             post.date and post.date.isoformat())
            for post in posts
        ]  # fmt: skip
        find = partial(
            assign_places, posts, url_format=url_format, use_directory_urls=use_directory_urls, taken=taken
        )
        given = (url_format, use_directory_urls, sorted(taken), shown)
        return self._find("places", given, find, tuple[dict[str, Place], tuple[Problem, ...]])

    def find_related(self, entries: Sequence[Entry]) -> dict[str, tuple[int, ...]]:
        """Return where the posts related to each stand; see `archive.related.find_related`."""
        given = [(entry.uri, entry.title, entry.post.tags, entry.body.facts.tags) for entry in entries]
        return self._find("related", given, partial(find_related, entries), dict[str, tuple[int, ...]])

    def _find(self, name: str, given: object, find: Callable[[], Found], kind: Any) -> Found:
        """Return what is kept under a name if it was found from the same, and find and keep it otherwise."""
        try:
            digest = blake2b(find_fingerprint() + ENCODER.encode(given), digest_size=SIZE).digest()
        except UnicodeEncodeError:  # the name of a file that is no Unicode
            return find()
        kept = self.store.get("whole", name.encode())
        if kept is not None and kept.startswith(digest):
            return msgspec.msgpack.decode(kept[SIZE:], type=kind)  # type: ignore[no-any-return]
        found = find()
        if self.can_keep:
            self.store.put("whole", [(name.encode(), digest + ENCODER.encode(found))])
        return found


ENCODER = msgspec.msgpack.Encoder()
