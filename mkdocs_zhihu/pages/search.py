"""Our search in Material's dialog: who is in charge, and the index's files on the site."""

import json
import zlib
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.utils import write_file

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.outputs import Document
from mkdocs_zhihu.pages.digest import describe_body, digest_values
from mkdocs_zhihu.pages.files import Site
from mkdocs_zhihu.pages.index import FOLDER, Index, write_index
from mkdocs_zhihu.work.fingerprint import find_fingerprint
from mkdocs_zhihu.work.ledger import Ledger

SETTINGS = f"{FOLDER}/settings.js"
SCRIPT = "zhihu/search.js"
DIALOGS = ("search", "material/search", "materialx/search")
LIMIT = 200_000
"""From so many characters on the search is ours: Material's index has about eight bytes for each."""


def check_search(config: MkDocsConfig, choice: str) -> None:
    """Raise PluginError if our search is asked for and the theme has no dialog for it."""
    if choice == "zhihu" and not _has_dialog(config):
        raise PluginError("zhihu: `search: zhihu` needs the theme's search dialog; add `search` to `plugins`")


def enable_search(site: Site, config: MkDocsConfig, choice: str) -> None:
    """Take charge of the posts where we should: add our scripts, keep posts out of Material's index."""
    entries = site.collection.archive.entries
    is_large = sum(entry.body.length for entry in entries) >= LIMIT
    site.has_search = choice == "zhihu" or (choice == "auto" and is_large and _has_dialog(config))
    if site.has_search:
        config.extra_javascript += [SETTINGS, SCRIPT]
        for page in site.posts.values():
            page.is_searched = False


def find_index(site: Site, ledger: Ledger) -> Index | None:
    """Return the index of a build that remembers its files, None if the search is not ours."""
    if site.has_search:
        told = [
            (
                describe_body(page),
                page.entry.title,
                page.url,
                page.entry.post.categories,
                _year_of(page.entry),
            )
            for page in site.posts.values()
        ]
        digest = digest_values(
            find_fingerprint(), zlib.ZLIB_RUNTIME_VERSION, told
        )  # another zlib deflates otherwise
        site.index = Index(partial(list_documents, site), digest, ledger, site.bodies.store)
    return site.index


def write_search(site: Site, config: MkDocsConfig) -> None:
    """Write the index and the texts of the dialog."""
    if not site.has_search:
        return
    folder = Path(config.site_dir, FOLDER)
    texts = {key: text for key, text in site.words.texts.items() if key.startswith("search_")}
    settings = {"url": "search/", "texts": texts | {"undated": site.words.text("undated")}}
    write_file(f"window.zhihuSearch = {json.dumps(settings)};\n".encode(), str(folder / "settings.js"))
    if site.index is not None:
        site.index.end()
    else:
        write_index(list_documents(site), Path(config.site_dir))


def list_documents(site: Site) -> list[Document]:
    """Return all posts as search sees them."""
    return [
        Document(entry.title, entry.url, site.bodies.text(entry.uri), entry.post.categories, _year_of(entry))
        for entry in site.collection.archive.entries
    ]


def _year_of(entry: Entry) -> int:
    return entry.post.date.year if entry.post.date else 0


def _has_dialog(config: MkDocsConfig) -> bool:
    return any(name in config.plugins for name in DIALOGS)
