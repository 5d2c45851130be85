"""A site as a source of exports: the same posts, addresses and pictures as its pages."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import Files, get_files, set_exclusions

from mkdocs_zhihu.config.options import MediaConfig, ZhihuConfig
from mkdocs_zhihu.exporting import ExportSource, SiteFacts
from mkdocs_zhihu.host.build import run_build
from mkdocs_zhihu.host.media_store import ServeState
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.i18n.translator import build_translator
from mkdocs_zhihu.media.store.snapshot import find_folder
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
    files = get_files(config)
    set_exclusions(files, config)
    config.plugins._current_plugin = "zhihu"  # noqa: SLF001 - MkDocs notes in generated files which plugin made them
    translator = build_translator(str(config.theme.get("language") or "en"), plugin.config.texts)
    site, problems = run_build(files, config, plugin.config, translator, ServeState())
    return site, build_source(site, files, config, plugin.config.media), problems


def build_source(site: Site, files: Files, config: MkDocsConfig, media: MediaConfig) -> ExportSource:
    """Return what exports of a site read."""
    paths: Mapping[str, str] = {
        unquote(file.url): file.abs_src_path
        for file in files
        if file.abs_src_path is not None and not file.is_documentation_page()
    }
    folder = find_folder(media.store, Path(config.config_file_path or "").parent)

    def find_file(url: str) -> Path | None:
        if media.base_url and url.startswith(media.base_url):
            path = folder / Path(url).name
            return path if "://" not in media.store and path.is_file() else None
        return Path(paths[url]) if url in paths else None

    language = str(config.theme.get("language") or "en")
    return ExportSource(
        archive=site.collection.archive,
        read_html=site.bodies.html,
        find_file=find_file,
        site=SiteFacts(name=site.info.name, url=site.info.address, language=language, note=site.info.note),
        translator=site.translator,
    )
