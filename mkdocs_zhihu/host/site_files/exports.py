"""A site as a source of exports: the same posts, addresses and pictures as its pages."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_zhihu.config.options import MediaConfig
from mkdocs_zhihu.exporting import ExportSource, SiteFacts
from mkdocs_zhihu.exporting.folder import find_inside
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.media.store.snapshot import find_folder
from mkdocs_zhihu.processes.pool import open_local_pool

THEME = ("palette", "features")
"""Settings of the theme that other themes of its family know too."""


def build_source(site: Site, files: Files, config: MkDocsConfig, media: MediaConfig) -> ExportSource:
    """Return what exports of a site read."""
    paths: Mapping[str, str] = {
        unquote(file.url): file.abs_src_path
        for file in files
        if file.abs_src_path is not None and not file.is_documentation_page()
    }
    find_stored = find_inside(find_folder(media.store, Path(config.config_file_path or "").parent))

    def find_file(url: str) -> Path | None:
        if media.base_url and url.startswith(media.base_url):
            path = find_stored(unquote(url.removeprefix(media.base_url)))
            return path if "://" not in media.store else None
        return Path(paths[url]) if url in paths else None

    language = str(config.theme.get("language") or "en")
    return ExportSource(
        archive=site.collection.archive,
        read_html=site.bodies.html,
        find_file=find_file,
        site=SiteFacts(
            name=site.info.name,
            url=site.info.address,
            language=language,
            note=site.info.note,
            theme={name: config.theme[name] for name in THEME if config.theme.get(name)},
        ),
        translator=site.translator,
        view_settings=site.view_settings,
        pool=open_local_pool(),
    )
