"""Posts and bodies to an Archive: addresses, categories, time, authors, tags, neighbours."""

from mkdocs_zhihu.archive.build import build_archive, build_entry
from mkdocs_zhihu.archive.permalinks import assign_places

__all__ = ["assign_places", "build_archive", "build_entry"]
