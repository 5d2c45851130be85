"""Our pages to HTML, without a context of the theme's for each of their parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import jinja2
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_relative_url

from mkdocs_zhihu.host.page import ArchivePage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.templating.context import build_context
from mkdocs_zhihu.host.writing.page_reads import PageReads, Reads, holds
from mkdocs_zhihu.host.writing.plugins.page_hooks import PageHooks
from mkdocs_zhihu.host.writing.shell import MAX_VARIANTS


@dataclass(slots=True)
class Renderer:
    """Everything one page needs to become HTML."""

    site: Site
    """Our pages."""

    nav: Navigation
    """The navigation."""

    env: jinja2.Environment
    """The theme."""

    config: MkDocsConfig
    """The project."""

    documents: Sequence[File]
    """The files of all pages, for templates."""

    hooks: PageHooks
    """Those of other plugins."""

    common: dict[str, Any] = field(default_factory=dict, init=False)
    """What templates of all pages see."""

    templates: dict[str, jinja2.Template] = field(default_factory=dict, init=False)
    """Those of parts of pages."""

    endings: dict[str, list[tuple[Reads, str]]] = field(default_factory=dict, init=False)
    """What stands below articles, with what its templates read of a page, by the way to the site's root."""

    def render(self, page: ArchivePage) -> bytes:
        """Return the bytes of a page's file, as MkDocs would write them."""
        page.active = True
        try:
            html = self.hooks.finish(self._draw(page), page, self.config)
        finally:
            page.active = False
        return html.encode(errors="xmlcharrefreplace")

    def show_context(self, page: ArchivePage) -> None:
        """Let other plugins see, and change, the context of a page's templates."""
        if self.hooks.context:
            context = {
                **get_context(self.nav, self.documents, self.config, page),
                "zhihu": build_context(page, self.site),
            }
            page.context_changes = self.hooks.observe_context(
                page, context, {"config": self.config, "nav": self.nav}
            )

    def _draw(self, page: ArchivePage) -> str:
        """Return what `zhihu/page.html` comes to."""
        base_url = get_relative_url(".", page.url)
        own = {"page": page, "base_url": base_url, "zhihu": build_context(page, self.site)}

        def whole() -> str:
            context = get_context(self.nav, self.documents, self.config, page)
            return self.env.get_template("zhihu/shell.html").render(
                {**context, **own, **page.context_changes}
            )

        def part(name: str, lang: object) -> str:
            draw = self._draw_ending if name == page.ending else self._draw_part
            return draw(name, {**own, "lang": lang})

        if page.context_changes:
            return whole()
        has_path = "navigation.path" in (self.config.theme.get("features") or ())
        return self.site.shells.draw(page, base_url, whole, part, has_path=has_path)

    def _draw_part(self, name: str, own: dict[str, Any]) -> str:
        if not self.common:
            context = get_context(self.nav, self.documents, self.config)
            self.common = {**self.env.globals, **context}
        if name not in self.templates:
            self.templates[name] = self.env.get_template(name)
        template = self.templates[name]
        return "".join(template.root_render_func(template.new_context({**self.common, **own}, shared=True)))

    def _draw_ending(self, name: str, own: dict[str, Any]) -> str:
        """Return what the theme shows below an article: the same for pages of which its templates read the same."""
        page = own["page"]
        known = self.endings.setdefault(own["base_url"], [])
        for reads, html in known:
            if holds(reads, page):
                return html
        recorded = PageReads(page, frozenset())
        html = self._draw_part(name, {**own, "page": recorded})
        if len(known) < MAX_VARIANTS:
            known.append((recorded.list_reads(), html))
        return html
