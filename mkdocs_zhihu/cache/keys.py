"""What the record of each file is kept under; a file that is as it was need not be read for that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mkdocs_zhihu.cache.records import KEY, RenderSettings
from mkdocs_zhihu.cache.store import Store

Read = Callable[[str], bytes | None]
"""From a uri to the file's bytes, or None if it cannot be read any more."""

Stamp = Callable[[str], bytes | None]
"""From a uri to what is the same only while the file is, or None if that is unknown."""


@dataclass(frozen=True, slots=True)
class FoundKeys:
    """The keys of some files."""

    places: frozenset[bytes]
    """What the keys themselves are kept under."""

    keys: dict[str, bytes] = field(default_factory=dict)
    """By uri; files that cannot be read have none."""

    read: dict[str, bytes] = field(default_factory=dict)
    """The files that had to be read."""


def find_keys(
    uris: Sequence[str], settings: RenderSettings, store: Store, read: Read, stamp: Stamp
) -> FoundKeys:
    """Return the keys of some files, and keep those of the files that were read.

    Each file is looked at before it is read: should it change in between, the next build sees that.
    """
    places = {uri: settings.place(uri) for uri in uris}
    noted = store.get_many("file", list(places.values()))
    found = FoundKeys(frozenset(places.values()))
    new: list[tuple[bytes, bytes]] = []
    for uri, place in places.items():
        mark, row = stamp(uri), noted.get(place, b"")
        if mark is not None and row[:-KEY] == mark:
            found.keys[uri] = row[-KEY:]
            continue
        data = read(uri)
        if data is None:
            continue
        found.read[uri], found.keys[uri] = data, settings.key(uri, data)
        if mark is not None:
            new.append((place, mark + found.keys[uri]))
    if new:
        store.put("file", new)
    return found
