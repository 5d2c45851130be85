"""A Markdown body to HTML, as Hexo's renderer reads it; the HTML then passes through the transforms like any other.

CommonMark with GitHub's extensions and line breaks as `<br>`, parsed by markdown-it-py; one file for each
construct that Hexo and the backup tools add.
"""

from mkdocs_zhihu.body.markdown.between_tags import render_formulas
from mkdocs_zhihu.body.markdown.parser import render_markdown

__all__ = ["render_formulas", "render_markdown"]
