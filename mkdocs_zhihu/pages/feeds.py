"""The feed's file on the site."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from mkdocs_zhihu.outputs import FeedSettings, render_feed
from mkdocs_zhihu.pages.files import Site


def write_feed(site: Site, config: MkDocsConfig) -> None:
    """Write the feed, if `site_url` is set: its links must be absolute."""
    if config.site_url:
        settings = FeedSettings(config.site_url, config.site_name, site.words.language)
        content = render_feed(site.collection.archive.entries, settings)
        write_file(content, str(Path(config.site_dir, settings.uri)))
