"""Archive to extra files: what stands beside the pages."""

from mkdocs_zhihu.outputs.feed import FeedSettings, build_feed
from mkdocs_zhihu.outputs.formats import FORMATS, FeedFile

__all__ = ["FORMATS", "FeedFile", "FeedSettings", "build_feed"]
