"""The pictures of an archive into its store: the stages of `media` in their order.

Imported only where the extra `media` is installed.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mkdocs_zhihu.media import Wanted
from mkdocs_zhihu.media.limits import Limits
from mkdocs_zhihu.media.network import Network
from mkdocs_zhihu.media.outcomes import Outcome
from mkdocs_zhihu.media.rows import Result
from mkdocs_zhihu.media.run import fetch_all, select_missing
from mkdocs_zhihu.media.sizes import find_unsized, make_sizes
from mkdocs_zhihu.media.stock import Stock
from mkdocs_zhihu.media.vault import Vault


@dataclass(frozen=True, slots=True)
class Errand:
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
class Account:
    """What a run did."""

    outcomes: Mapping[Outcome, int]
    """How many of the pictures that were asked for came to what."""

    known: int
    """How many were kept already."""

    waiting: int
    """How many are left alone for now, as they were gone or refused lately."""

    sized: int
    """Of how many smaller versions were made."""

    stock: Stock
    """What the store holds in the end."""


class Progress:
    """Told how a run goes on; this one says nothing."""

    def begin(self, label: str, total: int) -> None:
        """Begin a stage."""

    def step(self, result: Result | None = None) -> None:
        """Count one picture."""

    def end(self) -> None:
        """End the stage."""


def mirror(
    wanted: Sequence[Wanted], vault: Vault, errand: Errand, progress: Progress | None = None
) -> Account:
    """Fetch what is missing, make smaller versions of what came, and return the account."""
    progress = progress or Progress()
    stock = vault.take_stock()
    missing, known, waiting = select_missing(
        wanted, stock, limits=errand.limits, is_patient=errand.is_patient, refresh_age=errand.refresh_age
    )
    missing = missing[: errand.count]
    outcomes: Mapping[Outcome, int] = {}
    if missing:
        progress.begin("fetching", len(missing))
        fetching = fetch_all(missing, vault, limits=errand.limits, network=errand.network, note=progress.step)
        outcomes = asyncio.run(fetching)
        progress.end()
        stock = vault.take_stock()
    sized = resize(vault, stock, progress)
    return Account(outcomes, known, waiting, sized, vault.take_stock() if sized else stock)


def resize(vault: Vault, stock: Stock, progress: Progress) -> int:
    """Make every smaller version that is missing; return of how many pictures."""
    unsized = find_unsized(stock)
    if not unsized:
        return 0
    progress.begin("resizing", len(unsized))
    count = make_sizes(vault, unsized, progress.step)
    progress.end()
    return count
