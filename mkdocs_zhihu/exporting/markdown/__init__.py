"""A finished body to Markdown: CommonMark with tables, notes and formulas; HTML where Markdown cannot say it."""

from mkdocs_zhihu.exporting.markdown.blocks import BlockWriter, render_markdown_body
from mkdocs_zhihu.exporting.markdown.hugo import HugoWriter, finish_hugo
from mkdocs_zhihu.exporting.markdown.obsidian import ObsidianWriter

__all__ = ["BlockWriter", "HugoWriter", "ObsidianWriter", "finish_hugo", "render_markdown_body"]
