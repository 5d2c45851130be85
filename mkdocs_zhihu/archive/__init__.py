"""Posts and bodies to an Archive: addresses, categories, time, authors, tags, neighbours."""

from mkdocs_zhihu.archive.addressing.link_resolver import LinkResolver, Locate
from mkdocs_zhihu.archive.addressing.origins import index_origins
from mkdocs_zhihu.archive.addressing.permalinks import assign_places
from mkdocs_zhihu.archive.assemble import build_archive, build_entry
from mkdocs_zhihu.archive.related import find_related

__all__ = [
    "LinkResolver",
    "Locate",
    "assign_places",
    "build_archive",
    "build_entry",
    "find_related",
    "index_origins",
]
