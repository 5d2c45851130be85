"""A site that is read as a build reads it, and not built."""

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import get_files

from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.exporting import ExportSource
from mkdocs_zhihu.host.build import run_build
from mkdocs_zhihu.host.docs_folder.same_places import exclude_same_places, restore_same_places
from mkdocs_zhihu.host.render_setup import find_cache_file
from mkdocs_zhihu.host.serve_state import ServeState
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.exports import build_source
from mkdocs_zhihu.i18n.translator import build_translator
from mkdocs_zhihu.problems import Problems


class SiteError(Exception):
    """A site cannot be read, and why."""


def read_site(config_file: Path) -> tuple[Site, ExportSource, Problems]:
    """Return a site as a build begins it, its posts as a source of exports, and what was found wrong."""
    try:
        config = load_config(str(config_file))
    except (MkDocsException, Abort, OSError) as error:
        raise SiteError(f"{config_file}: cannot be read ({error})") from error
    plugin = config.plugins.get("zhihu")
    if plugin is None or not isinstance(plugin.config, ZhihuConfig):
        raise SiteError(f"{config_file}: does not use the plugin; add `zhihu` to its `plugins`")
    left_out = exclude_same_places(config, plugin.config.posts)
    files = get_files(config)
    restore_same_places(files, left_out, config)
    config.plugins._current_plugin = "zhihu"  # noqa: SLF001 - MkDocs notes in generated files which plugin made them
    words = build_translator(str(config.theme.get("language") or "en"), plugin.config.texts)
    try:
        site, problems = run_build(
            files, config, plugin.config, words, ServeState(), find_cache_file(config, plugin.config)
        )
    except MkDocsException as error:
        raise SiteError(f"{config_file}: cannot be read ({error})") from error
    return site, build_source(site, files, config, plugin.config.media), problems
