"""The pictures of an archive into its store: the stages of `media` in their order.

Imported only where the extra `media` is installed.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_zhihu.media import ImageRequest
from mkdocs_zhihu.media.fetch.fetch_run import FetchReport, fetch_all, select_missing
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network import Network
from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.store.image_store import ImageStore
from mkdocs_zhihu.media.store.rows import Result
from mkdocs_zhihu.media.store.smaller_versions import find_unsized, make_sizes
from mkdocs_zhihu.media.store.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class MirrorOptions:
    """What a run should do, as plain values."""

    limits: Limits = field(default_factory=Limits)
    """How far to go, and how politely."""

    network: Network = field(default_factory=Network)
    """What may be reached."""

    count: int | None = None
    """Ask for so many pictures at most."""

    is_patient: bool = True
    """Whether pictures that were gone or refused lately are left alone."""

    refresh_age: float | None = None
    """Ask again for pictures that were asked for longer ago, in seconds."""


@dataclass(frozen=True, slots=True)
class MirrorReport:
    """What a run did."""

    outcomes: Mapping[Outcome, int]
    """How many of the pictures that were asked for came to what."""

    is_any_reached: bool
    """Whether a connection to any host was made."""

    known: int
    """How many were kept already."""

    waiting: int
    """How many are left alone for now, as they were gone or refused lately."""

    sized: int
    """Of how many smaller versions were made."""

    snapshot: Snapshot
    """What the store holds in the end."""


class MirrorProgress:
    """Called while a run goes on; this one shows nothing."""

    def begin(self, label: str, total: int) -> None:
        """Begin a stage."""

    def step(self, result: Result | None = None) -> None:
        """Count one picture."""

    def end(self) -> None:
        """End the stage."""


def mirror(
    wanted: Sequence[ImageRequest],
    store: ImageStore,
    options: MirrorOptions,
    progress: MirrorProgress | None = None,
) -> MirrorReport:
    """Fetch what is missing, make smaller versions of what came, and return the account."""
    progress = progress or MirrorProgress()
    snapshot = store.take_stock()
    missing, known, waiting = select_missing(
        wanted,
        snapshot,
        limits=options.limits,
        is_patient=options.is_patient,
        refresh_age=options.refresh_age,
    )
    missing = missing[: options.count]
    fetched = FetchReport({}, is_any_reached=False)
    if missing:
        progress.begin("fetching", len(missing))
        fetching = fetch_all(
            missing, store, limits=options.limits, network=options.network, note=progress.step
        )
        fetched = asyncio.run(fetching)
        progress.end()
        snapshot = store.take_stock()
    sized = resize(store, snapshot, progress)
    snapshot = store.take_stock() if sized else snapshot
    return MirrorReport(fetched.outcomes, fetched.is_any_reached, known, waiting, sized, snapshot)


def resize(store: ImageStore, snapshot: Snapshot, progress: MirrorProgress) -> int:
    """Make every smaller version that is missing; return of how many pictures."""
    unsized = find_unsized(snapshot)
    if not unsized:
        return 0
    progress.begin("resizing", len(unsized))
    count = make_sizes(store, unsized, progress.step)
    progress.end()
    return count
