"""MkDocs hooks. Each calls one stage and says what it found."""

import time
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from mkdocs_zhihu.config.options import ZhihuConfig
from mkdocs_zhihu.host.build import drop_posts, run_build
from mkdocs_zhihu.host.docs_folder.same_places import exclude_same_places, restore_same_places
from mkdocs_zhihu.host.navigation.nav import extend_nav
from mkdocs_zhihu.host.navigation.nav_entry import add_entry_file, read_titles, take_entries
from mkdocs_zhihu.host.page import ArchivePage
from mkdocs_zhihu.host.page_files import restore_files
from mkdocs_zhihu.host.render_setup import find_cache, find_cache_file
from mkdocs_zhihu.host.report import DOUBLE_ENTRY, OLD_SITE, choose_translate, report_build
from mkdocs_zhihu.host.serve_state import Server, ServeState
from mkdocs_zhihu.host.serving.preview import Preview, begin_serve_state, watch_posts
from mkdocs_zhihu.host.signals import handle_signals
from mkdocs_zhihu.host.site_files.search_setup import add_dialog, enable_search, prepare_index
from mkdocs_zhihu.host.site_files.sitemap import select_listed
from mkdocs_zhihu.host.site_writing import begin_site, end_site, write_site
from mkdocs_zhihu.host.templating.context import build_context
from mkdocs_zhihu.host.templating.head import link_feeds
from mkdocs_zhihu.host.theme import add_templates, check_config, enable_features
from mkdocs_zhihu.host.writing.build_state import BuildState
from mkdocs_zhihu.host.writing.site_stage import publish_stage, stage_build
from mkdocs_zhihu.host.writing.system_errors import explain_error
from mkdocs_zhihu.host.writing.writer import PageWriter
from mkdocs_zhihu.i18n.messages import Translate
from mkdocs_zhihu.i18n.translator import build_translator

log = get_plugin_logger("zhihu")


