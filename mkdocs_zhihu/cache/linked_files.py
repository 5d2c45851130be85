"""Which files a post links to."""

from collections.abc import Collection

from mkdocs_zhihu.archive.addressing.permalinks import absolute_url
from mkdocs_zhihu.cache.records import Record


def find_linked_files(record: Record, url: str, wanted: Collection[str]) -> set[str]:
    """Return those of some files' URLs that the post at `url` links to."""
    links = (answer.partition("#")[0] for _, answer in record.link_answers if answer and wanted)
    return {found for link in links if (found := absolute_url(link, url)) in wanted}
