"""Which posts are exported."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mkdocs_zhihu.model import Entry


@dataclass(frozen=True, slots=True)
class Selection:
    """What a post must be to be exported; the default takes every post."""

    category: tuple[str, ...] = ()
    """The path of a category from the root."""

    author: str = ""
    """Who wrote it."""

    since: date | None = None
    """The first day it may stand under; leaves out posts without a date."""

    def takes(self, entry: Entry) -> bool:
        """Return whether a post is exported."""
        depth = len(self.category)
        if self.category and all(path[:depth] != self.category for path in entry.post.categories):
            return False
        if self.author and entry.author != self.author:
            return False
        return self.since is None or (entry.post.date is not None and entry.post.date.date() >= self.since)


def select_entries(entries: Iterable[Entry], selection: Selection) -> Iterator[Entry]:
    """Yield the posts that are exported, in their order."""
    return filter(selection.takes, entries)
