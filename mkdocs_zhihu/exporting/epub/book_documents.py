"""The documents of a book that are no posts, and the frame of all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from mkdocs_zhihu.exporting.epub.book import Book, list_authors
from mkdocs_zhihu.exporting.epub.book_links import encode_url
from mkdocs_zhihu.exporting.epub.volumes import Section
from mkdocs_zhihu.exporting.exported_archive import SiteFacts
from mkdocs_zhihu.exporting.xml_tree import escape_text
from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import find_dates, reading_minutes

LANGUAGES = {"zh": "zh-CN", "zh-hans": "zh-CN", "zh-hant": "zh-TW", "zh-tw": "zh-TW", "zh-hk": "zh-HK"}
VOLUMES = {2: "上下", 3: "上中下"}
MAX_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the contents."""

    title: str
    """Text."""

    href: str
    """Path in the book."""

    depth: int
    """How deep it stands, from 1."""


def find_language(site: SiteFacts) -> str:
    """Return the language of a book as readers know it."""
    return LANGUAGES.get(site.language.lower().replace("_", "-"), site.language)


def format_title(book: Book, site: SiteFacts, translator: Translator, own: str = "") -> str:
    """Return the title of a book: the site, what its posts share, and the volume."""
    title = own or " · ".join(filter(None, (site.name, book.name)))
    if book.volumes == 1:
        return title
    names = VOLUMES.get(book.volumes, "") if find_language(site).startswith("zh") else ""
    number = f"（{names[book.volume - 1]}）" if names else f" {translator.text('volume', n=book.volume)}"
    return title + number


def render_document(title: str, body: str, language: str, *, folder: str = "text", kind: str = "") -> str:
    """Return an XHTML document; `folder` is where it lies in the book, "" for the book's root."""
    style = f"{'../' if folder else ''}book.css"
    mark = f' epub:type="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n<head><title>{escape_text(title) or "·"}</title>'
        f'<link rel="stylesheet" type="text/css" href="{style}"/></head>\n<body{mark}>\n{body}\n</body>\n</html>\n'
    )


def render_chapter(entry: Entry, hero: str, body: str, translator: Translator) -> str:
    """Return what stands in the document of a post; `hero` is the picture above its text, or ""."""
    date = translator.date(entry.post.date)
    minutes = translator.text("minutes", n=reading_minutes(entry))
    meta = " · ".join(filter(None, (entry.author, date, minutes)))
    empty = "" if body else f"<p>{escape_text(translator.text('empty_body'))}</p>"
    return (
        '<section epub:type="chapter" role="doc-chapter" aria-labelledby="t">\n'
        f'<header><h1 id="t">{escape_text(entry.title)}</h1>\n<p class="meta">{escape_text(meta)}</p></header>\n'
        f"{hero}{body}{empty}\n{_render_source(entry, translator)}</section>"
    )


def _render_source(entry: Entry, translator: Translator) -> str:
    """Return the line at the end of a post that says where it comes from."""
    original, archived = encode_url(entry.original), find_dates(entry).archived
    parts = []
    if original:
        shown = unquote(entry.original, errors="replace").partition("://")[2]
        parts.append(
            f'{escape_text(translator.text("origin"))} <a href="{escape_text(original)}">{escape_text(shown)}</a>'
        )
    if archived:
        parts.append(escape_text(f"{translator.text('crawled')} {translator.date(archived)}"))
    return f'<footer class="source"><p>{" · ".join(parts)}</p></footer>\n' if parts else ""


def format_span(entries: Iterable[Entry]) -> str:
    """Return the years of some posts, "" if none has a date."""
    years = [entry.post.date.year for entry in entries if entry.post.date]
    if not years:
        return ""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"


def format_statistics(entries: Sequence[Entry], translator: Translator) -> str:
    """Return how much some posts are, in words."""
    characters = sum(entry.body.characters for entry in entries)
    counted = translator.text("posts", n=len(entries)), translator.text("characters", n=f"{characters:,}")
    return " · ".join(filter(None, (*counted, format_span(entries))))