class ZhihuPlugin(BasePlugin[ZhihuConfig]):
    """Turns the posts under `docs_dir` into pages. Holds the state of one build, and of `mkdocs serve`."""

    network: Any = None
    """What a mirroring build may reach, the public network if None; a test's own server."""

    def __init__(self) -> None:
        super().__init__()
        self.is_staged = True
        """Whether builds are staged: not with `--dirty`, which writes into the site that is there."""
        self.is_preview = False
        """Whether `mkdocs serve` runs."""
        self.serve_state: ServeState | None = None
        """What outlives a build while it does."""
        self.preview: Preview | None = None
        """What shows edited posts while it does."""
        self.build: BuildState | None = None
        """The build that runs, dropped at its end."""
        self.writer: PageWriter | None = None
        """What wrote the pages of the last build, for the preview."""
        self.translate: Translate = str
        """What says messages in the language of the locale or of the theme."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Learn what MkDocs is about to do; it may have used this object for another site before."""
        self.serve_state = None
        handle_signals(command)
        self.is_staged = not dirty
        self.is_preview = command == "serve"

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Begin a build: check the theme, add our templates and styles; not again for a build within a build."""
        if self.build is not None and self.build.config is config:
            self.build = BuildState(config, self.build)
            return config
        self._drop_build()
        self.writer = None
        self.translate = choose_translate(config)
        self.serve_state = self.serve_state or begin_serve_state(self.network, is_preview=self.is_preview)
        if self.config.enabled:
            check_config(config, ZhihuPlugin)
            self.build = BuildState(config, cache_file=find_cache_file(config, self.config))
            self.build.collections.begin(is_first=not self.serve_state.builds)
            add_dialog(config, self.config.search)
            if self.is_staged:
                self.build.stage = stage_build(config, find_cache(config) / "folders")
            add_templates(config, has_reading=self.config.reading.enabled)
            enable_features(config)
        return config

    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Note the posts that MkDocs would leave out; late, when other plugins have set the folders."""
        if self.build is not None and self.build.outer is None:
            self.build.left_out = exclude_same_places(config, self.config.posts)

    @event_priority(-50)
    def _on_files_posts(self, files: Files, config: MkDocsConfig) -> Files:
        """Read the posts and register all pages; late, so that files of other plugins are seen."""
        build = self.build
        if build is not None and build.outer is not None:
            drop_posts(files, config, self.config, is_preview=self.is_preview)
        elif build is not None:
            started = time.monotonic()
            restore_same_places(files, build.left_out, config)
            translator = build_translator(str(config.theme.get("language") or "en"), self.config.texts)
            state = self.serve_state or ServeState()
            prepare_index(build, self.config.search)
            build.site, problems = run_build(files, config, self.config, translator, state, build.cache_file)
            enable_search(build.site, config, self.config.search)
            begin_site(build, files, config, state)
            options = {"is_strict": config.strict, "is_failing": self.config.on_error == "fail"}
            report_build(build.site, problems, log, self.translate, **options)
            log.info(self.translate(build.site.format_summary(time.monotonic() - started)))
        add_entry_file(files, config)
        return files

    @event_priority(-110)
    def _on_files_last(self, files: Files, **_: Any) -> Files:
        """Take back what another plugin made of our files; static-i18n makes all anew, for each language."""
        build = self.build and (self.build.outer or self.build)
        if build is not None and build.site is not None:
            restore_files(build.site, files, are_built=build is self.build)
        return files

    on_files = CombinedEvent(_on_files_posts, _on_files_last)

    @event_priority(-50)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the category tree, after plugins that build the navigation anew."""
        entries = take_entries(nav, files)
        if self.build is not None and self.build.site is not None:
            if len(entries) > 1:
                log.warning(self.translate(DOUBLE_ENTRY.format(count=len(entries))))
            extend_nav(nav, self.build.site, next(iter(entries), None), read_titles(config.nav))
            self.build.nav = nav
        return nav

    @event_priority(-100)
    def on_env(self, env: Environment, /, *, config: MkDocsConfig, files: Files) -> Environment:
        """Write our pages, after other plugins have prepared the theme."""
        build = self.build
        if build is not None and build.site is not None:
            summary = write_site(build, env, files, config)
            if summary:
                log.info(self.translate(summary))
        return env

    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, **_: Any
    ) -> TemplateContext:
        """Let the sitemap and other templates of the theme see the pages that are written, and those that may be found."""
        if (build := self.build) is None:
            return context
        if build.writer is not None:
            context["pages"] = build.documents
        if build.site is not None and template_name == "sitemap.xml":
            context["pages"] = select_listed(context["pages"], build.site)
        return context

    def on_page_context(self, context: TemplateContext, /, *, page: Page, **_: Any) -> TemplateContext:
        """Give our templates their data."""
        if self.build is not None and self.build.site is not None and isinstance(page, ArchivePage):
            context["zhihu"] = build_context(page, self.build.site)  # type: ignore[typeddict-unknown-key]
        return context

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Link the feeds on a home page of the user's."""
        site = self.build.site if self.build is not None else None
        if site is not None and page.is_homepage and not isinstance(page, ArchivePage):
            return link_feeds(output, site)
        return output

    @event_priority(-150)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page, keep what the next build can use, show the site; last of all, after builds within this one."""
        build = self.build
        if build is None or build.outer is not None:
            self.build = build and build.outer
            return
        end_site(build, config, self.config)
        if build.stage is None or publish_stage(build.stage, config):
            self.writer = build.find_writer()
        for folder in build.stage.leftovers if build.stage is not None else ():
            log.warning(self.translate(OLD_SITE.format(folder=folder)))
        build.collections.end()
        self.build = None

    @event_priority(-100)
    def on_serve(self, server: Server, /, *, config: MkDocsConfig, **_: Any) -> Server:
        """Show edited posts without building everything; last of all, when other plugins have said what to watch."""
        if self.config.enabled:
            state = self.serve_state or ServeState()
            self.preview = watch_posts(server, config, lambda: self.writer, is_partial=state.is_partial)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it is; say an error of ours, or a fault of the machine, in one line."""
        stage = self.build.stage if self.build is not None else None
        message = explain_error(error, stage, self.translate)
        self._drop_build()
        if message:
            raise PluginError(message) from error

    def on_shutdown(self) -> None:
        """End what still runs."""
        if self.preview is not None:
            self.preview.stop()
        self._drop_build()

    def _drop_build(self) -> None:
        """Forget a build that did not come to its end."""
        build, self.build = self.build, None
        if build is not None:
            build.drop()
