"""What is exported: an archive, and how to reach what belongs to it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Archive
from mkdocs_zhihu.processes.pool import WorkerPool
from mkdocs_zhihu.views import ViewSettings


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What every export says of the site it comes from."""

    name: str
    """The site's name; text."""

    url: str = ""
    """Absolute address with a slash at its end, or ""."""

    language: str = "zh"
    """The theme's language."""

    note: str = ""
    """The owner's note on licence and removal; HTML."""

    theme: Mapping[str, Any] = field(default_factory=dict)
    """What its theme is set to: palette, features."""


@dataclass(frozen=True, slots=True)
class ExportSource:
    """Everything an export reads."""

    archive: Archive
    """The posts; their bodies may be without HTML."""

    read_html: Callable[[str], str]
    """From the uri of a post to its finished body, formulas as TeX or as the pages show them."""

    find_file: Callable[[str], Path | None]
    """From the unquoted path of a file on the site to the file itself; None if the site has none there."""

    site: SiteFacts
    """What is the same for all posts."""

    translator: Translator
    """The interface in the site's language."""

    view_settings: ViewSettings = field(default_factory=ViewSettings)
    """Where its lists are and how long their pages."""

    pool: WorkerPool = field(default_factory=WorkerPool)
    """Who writes the posts; processes of this machine."""
