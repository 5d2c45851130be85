"""Our search in Material's dialog: who is in charge, and the index's files on the site."""

import json
import zlib
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import write_file

from mkdocs_zhihu.cache.fingerprint import find_fingerprint
from mkdocs_zhihu.config.options import SearchConfig
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.search_files import FOLDER, Index, IndexJob, write_index
from mkdocs_zhihu.host.site_files.searched_posts import pack_posts
from mkdocs_zhihu.host.writing.build_state import BuildState
from mkdocs_zhihu.host.writing.fingerprints import describe_body
from mkdocs_zhihu.host.writing.manifest import PageManifest
from mkdocs_zhihu.host.writing.site_fingerprint import fingerprint_values
from mkdocs_zhihu.processes.background import BackgroundTask

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


def prepare_index(build: BuildState, options: SearchConfig) -> None:
    """Start what will make the index of a build that has a stage, if the search may be ours, before there are posts in memory."""
    if options.backend == "zhihu" and build.stage is not None:
        build.index_task.prepare(write_index)


def begin_index(site: Site, manifest: PageManifest, task: BackgroundTask[IndexJob]) -> None:
    """Begin the index of a build that remembers its files, if the search is ours; `task` is to make it."""
    if not site.has_search:
        task.cancel()
        return
    posts = pack_posts(site.collection.archive, site.bodies)
    bodies = [describe_body(page) for page in site.posts.values()]
    # another zlib deflates otherwise
    fingerprint = fingerprint_values(find_fingerprint(), zlib.ZLIB_RUNTIME_VERSION, bodies, posts.batches)
    site.index = Index(posts, fingerprint, manifest, site.has_offline_search, task=task)
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
        write_index(
            IndexJob(
                pack_posts(site.collection.archive, site.bodies),
                Path(config.site_dir),
                site.has_offline_search,
            )
        )


def _find_dialog(config: MkDocsConfig) -> Any:
    """Return the plugin of the theme's search dialog, None if there is none."""
    return next((config.plugins[name] for name in SEARCH_PLUGINS if name in config.plugins), None)


def _is_shown(config: MkDocsConfig) -> bool:
    """Return whether pages have a search dialog: its plugin can be switched off."""
    dialog = _find_dialog(config)
    return dialog is not None and bool(dialog.config.get("enabled", True))
