"""What is searched, and which files make its index; `search` builds them."""

import json
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import Protocol

from msgspec import Struct

MANIFEST = "manifest.bin"
DICTIONARY = "dictionary.bin"


class Document(Struct, frozen=True, array_like=True, gc=False):
    """One post as search sees it."""

    title: str
    """Its title, never HTML."""

    url: str
    """Its address relative to the site."""

    text: str
    """Its visible text."""

    categories: tuple[tuple[str, ...], ...] = ()
    """Its category paths from the root."""

    year: int = 0
    """The year of its date, 0 for none."""

    names: tuple[str, ...] = ()
    """Other names it is found by: the author first, "" for none, then tags."""

    def iter_names(self) -> Iterator[str]:
        """Yield every name it is found by, categories included."""
        return chain(self.names, dict.fromkeys(chain.from_iterable(self.categories)))


class Documents(Protocol):
    """Documents that can be read more than once."""

    def __len__(self) -> int:
        """Return how many there are."""

    def __iter__(self) -> Iterator[Document]:
        """Yield all."""


def list_files(manifest: bytes) -> list[str]:
    """Return the names of all files of the index that has this manifest; zlib.error or ValueError if it is none."""
    try:
        facts = json.loads(zlib.decompress(manifest, -zlib.MAX_WBITS))
        groups, shards = (range(len(facts[name])) for name in ("groups", "shards"))
    except (LookupError, RecursionError, TypeError) as error:
        raise ValueError("is no manifest of ours") from error
    return [DICTIONARY, *(f"g{at}.bin" for at in groups), *(f"s{at}.bin" for at in shards), MANIFEST]
