"""Archive to extra files: what stands beside the pages."""

from mkdocs_zhihu.outputs.feed import FeedSettings, build_feed
from mkdocs_zhihu.outputs.formats import FORMATS, FeedFile
from mkdocs_zhihu.outputs.linked_data import build_article, format_script

__all__ = ["FORMATS", "FeedFile", "FeedSettings", "build_article", "build_feed", "format_script"]
