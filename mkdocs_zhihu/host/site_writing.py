"""From our Site to its files: the pages before MkDocs would render each, the rest at the end."""

import time

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.host.engine import shows_progress
from mkdocs_zhihu.host.serve_state import ServeState
from mkdocs_zhihu.host.site_files.extras import write_extras
from mkdocs_zhihu.host.site_files.feed_files import write_feeds
from mkdocs_zhihu.host.site_files.search_setup import begin_index
from mkdocs_zhihu.host.templating.template_bytecode import TemplateBytecode
from mkdocs_zhihu.host.theme import check_templates
from mkdocs_zhihu.host.writing.build_state import BuildState
from mkdocs_zhihu.host.writing.manifest import PageManifest
from mkdocs_zhihu.host.writing.plugins.page_hooks import find_page_hooks
from mkdocs_zhihu.host.writing.writer import PageWriter, can_write_directly, write_pages
from mkdocs_zhihu.processes.progress import open_progress


def begin_site(build: BuildState, files: Files, config: MkDocsConfig, state: ServeState) -> None:
    """Learn what the last build made, and begin the search index: nothing else takes as long."""
    build.is_whole = state.is_whole
    if build.site is not None and build.stage is not None:
        if build.is_whole:
            build.stage.take_folders(file.dest_uri for file in files)
        rows = state.rows or build.site.bodies.store
        can_take = find_page_hooks(config).can_take_pages
        build.manifest = PageManifest(rows, build.stage.site, build.stage.folder, can_take)
        begin_index(build.site, build.manifest, build.index_task)


def write_site(build: BuildState, env: Environment, files: Files, config: MkDocsConfig) -> str:
    """Write our pages and return how many; "" where MkDocs is to write them, for other plugins take part."""
    if build.site is None or build.nav is None or build.stage is None or build.manifest is None:
        return ""
    templates = env.bytecode_cache = TemplateBytecode()
    templates.read(build.site.bodies.store)
    check_templates(env)
    hooks = find_page_hooks(config)
    if not can_write_directly(build.site, hooks):
        return ""
    started = time.monotonic()
    build.documents = files.documentation_pages()
    progress = open_progress("pages written", is_wanted=shows_progress())
    writer = PageWriter(build.site, build.nav, env, config, build.documents, hooks, progress)
    is_written = write_pages(writer, build.manifest)
    templates.write(build.site.bodies.store)
    if not is_written:
        return ""
    build.writer = writer
    return f"{build.manifest.format_summary()}; {time.monotonic() - started:.2f} s"


def end_site(build: BuildState, config: MkDocsConfig, options: ZhihuConfig) -> None:
    """Write what is no page, and keep what the next build can use."""
    if build.site is not None:
        write_feeds(build.site, config, options.feeds)
        write_extras(build.site, config, options.reading)
        if build.manifest is not None:
            build.manifest.close()
        build.site.bodies.close(is_whole=build.is_whole)
