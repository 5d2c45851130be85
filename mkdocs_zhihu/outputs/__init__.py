"""Archive to extra files: what stands beside the pages."""

from mkdocs_zhihu.outputs.feed import FeedSettings, build_feed
from mkdocs_zhihu.outputs.formats import FORMATS, FeedFile
from mkdocs_zhihu.outputs.linked_data import build_article, format_script
from mkdocs_zhihu.outputs.search import MANIFEST, Document, build_search, list_files

__all__ = [
    "FORMATS",
    "MANIFEST",
    "Document",
    "FeedFile",
    "FeedSettings",
    "build_article",
    "build_feed",
    "build_search",
    "format_script",
    "list_files",
]
