"""Writes a project for Zensical: every post and every list as a file under `docs`, at the address its page has on the site."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path

from mkdocs_zhihu.archive import build_archive
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.exporting.plain_folder import FolderReport
from mkdocs_zhihu.exporting.shared_work import map_posts
from mkdocs_zhihu.exporting.targets import Folder, link
from mkdocs_zhihu.exporting.zensical.zensical_body import render_page_body
from mkdocs_zhihu.exporting.zensical.zensical_config import render_config
from mkdocs_zhihu.exporting.zensical.zensical_fields import build_page_fields
from mkdocs_zhihu.exporting.zensical.zensical_lists import ListWriter
from mkdocs_zhihu.importing.items.house_dialect import drop_empty, render_front_matter
from mkdocs_zhihu.model import Archive, Entry
from mkdocs_zhihu.views import View, build_views
from mkdocs_zhihu.views.listing import Key
from mkdocs_zhihu.views.view_titles import title_of

OVERRIDES = Path(__file__).with_name("overrides")
TEMPLATES = Path(__file__).parents[2] / "templates" / "zhihu"
LEFT_OUT = ("*.html", "search*.js", "lists.js")
"""Files of the plugin's theme that only its own pages use."""


def write_zensical(
    source: ExportSource, entries: Sequence[Entry], root: Path, *, has_pictures: bool = True
) -> FolderReport:
    """Write the project with some posts."""
    archive = source.archive if len(entries) == len(source.archive.entries) else build_archive(entries)
    folder = Folder(
        root, source, {entry.uri: _file_of(entry.dest_uri) for entry in entries}, "zensical", has_pictures
    )
    settings = replace(source.view_settings, home="cards", newest="")
    views, urls = build_views(archive, settings, {_file_of(entry.dest_uri)[5:-3] for entry in entries})
    views = tuple(view for view in views if view.kind != "statistics")

    def write(entry: Entry, html: str) -> set[str]:
        folder.shown.clear()
        fields = build_page_fields(folder, archive, urls, entry, html)
        body = render_page_body(
            html, lambda href: folder.find_link(href, entry), lambda tag: folder.find_image(tag, entry)
        )
        _write_page(root / folder.paths[entry.uri], fields, body)
        return set(folder.shown)

    pictures: set[str] = set().union(*map_posts(source, write, archive.entries))
    folder.shown.clear()
    _write_lists(folder, views)
    _write_project(folder, archive, views, uses_folders=settings.use_directory_urls)
    return FolderReport(len(entries), len(pictures | folder.shown))


def _file_of(dest_uri: str) -> str:
    """Return the file whose page is at a place on the site."""
    return f"docs/{dest_uri.removesuffix('.html')}.md"


def _write_page(path: Path, fields: dict[str, object], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{render_front_matter(fields)}---\n\n{body}\n", encoding="utf-8", newline="\n")


def _write_lists(folder: Folder, views: Sequence[View]) -> None:
    files = {view.place.url: _file_of(view.place.dest_uri) for view in views}
    translator = folder.source.translator
    for view in views:
        is_home = view.kind == "home" and view.number == 1
        title = folder.source.site.name if is_home else title_of(view, translator)
        file = _file_of(view.place.dest_uri)
        hidden = ["navigation", "toc"] if view.kind == "home" else ["toc"]
        fields = {"title": escape(title), "hide": hidden, "search": {"exclude": True}}
        writer = ListWriter(view, title, file, partial(_place, files, file), folder)
        _write_page(folder.root / file, drop_empty(fields), writer.write())


def _place(files: Mapping[str, str], file: str, url: str) -> str:
    return link(files[url], file)


def _write_project(folder: Folder, archive: Archive, views: Sequence[View], *, uses_folders: bool) -> None:
    """Write the configuration, the templates, and the styles, scripts and fonts of our pages."""
    files: dict[Key, str] = {
        (view.kind, view.key): _file_of(view.place.dest_uri)[5:] for view in views if view.number == 1
    }
    config = render_config(folder.source, archive.categories, files, uses_folders=uses_folders)
    (folder.root / "zensical.toml").write_text(config, encoding="utf-8", newline="\n")
    shutil.copytree(OVERRIDES, folder.root / "overrides")
    shutil.copytree(TEMPLATES, folder.root / "docs" / "zhihu", ignore=shutil.ignore_patterns(*LEFT_OUT))
