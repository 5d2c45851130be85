"""Archive to extra files: what stands beside the pages."""

from mkdocs_zhihu.outputs.feeds import FeedSettings, render_feed

__all__ = ["FeedSettings", "render_feed"]
