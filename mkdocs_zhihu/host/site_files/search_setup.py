"""Our search in Material's dialog: who is in charge, and the index's files on the site."""

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, overload

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from mkdocs_zhihu.archive.categories import list_paths
from mkdocs_zhihu.cache.fingerprint import find_fingerprint
from mkdocs_zhihu.config.options import SearchConfig
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.search_files import FOLDER, Index, write_index
from mkdocs_zhihu.host.writing.fingerprints import describe_body
from mkdocs_zhihu.host.writing.manifest import PageManifest
from mkdocs_zhihu.host.writing.site_fingerprint import fingerprint_values
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.search.searched_document import Document

SETTINGS = f"{FOLDER}/settings.js"
SCRIPT = "zhihu/search.js"
SEARCH_PLUGINS = ("search", "material/search", "materialx/search")


def add_dialog(config: MkDocsConfig, options: SearchConfig) -> None:
    """Add the theme's own search plugin, which brings the dialog, where the user's `plugins` do not name it."""
    if options.backend == "zhihu" and _find_dialog(config) is None:
        loader = next(option for name, option in config._schema if name == "plugins")  # noqa: SLF001 - no other way to load one
        loader.load_plugin_with_namespace("search", {})  # type: ignore[attr-defined]  # an option of MkDocs' kind `Plugins`


def enable_search(site: Site, config: MkDocsConfig, options: SearchConfig) -> None:
    """Take charge of the posts where we should: add our scripts, keep posts out of Material's index."""
    site.has_search = options.backend == "zhihu" and _is_shown(config)
    site.has_offline_search = site.has_search and _is_offline(config, options)
    if site.has_search:
        config.extra_javascript += [SETTINGS, SCRIPT]
        for page in site.posts.values():
            page.is_searched = False


def _is_offline(config: MkDocsConfig, options: SearchConfig) -> bool:
    """Return whether pages opened from disk are searched; links of other sites do not work there anyway."""
    return not config.use_directory_urls if options.offline == "auto" else options.offline is True


def begin_index(site: Site, manifest: PageManifest) -> None:
    """Begin the index of a build that remembers its files, if the search is ours."""
    if not site.has_search:
        return
    listed = _find_listed(site)
    documents = [
        (
            describe_body(page),
            page.entry.title,
            page.url,
            _list_categories(page.entry, listed),
            _list_names(page.entry),
            _year_of(page.entry),
        )
        for page in site.posts.values()
    ]
    # another zlib deflates otherwise
    fingerprint = fingerprint_values(find_fingerprint(), zlib.ZLIB_RUNTIME_VERSION, documents)
    is_offline = site.has_offline_search
    site.index = Index(partial(list_documents, site), fingerprint, manifest, site.bodies.store, is_offline)
    site.index.begin()


def write_search(site: Site, config: MkDocsConfig) -> None:
    """Write the index and the texts of the dialog."""
    if not site.has_search:
        return
    folder = Path(config.site_dir, FOLDER)
    texts = {key: text for key, text in site.translator.texts.items() if key.startswith("search_")}
    texts["undated"] = site.translator.text("undated")
    settings = {"url": "search/", "texts": texts, "isOffline": site.has_offline_search, "files": {}}
    write_file(f"window.zhihuSearch = {json.dumps(settings)};\n".encode(), str(folder / "settings.js"))
    if site.index is not None:
        site.index.end()
    else:
        write_index(list_documents(site), Path(config.site_dir), is_offline=site.has_offline_search)


@dataclass(frozen=True, slots=True)
class SearchedPosts(Sequence[Document]):
    """All posts as search sees them, each read when it is asked for: their texts are never in memory together."""

    site: Site
    """Has them."""

    entries: Sequence[Entry]
    """Those of them."""

    listed: frozenset[tuple[str, ...]]
    """The paths of the categories that are not hidden."""

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.entries)

    def __iter__(self) -> Iterator[Document]:
        """Yield all."""
        return self._read(self.entries)

    @overload
    def __getitem__(self, index: int) -> Document: ...

    @overload
    def __getitem__(self, index: slice) -> list[Document]: ...

    def __getitem__(self, index: int | slice) -> Document | list[Document]:
        """Return one, or some."""
        if isinstance(index, slice):
            return list(self._read(self.entries[index]))
        return next(self._read([self.entries[index]]))

    def _read(self, entries: Sequence[Entry]) -> Iterator[Document]:
        texts = self.site.bodies.iter_texts([entry.uri for entry in entries])
        for entry, text in zip(entries, texts, strict=True):
            yield Document(
                title=entry.title,
                url=entry.url,
                text=text,
                categories=_list_categories(entry, self.listed),
                year=_year_of(entry),
                names=_list_names(entry),
            )


def list_documents(site: Site) -> Sequence[Document]:
    """Return all posts as search sees them."""
    return SearchedPosts(site, site.collection.archive.entries, _find_listed(site))


def _find_listed(site: Site) -> frozenset[tuple[str, ...]]:
    """Return the paths of the categories that are not hidden."""
    return frozenset(list_paths(site.collection.archive.categories))


def _list_categories(entry: Entry, listed: frozenset[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the paths of a post's categories, each up to the first that is hidden."""
    prefixes = ([path[:depth] for depth in range(len(path), 0, -1)] for path in entry.post.categories)
    shown = (next((path for path in paths if path in listed), ()) for paths in prefixes)
    return tuple(dict.fromkeys(path for path in shown if path))


def _list_names(entry: Entry) -> tuple[str, ...]:
    """Return the author, and what else a post's page says about it."""
    facts = entry.body.facts
    more = (entry.post.source, facts.bio, *entry.post.tags, *facts.tags)
    return (entry.author, *dict.fromkeys(name for name in more if name and name != entry.author))


def _year_of(entry: Entry) -> int:
    return entry.post.date.year if entry.post.date else 0


def _find_dialog(config: MkDocsConfig) -> Any:
    """Return the plugin of the theme's search dialog, None if there is none."""
    return next((config.plugins[name] for name in SEARCH_PLUGINS if name in config.plugins), None)


def _is_shown(config: MkDocsConfig) -> bool:
    """Return whether pages have a search dialog: its plugin can be switched off."""
    dialog = _find_dialog(config)
    return dialog is not None and bool(dialog.config.get("enabled", True))
