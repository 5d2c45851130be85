"""The hooks of other plugins on our pages, and what they let us leave out.

Hooks of a plugin that is not known (`known_plugins.py`) take the safe way: what they change before a page is written is seen in the page,
what they change afterwards makes every page be written again, and with a hook of theirs on the environment of the
templates, or one that changes what all pages share, MkDocs writes the pages itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_zhihu.host.page import ArchivePage
from mkdocs_zhihu.host.writing.plugins.known_plugins import Hook, KnownPlugin, find_known
from mkdocs_zhihu.host.writing.plugins.minifier import find_minifier

POPULATE = ("pre_page", "page_read_source", "page_markdown", "page_content")
"""Events in which MkDocs reads a page, before anything is written."""


@dataclass(frozen=True, slots=True)
class PageHooks:
    """The hooks of other plugins on pages, in the order MkDocs calls them."""

    readers: tuple[Hook, ...] = ()
    """Known ones that look at the context of every page."""

    searchers: tuple[Hook, ...] = ()
    """Known ones that look at the context of pages that may be searched."""

    context: tuple[Hook, ...] = ()
    """Others on the context: they see every page, whether it is written or not."""

    content: tuple[Hook, ...] = ()
    """Known ones that change the content of a page."""

    output: tuple[Hook, ...] = ()
    """Those that get the HTML of a written page."""

    changes_pages: bool = False
    """Whether something a page has may come from another plugin."""

    has_unknown_output: bool = False
    """Whether the HTML of a page may become anything: it is written again, in this process."""

    has_unknown_end: bool = False
    """Whether files of the finished site may be changed: none may be a link to one of the last site."""

    has_unknown_environment: bool = False
    """Whether templates may come out in ways of which we know nothing."""

    @property
    def can_take_pages(self) -> bool:
        """Return whether pages of the last site may be in the new one."""
        return not (self.has_unknown_output or self.has_unknown_end)

    @property
    def are_known(self) -> bool:
        """Return whether all hooks are of known plugins."""
        return self.can_take_pages and not self.context and not self.has_unknown_environment

    def observe_context(
        self, page: ArchivePage, context: dict[str, Any], site: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """Return what hooks on the context changed of it; `site` are the values that MkDocs passes to each."""
        before = dict(context)
        for hook in self.context:
            found = hook(context, page=page, **site)
            context = context if found is None else found
        return {key: value for key, value in context.items() if key not in before or before[key] is not value}

    def finish(self, html: str, page: ArchivePage, config: MkDocsConfig) -> str:
        """Return what the hooks make of the HTML of a page."""
        for hook in self.output:
            found = hook(html, page=page, config=config)
            html = html if found is None else found
        return html


def find_page_hooks(config: MkDocsConfig) -> PageHooks:
    """Return the hooks of other plugins, sorted by what we know of them."""
    events = {
        name: [(hook, find_known(hook)) for hook in hooks] for name, hooks in config.plugins.events.items()
    }
    context = events["page_context"]
    readers = [(hook, known) for hook, known in context if known is not None and not _is_ours(known)]
    populate = [pair for name in POPULATE for pair in events[name]]
    output = [(hook, known) for hook, known in events["post_page"] if known is None or known.changes]
    return PageHooks(
        readers=tuple(hook for hook, known in readers if not known.reads_searched),
        searchers=tuple(hook for hook, known in readers if known.reads_searched),
        context=tuple(hook for hook, known in context if known is None),
        content=tuple(hook for hook, known in events["page_content"] if known is not None and known.changes),
        output=tuple(hook if known is None else find_minifier(hook) or hook for hook, known in output),
        changes_pages=any(known is None or known.changes for _, known in (*populate, *context)),
        has_unknown_output=any(known is None for _, known in output),
        has_unknown_end=any(known is None for _, known in events["post_build"]),
        has_unknown_environment=any(known is None for _, known in events["env"]),
    )


def _is_ours(known: KnownPlugin) -> bool:
    return known.module == "mkdocs_zhihu"
