"""MkDocs hooks. Each calls one stage and says what it found."""

import time
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.host.build import run_build
from mkdocs_zhihu.host.engine import find_theme_conflict, shows_progress
from mkdocs_zhihu.host.navigation.nav import extend_nav
from mkdocs_zhihu.host.navigation.nav_entry import add_entry_file, read_titles, take_entries
from mkdocs_zhihu.host.page import ArchivePage
from mkdocs_zhihu.host.report import report_problems
from mkdocs_zhihu.host.serving.preview import Server, begin_serve_state, watch_posts
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.extras import write_extras
from mkdocs_zhihu.host.site_files.feed_files import write_feeds
from mkdocs_zhihu.host.site_files.media_store import ServeState
from mkdocs_zhihu.host.site_files.search_setup import add_dialog, enable_search
from mkdocs_zhihu.host.site_files.sitemap import select_listed
from mkdocs_zhihu.host.templating.context import build_context
from mkdocs_zhihu.host.templating.head import link_feeds
from mkdocs_zhihu.host.theme import add_templates, check_config, enable_features
from mkdocs_zhihu.host.writing.manifest import PageManifest
from mkdocs_zhihu.host.writing.site_swap import handle_signals, publish_stage, stage_build
from mkdocs_zhihu.host.writing.staging import Stage
from mkdocs_zhihu.host.writing.system_errors import explain_system_error
from mkdocs_zhihu.host.writing.writer import PageWriter, can_write_directly, write_pages
from mkdocs_zhihu.i18n.translator import build_translator
from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.processes.gc_tuning import GcTuning
from mkdocs_zhihu.processes.progress import open_progress

log = get_plugin_logger("zhihu")


class ZhihuPlugin(BasePlugin[ZhihuConfig]):
    """Turns the posts under `docs_dir` into pages. Holds the state of one build, nothing else."""

    site: Site | None = None
    """What `on_files` made, for the hooks after it."""

    serve_state: ServeState | None = None
    """What outlives a build while `mkdocs serve` runs."""

    network: Any = None
    """What a mirroring build may reach, the public network if None; a test's own server."""

    nav: Navigation
    """The navigation, once it is there."""

    manifest: PageManifest | None = None
    """What pages are made of, if this build wrote them itself."""

    documents: Sequence[File] = ()
    """The files of all pages, if this build wrote some itself."""

    stage: Stage | None = None
    """Where this build writes, if not to the site itself."""

    is_staged = True
    """Whether builds are staged: not with `--dirty`, which writes into the site that is there."""

    is_preview = False
    """Whether `mkdocs serve` runs."""

    writer: PageWriter | None = None
    """What made the pages of the last build."""

    def __init__(self) -> None:
        super().__init__()
        self.collections = GcTuning()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Learn what MkDocs is about to do; it may have used this object for another site before."""
        self.serve_state = None
        handle_signals(command)
        self.is_staged = not dirty
        self.is_preview = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the theme, add our templates and styles; forget the last build."""
        self.site = self.manifest = self.writer = None
        self.serve_state = self.serve_state or begin_serve_state(self.network, is_preview=self.is_preview)
        if self.config.enabled:
            check_config(config, ZhihuPlugin)
            self.collections.begin()
            add_dialog(config, self.config.search)
            if self.is_staged:
                self.stage = stage_build(config)
            add_templates(config, has_reading=self.config.reading.enabled)
            enable_features(config)
        return config

    @event_priority(-50)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the posts and register all pages; late, so that files of other plugins are seen."""
        if self.config.enabled:
            started = time.monotonic()
            translator = build_translator(str(config.theme.get("language") or "en"), self.config.texts)
            state = self.serve_state or ServeState()
            self.site, problems = run_build(files, config, self.config, translator, state)
            enable_search(self.site, config, self.config.search)
            self._report(
                (*find_theme_conflict(), *problems), time.monotonic() - started, is_strict=config.strict
            )
        add_entry_file(files, config)
        return files

    @event_priority(-50)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the category tree, after plugins that build the navigation anew."""
        entries = take_entries(nav, files)
        if self.site is not None:
            if len(entries) > 1:
                log.warning(
                    "`nav` has the entry `zhihu` %d times; keep one: the first was used", len(entries)
                )
            extend_nav(nav, self.site, next(iter(entries), None), read_titles(config.nav))
            self.site.bodies.defers_reads = self.stage is not None and can_write_directly(self.site, config)
        self.nav = nav
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Write our pages, after other plugins have prepared the theme."""
        if self.site is not None and self.site.bodies.defers_reads and self.stage is not None:
            self.site.bodies.defers_reads = False
            self.documents = files.documentation_pages()
            rows = (self.serve_state and self.serve_state.rows) or self.site.bodies.store
            progress = open_progress("pages written", is_wanted=shows_progress())
            self.writer = PageWriter(self.site, self.nav, env, config, self.documents, rows, progress)
            started = time.monotonic()
            self.manifest = write_pages(self.writer, self.stage)
            log.info("%s; %.2f s", self.manifest.format_summary(), time.monotonic() - started)
        return env

    def on_template_context(
        self,
        context: TemplateContext,
        /,
        *,
        template_name: str,
        config: MkDocsConfig,  # noqa: ARG002
    ) -> TemplateContext:
        """Let the sitemap and other templates of the theme see the pages that are written, and those that may be found."""
        if self.manifest is not None:
            context["pages"] = self.documents
        if self.site is not None and template_name == "sitemap.xml":
            context["pages"] = select_listed(context["pages"], self.site)
        return context

    def on_page_context(self, context: TemplateContext, /, *, page: Page, **_: Any) -> TemplateContext:
        """Give our templates their data."""
        if self.site is not None and isinstance(page, ArchivePage):
            context["zhihu"] = build_context(page, self.site)  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Link the feeds on a home page of the user's."""
        if self.site is not None and page.is_homepage and not isinstance(page, ArchivePage):
            return link_feeds(output, self.site)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page, keep what the next build can use, show the site; last of all."""
        if self.site is not None:
            write_feeds(self.site, config, self.config.feeds)
            write_extras(self.site, config, self.config.reading)
            if self.manifest is not None:
                self.manifest.close()
            self.site.bodies.close()
        if self.stage is not None:
            for folder in publish_stage(self.stage, config):
                log.warning("%s: this old site cannot be deleted; delete it as its owner", folder)
            self.stage = None
        self.collections.end()

    def on_serve(self, server: Server, /, *, config: MkDocsConfig, **_: Any) -> Server:
        """Show edited posts without building everything."""
        if self.config.enabled:
            watch_posts(server, config, lambda: self.writer)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is; say a fault of the machine in one line."""
        message = explain_system_error(error, self.stage)
        self.on_shutdown()
        if message:
            raise PluginError(message) from error

    def on_shutdown(self) -> None:
        """Forget a build that did not come to its end."""
        self.collections.end()
        if self.site is not None and self.site.index is not None:
            self.site.index.task.cancel()
        if self.stage is not None:
            self.stage.close()
            self.stage = None

    def _report(self, problems: Problems, seconds: float, *, is_strict: bool) -> None:
        assert self.site is not None  # noqa: S101 - called by on_files only
        set_aside, is_failing = self.site.collection.set_aside, self.config.on_error == "fail"
        report_problems(problems, set_aside, log, is_strict=is_strict, is_failing=is_failing)
        log.info(self.site.format_summary(seconds))
