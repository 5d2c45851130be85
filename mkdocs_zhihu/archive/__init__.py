"""Posts and bodies to an Archive: addresses, categories, time, authors, tags, neighbours."""

from mkdocs_zhihu.archive.build import build_archive, build_entry
from mkdocs_zhihu.archive.locator import Locate, Locator
from mkdocs_zhihu.archive.origins import index_origins
from mkdocs_zhihu.archive.permalinks import assign_places
from mkdocs_zhihu.archive.related import find_related

__all__ = [
    "Locate",
    "Locator",
    "assign_places",
    "build_archive",
    "build_entry",
    "find_related",
    "index_origins",
]
