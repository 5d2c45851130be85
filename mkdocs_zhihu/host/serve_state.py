"""What one build of `mkdocs serve` leaves for the next."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.host.serving.newest import Dates
from mkdocs_zhihu.media.store.snapshot import Checked

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

Server: TypeAlias = "LiveReloadServer"
"""Loaded by MkDocs where there is one: a build needs none."""


@dataclass(slots=True)
class ServeState:
    """What outlives a single build of `mkdocs serve`."""

    network: Any = None
    """What a mirroring build may reach, the public network if None; a test's own server."""

    checked: Checked = field(default_factory=dict)
    """Files that were compared with their digest."""

    requested: set[str] = field(default_factory=set)
    """Pictures that were requested; a live preview requests each once."""

    dates: Dates = field(default_factory=dict)
    """Dates of posts that were read to find the newest."""

    is_live: bool = True
    """Whether pages are shown again as they change: else no build follows the first one."""

    builds: int = 0
    """How many builds were begun."""

    is_partial: bool = False
    """Whether the last one shows the newest posts only, for the first page to be there soon."""

    is_whole: bool = True
    """Whether the last one read every post: else what it did not ask for is needed all the same."""

    rows: Store | None = None
    """What the pages of a live preview are made of; they are not shown again."""

    @property
    def is_preview(self) -> bool:
        """Whether `mkdocs serve` runs."""
        return self.rows is not None
