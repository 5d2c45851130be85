"""Files of the site that are no pages: the index of the search, books, what readers ask for, and the page for addresses that lead nowhere."""

from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_zhihu.config.options import ReadingConfig
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.books import write_library
from mkdocs_zhihu.host.site_files.reading_files import write_reading_files
from mkdocs_zhihu.host.site_files.search_setup import write_search

MARK = '<meta name="zh-page" content="1">'
"""In the head of every page of ours, see `head.html`; the style sheet asks for it."""

DIALOG = 'for="__search"'
NOT_FOUND = "<h1>404 - Not found</h1>"
"""All that the theme says, in English whatever the language."""
NEWEST = 5


def write_extras(site: Site, config: MkDocsConfig, reading: ReadingConfig) -> None:
    """Write them all."""
    write_search(site, config)
    write_library(site.library, config)
    write_not_found(site, config)
    if reading.enabled:
        write_reading_files(site, Path(config.site_dir), has_characters=reading.characters)


def write_not_found(site: Site, config: MkDocsConfig) -> None:
    """Let the theme's page say in the site's language where to go from here; one of the user's own stays as it is."""
    path = Path(config.site_dir, "404.html")
    html = path.read_text(encoding="utf-8") if path.exists() else ""
    if NOT_FOUND in html:
        base = urlsplit(site.info.address).path or "/"
        words = render_not_found(site, base, has_dialog=DIALOG in html)
        html = html.replace("</head>", f"{MARK}</head>", 1).replace(NOT_FOUND, words, 1)
        path.write_text(html, encoding="utf-8")


def render_not_found(site: Site, base: str, *, has_dialog: bool) -> str:
    """Return what stands on that page; its address may be any, so links begin at `base`, the site's root.

    `has_dialog` tells whether the page has the theme's search dialog, which a button opens then.
    """
    text = site.translator.text
    button = f'<button class="md-button" data-zh-search>{escape(text("search"))}</button>\n'
    rows = Markup("\n").join(
        Markup('<li><a href="{}{}"><bdi>{}</bdi></a></li>').format(base, entry.url, entry.title)
        for entry in site.collection.archive.entries[:NEWEST]
    )
    return (
        f'<div class="zh-not-found zh-listing"><h1>{escape(text("not_found"))}</h1>\n'
        f"<p>{escape(text('not_found_text'))}</p>\n"
        f"<p>{button if has_dialog else ''}"
        f'<a class="md-button" href="{escape(base)}">{escape(text("home"))}</a></p>\n'
        f'<h2>{escape(text("latest"))}</h2>\n<ul class="zh-links" lang="zh">\n{rows}\n</ul></div>'
    )
