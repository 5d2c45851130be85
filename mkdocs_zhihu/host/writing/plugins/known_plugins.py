"""Plugins of which we know what they do with a page, each with the versions that were looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from packaging.specifiers import SpecifierSet

from mkdocs_zhihu.host.engine import ENGINE

Hook = Callable[..., Any]


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
        "removes blanks from a page (`minifier.py`), and minifies scripts and styles that MkDocs copies in every build", changes=True,
    ),
)  # fmt: skip
"""MaterialX installs its modules under Material's names, so those are known without a version; a test compares what is
built again with what is built anew for each."""


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
