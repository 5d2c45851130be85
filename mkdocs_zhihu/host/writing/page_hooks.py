"""What other plugins do with our pages, and what that lets us leave out.

Hooks of a plugin that is not known here take the safe way: what they change before a page is written is seen in the page,
what they change afterwards makes every page be written again, and with a hook of theirs on the environment of the
templates, or one that changes what all pages share, MkDocs writes the pages itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from packaging.specifiers import SpecifierSet

from mkdocs_zhihu.host.engine import ENGINE
from mkdocs_zhihu.host.page import ArchivePage

Hook = Callable[..., Any]

POPULATE = ("pre_page", "page_read_source", "page_markdown", "page_content")
"""Events in which MkDocs reads a page, before anything is written."""


@dataclass(frozen=True, slots=True)
class KnownPlugin:
    """A plugin of which we know what it does with a page."""

    module: str
    """What the names of its modules begin with."""

    distribution: str
    """What it is installed as."""

    versions: str
    """The versions that were looked at; others take the safe way."""

    reason: str
    """Why our pages may be written, or taken from the last site, as they are."""

    reads_searched: bool = False
    """Whether it does nothing with the context of a page whose metadata keep it from the search."""

    changes: bool = False
    """Whether it changes pages: each from itself and the configuration alone, so it runs on those that are written."""


KNOWN_PLUGINS = (
    KnownPlugin("mkdocs_zhihu", "mkdocs-zhihu", "", "this plugin"),
    KnownPlugin(f"{ENGINE}.contrib.search", ENGINE, "", "notes the text of pages for its index"),
    KnownPlugin(
        "material.plugins.search", "", "", "notes the text of pages for its index, but for those with `search: {exclude: true}`",
        reads_searched=True,
    ),
    KnownPlugin("material.plugins.offline", "", "", "changes the configuration only"),
    KnownPlugin("material.plugins.tags", "", "", "notes tags, and fills `tags`, which no template of our pages shows"),
    KnownPlugin("mkdocs_redirects", "mkdocs-redirects", ">=1.2,<2", "writes pages of its own"),
    KnownPlugin("mkdocs_rss_plugin", "mkdocs-rss-plugin", ">=1.15,<2", "notes dates and titles, writes feeds of its own"),
    KnownPlugin(
        "mkdocs_glightbox", "mkdocs-glightbox", ">=0.4,<0.6",
        "wraps the pictures of a page and adds a script, from the page and its options alone", changes=True,
    ),
    KnownPlugin(
        "mkdocs_minify_plugin", "mkdocs-minify-plugin", ">=0.8,<0.9",
        "removes blanks from a page, and minifies scripts and styles that MkDocs copies in every build", changes=True,
    ),
)  # fmt: skip
"""MaterialX installs its modules under Material's names, so those are known without a version; a test compares what is
built again with what is built anew for each."""


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
        output=tuple(hook for hook, _ in output),
        changes_pages=any(known is None or known.changes for _, known in (*populate, *context)),
        has_unknown_output=any(known is None for _, known in output),
        has_unknown_end=any(known is None for _, known in events["post_build"]),
        has_unknown_environment=any(known is None for _, known in events["env"]),
    )


def find_known(hook: Hook) -> KnownPlugin | None:
    """Return the plugin a hook is of, None if it, or this version of it, is not known."""
    owner = getattr(hook, "__self__", None)
    module = getattr(type(owner), "__module__", "") if owner is not None else ""
    found = next((known for known in KNOWN_PLUGINS if module.startswith(known.module)), None)
    return found if found is not None and _was_seen(found) else None


def _was_seen(known: KnownPlugin) -> bool:
    if not known.versions:
        return True
    try:
        return SpecifierSet(known.versions).contains(version(known.distribution))
    except PackageNotFoundError:
        return False


def _is_ours(known: KnownPlugin) -> bool:
    return known.module == "mkdocs_zhihu"
