"""A new site, ready to publish: every file of it, and what a night of it does."""

from mkdocs_zhihu.starter.new_site import FILES, create_site

__all__ = ["FILES", "create_site"]