def render_part(
    section: Section, total: Sequence[Entry], others: Sequence[Link], translator: Translator
) -> str:
    """Return the page of a category; `total` are the posts of it and of all below."""
    count = translator.text("posts", n=len(total))
    meta = " · ".join(filter(None, (count, format_span(total))))
    links = "".join(f'<li><a href="../{link.href}">{escape_text(link.title)}</a></li>' for link in others)
    also = f"<h2>{escape_text(translator.text('also'))}</h2>\n<ul>{links}</ul>\n" if links else ""
    return (
        f'<section epub:type="part" role="doc-part" aria-labelledby="t" class="part">\n'
        f'<h1 id="t">{escape_text(section.path[-1])}</h1>\n<p class="meta">{escape_text(meta)}</p>\n{also}</section>'
    )


def render_title_page(title: str, book: Book, translator: Translator) -> str:
    """Return the page with the title, the authors and how much there is."""
    authors = format_authors(book, translator)
    statistics = format_statistics(book.entries, translator) if book.entries else translator.text("nothing")
    return (
        f'<section epub:type="titlepage" class="title-page">\n<h1>{escape_text(title)}</h1>\n'
        f"<p>{escape_text(authors)}</p>\n<p>{escape_text(statistics)}</p>\n</section>"
    )


def format_authors(book: Book, translator: Translator) -> str:
    """Return the authors of a book in words, the first few by name."""
    names = list_authors(book.entries)
    shown = "、".join(names[:3]) if len(names) <= MAX_AUTHORS else "、".join(names[:2])
    return shown if len(names) <= 3 else f"{shown} {translator.text('authors_more', n=len(names))}"  # noqa: PLR2004 - as above


def render_colophon(site: SiteFacts, note: str, translator: Translator, missing: int) -> str:
    """Return the page that says where the book comes from."""
    address = encode_url(site.url)
    name = escape_text(site.name)
    lines = [f'<a href="{escape_text(address)}">{name}</a>' if address else name, escape_text(note)]
    if missing:
        lines.append(escape_text(translator.text("pictures_missing", n=missing)))
    lines.append(escape_text(translator.text("made_with", tool="mkdocs-zhihu")))
    body = "".join(f"<p>{line}</p>\n" for line in lines if line)
    return f'<section epub:type="colophon" role="doc-colophon">\n<h1>{escape_text(translator.text("colophon"))}</h1>\n{body}</section>'


def render_contents(title: str, links: Sequence[Link], *, labels: tuple[str, str, str], first: str) -> str:
    """Return the contents as readers show them, nested; `labels` are for contents, cover and the first post."""
    contents, cover, start = map(escape_text, labels)
    landmarks = (
        ("cover", "cover.xhtml", cover),
        ("toc", "nav.xhtml", contents),
        ("bodymatter", first, start),
    )
    items = "".join(
        f'<li><a epub:type="{kind}" href="{href}">{label}</a></li>' for kind, href, label in landmarks
    )
    return (
        f'<nav epub:type="toc" role="doc-toc" id="toc">\n<h1>{contents}</h1>\n{nest_links(links)}</nav>\n'
        f'<nav epub:type="landmarks" hidden="hidden" aria-label="{escape_text(title)}"><ol>{items}</ol></nav>'
    )


def nest_links(links: Sequence[Link]) -> str:
    """Return links as nested lists."""
    pieces: list[str] = []
    depth = 0
    for link in links:
        if link.depth > depth:
            pieces.append("<ol>\n")
        else:
            pieces.append("</li>\n" + "</ol></li>\n" * (depth - link.depth))
        depth = link.depth
        pieces.append(f'<li><a href="{link.href}">{escape_text(link.title)}</a>')
    return "".join(pieces) + "</li></ol>" * depth + "\n"
