"""From our Site to the files of its pages, before MkDocs would render each."""

import time

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.host.engine import shows_progress
from mkdocs_zhihu.host.templating.template_bytecode import TemplateBytecode
from mkdocs_zhihu.host.theme import check_templates
from mkdocs_zhihu.host.writing.build_state import BuildState
from mkdocs_zhihu.host.writing.page_hooks import find_page_hooks
from mkdocs_zhihu.host.writing.writer import PageWriter, can_write_directly, write_pages
from mkdocs_zhihu.processes.progress import open_progress


def write_site(build: BuildState, env: Environment, files: Files, config: MkDocsConfig, rows: Store) -> str:
    """Write our pages and return how many; "" where MkDocs is to write them, for other plugins take part.

    What pages are made of is kept in `rows`.
    """
    if build.site is None or build.nav is None or build.stage is None:
        return ""
    build.stage.take_folders(file.dest_uri for file in files)
    templates = env.bytecode_cache = TemplateBytecode()
    templates.read(rows)
    check_templates(env)
    hooks = find_page_hooks(config)
    if not can_write_directly(build.site, hooks):
        return ""
    started = time.monotonic()
    build.documents = files.documentation_pages()
    progress = open_progress("pages written", is_wanted=shows_progress())
    build.writer = PageWriter(build.site, build.nav, env, config, build.documents, hooks, rows, progress)
    build.manifest = write_pages(build.writer, build.stage)
    templates.write(rows)
    if build.manifest is None:
        build.writer = None
        return ""
    return f"{build.manifest.format_summary()}; {time.monotonic() - started:.2f} s"
