"""A Hexo blog's own Markdown to HTML, with a fixed and safe set of extensions."""

import re

from markdown import Markdown

# What Hexo's renderer takes: GitHub's dialect, its line breaks too, and footnotes. No snippets, macros,
# attribute lists or raw-HTML processing: the text is not trusted.
EXTENSIONS = (
    "tables", "fenced_code", "sane_lists", "nl2br", "footnotes", "pymdownx.tilde", "pymdownx.tasklist", "pymdownx.magiclink",
)  # fmt: skip
SETTINGS = {"footnotes": {"USE_DEFINITION_ORDER": False}, "pymdownx.tilde": {"subscript": False}}
HEXO_TAG = re.compile(r"\{% (?:end)?raw %\}")
NOTE = re.compile(r'<li id="fn:([^"]+)">')
NOTE_LINK = re.compile(r'(id="|href="#)(fn|fnref\d*):([^"]+)"')
BOX = re.compile(r'<input type="checkbox" disabled( checked)?/?>')


def render_markdown(text: str) -> str:
    """Return the HTML of a Markdown body; it then passes through the transforms like any other."""
    markdown = Markdown(extensions=list(EXTENSIONS), extension_configs=SETTINGS)
    html = markdown.convert(HEXO_TAG.sub("", text))
    return _number_notes(BOX.sub(lambda box: "☑" if box[1] else "☐", html))


def _number_notes(html: str) -> str:
    """Return the HTML with footnotes known by their numbers, as all others are, not by their labels."""
    numbers = {label: str(number) for number, label in enumerate(NOTE.findall(html), 1)}
    if not numbers:
        return html
    return NOTE_LINK.sub(
        lambda link: f'{link[1]}{link[2]}:{numbers[link[3]]}"' if link[3] in numbers else link[0], html
    )
