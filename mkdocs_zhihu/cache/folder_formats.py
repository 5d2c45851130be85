"""What the posts of a folder are written in, for those that do not tell it themselves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from mkdocs_zhihu.cache.records import Record
from mkdocs_zhihu.model import BodyFormat


@dataclass(frozen=True, slots=True)
class FolderFormats:
    """What most posts of each folder are written in."""

    formats: dict[str, BodyFormat] = field(default_factory=dict)
    """By folder; none where neither kind is most."""

    def find(self, uri: str) -> BodyFormat | None:
        """Return what most posts beside this one are written in."""
        return self.formats.get(_find_folder(uri))

    def fits(self, uri: str, record: Record) -> bool:
        """Return whether a post was read as its folder asks, or tells itself what it is."""
        is_certain = record.post is None or record.post.is_format_certain
        return is_certain or record.folder_format == self.find(uri)


def find_folder_formats(records: Iterable[Record]) -> FolderFormats:
    """Return what more than half of a folder's posts that tell it are written in, by folder."""
    leads: Counter[str] = Counter()
    for record in records:
        post = record.post
        if post is not None and post.is_format_certain:
            leads[_find_folder(post.uri)] += 1 if post.format == "html" else -1
    return FolderFormats(
        {folder: "html" if lead > 0 else "markdown" for folder, lead in leads.items() if lead}
    )


def _find_folder(uri: str) -> str:
    return uri.rpartition("/")[0]
