"""An archive as a project for Zensical: pages of posts and lists as files, and no plugin."""

from mkdocs_zhihu.exporting.zensical.zensical_folder import write_zensical

__all__ = ["write_zensical"]
