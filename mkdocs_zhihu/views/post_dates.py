"""What is known of a post's dates, by what they mean."""

from datetime import datetime

from msgspec import Struct

from mkdocs_zhihu.model import Entry


class Dates(Struct, frozen=True, gc=False):
    """The dates of a post; a source gives one or two of them and says which only at times."""

    published: datetime | None = None
    """When it was first published."""

    edited: datetime | None = None
    """When it was last changed at its source."""

    archived: datetime | None = None
    """When it was fetched."""

    @property
    def changed(self) -> datetime | None:
        """When its text last changed as far as is known; fetching it does not change it."""
        return max(filter(None, (self.published, self.edited)), default=self.archived)


def find_dates(entry: Entry) -> Dates:
    """Return a post's dates; `updated` in the front matter is an edit whatever `date` is."""
    date, meaning = entry.post.date, entry.meaning
    return Dates(
        published=date if meaning == "published" else None,
        edited=entry.post.updated or (date if meaning == "updated" else None),
        archived=date if meaning == "crawled" else entry.post.archived,
    )
