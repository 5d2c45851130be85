"""A saved page as one body: the asker's text as a quotation, then every part under its byline."""

from html import escape

from mkdocs_zhihu.body.saved_page.page_model import Part, SavedPage

SECTION = "zhihu-part"
"""The class of what holds one part of several."""


def compose_body(page: SavedPage) -> str:
    """Return the HTML of a page's body, ready for the transforms."""
    cover = f'<figure><img src="{escape(page.cover)}"></figure>' if page.cover else ""
    asker = f"<blockquote>{page.asker_html}</blockquote>" if page.asker_html else ""
    if len(page.parts) == 1:
        return cover + asker + page.parts[0].html
    return cover + asker + "".join(_write_section(part, page) for part in page.parts)


def _write_section(part: Part, page: SavedPage) -> str:
    title = f"<h2>{escape(part.title)}</h2>" if part.title and part.title != page.title else ""
    return f'<section class="{SECTION}">{title}{_write_byline(part)}{part.html}</section>'


def _write_byline(part: Part) -> str:
    """Return who wrote a part, when, and where it stands."""
    time = f"编辑于 {part.edited}" if part.edited and part.edited != part.published else ""
    time = time or (f"发布于 {part.published}" if part.published else "")
    words = " · ".join(map(escape, filter(None, (part.author or "匿名用户", part.bio, time))))
    link = f' · <a href="{escape(part.url)}">查看知乎原文</a>' if part.url else ""
    return f'<p class="zh-byline">{words}{link}</p>'
