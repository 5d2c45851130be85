"""The front matter of a post's page: what Zensical reads, and under `zhihu` what our template shows."""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from urllib.parse import unquote

from mkdocs_zhihu.archive.categories import iter_prefixes
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.exporting.targets import Folder
from mkdocs_zhihu.importing.items.house_dialect import drop_empty
from mkdocs_zhihu.model import Archive, Entry, Neighbours
from mkdocs_zhihu.views import find_dates, format_excerpt, reading_minutes
from mkdocs_zhihu.views.cover import build_cover
from mkdocs_zhihu.views.listing import Key

DESCRIPTION_LENGTH = 100


def build_page_fields(
    folder: Folder, archive: Archive, urls: Mapping[Key, str], entry: Entry, html: str
) -> dict[str, Any]:
    """Return the front matter of a post; what Zensical prints as it is, is escaped. Empty values are left out."""
    tags = tuple(dict.fromkeys((*entry.post.tags, *entry.body.facts.tags)))
    shown = {
        "author": _link("author", (entry.author,), urls) if entry.author else None,
        **_build_head(entry, folder.source),
        "cover": _build_cover(folder, entry),
        "categories": [
            [_link("category", key, urls) for key in iter_prefixes(path)] for path in entry.post.categories
        ],
        "tags": [_link("tag", (tag,), urls) for tag in tags],
        **_build_ways(archive, entry, folder),
        "formulas": 'class="arithmatex"' in html or None,
    }
    fields = {
        "title": escape(entry.title),
        "date": f"{entry.post.date:%Y-%m-%d}" if entry.post.date else None,
        "author": escape(entry.author),
        "description": escape(format_excerpt(entry, DESCRIPTION_LENGTH)),
        "tags": tags,
        "template": "post.html",
        "hide": None if entry.body.headings else ["toc"],
        "zhihu": drop_empty(shown),
    }
    return drop_empty(fields)


def _build_head(entry: Entry, source: ExportSource) -> dict[str, Any]:
    """Return what stands below the title and at the end, in words."""
    translator, dates = source.translator, find_dates(entry)
    minutes = reading_minutes(entry)
    date = translator.date(entry.post.date)
    is_paid = entry.body.facts.is_paid
    notice = "paid" if is_paid else "truncated" if entry.post.is_truncated else ""
    edited = entry.post.updated if entry.post.updated != entry.post.date else None
    return {
        "bio": entry.body.facts.bio,
        "date": f"{translator.text(entry.meaning)} {date}" if date else translator.text("undated"),
        "updated": f"{translator.text('updated')} {translator.date(edited)}" if edited else "",
        "minutes": translator.text("minutes", n=minutes) if minutes else "",
        "source": entry.post.source if entry.post.source != entry.author else "",
        "original": entry.original,
        "shown": unquote(entry.original, errors="replace").partition("://")[2],
        "archived": translator.date(dates.archived),
        "notice": translator.text(notice) if notice else "",
        "is_empty": (not entry.body.length and not entry.body.images) or None,
    }


def _build_cover(folder: Folder, entry: Entry) -> dict[str, Any]:
    cover = build_cover(entry, "auto")
    src = folder.place_picture(cover.url, entry, folder.paths[entry.uri]) if cover is not None else ""
    return {"src": src, "alt": cover.alt, "crisp": cover.is_crisp} if cover is not None and src else {}


def _build_ways(archive: Archive, entry: Entry, folder: Folder) -> dict[str, Any]:
    """Return the posts beside a post, and those about the same things."""
    beside = archive.in_category.get(entry.uri) or archive.in_site.get(entry.uri) or Neighbours()
    date = folder.source.translator.date
    related = [
        {"title": other.title, "url": other.url, "date": date(other.post.date)}
        for other in archive.related.get(entry.uri, ())
    ]
    ways: Iterable[tuple[str, Entry | None]] = (("newer", beside.newer), ("older", beside.older))
    found = {name: {"title": other.title, "url": other.url} for name, other in ways if other is not None}
    return {"related": related, **found}


def _link(kind: str, key: tuple[str, ...], urls: Mapping[Key, str]) -> dict[str, str]:
    return drop_empty({"name": key[-1], "url": urls.get((kind, key), "")})
