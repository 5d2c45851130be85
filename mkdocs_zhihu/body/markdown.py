"""A Hexo blog's own Markdown to HTML, with a fixed and safe set of extensions."""

import re

from markdown import Markdown

# No snippets, macros, attribute lists or raw-HTML processing: the text is not trusted.
EXTENSIONS = ("tables", "fenced_code", "sane_lists")
HEXO_TAG = re.compile(r"\{% (?:end)?raw %\}")


def render_markdown(text: str) -> str:
    """Return the HTML of a Markdown body; it then passes through the transforms like any other."""
    return Markdown(extensions=list(EXTENSIONS)).convert(HEXO_TAG.sub("", text))
