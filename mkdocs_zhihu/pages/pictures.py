"""The store of pictures in a build: read, filled if the config says so, and registered with MkDocs."""

import importlib.util
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_zhihu.collection import Collection, Settings, Source, collect
from mkdocs_zhihu.config import MediaConfig
from mkdocs_zhihu.media import find_wanted
from mkdocs_zhihu.media.manifest import DamagedError
from mkdocs_zhihu.media.outcomes import Outcome
from mkdocs_zhihu.media.shelf import SITE_FOLDER, Shelf
from mkdocs_zhihu.media.stock import Checked, find_folder, read_stock
from mkdocs_zhihu.model import Archive
from mkdocs_zhihu.pages.newest import Dates
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.work import Bodies, Store

EXTRA = ("aiohttp", "filelock", "PIL", "yarl")


@dataclass(slots=True)
class Memory:
    """What outlives a single build of `mkdocs serve`."""

    network: Any = None
    """What a mirroring build may reach, the public network if None; a test's own server."""

    checked: Checked = field(default_factory=dict)
    """Files that were compared with their digest."""

    asked: set[str] = field(default_factory=set)
    """Pictures that were asked for; a live preview asks once."""

    dates: Dates = field(default_factory=dict)
    """Dates of posts that were read to find the newest."""

    rows: Store | None = None
    """What the pages of a live preview are made of: nobody shows them again."""

    spare: Path | None = None
    """The folders of its last site but one."""

    @property
    def is_preview(self) -> bool:
        """Whether `mkdocs serve` runs."""
        return self.rows is not None


@dataclass(frozen=True, slots=True)
class Gallery:
    """The store of one site."""

    base: Path
    """Where `mkdocs.yml` lies."""

    options: MediaConfig
    """What the config says of it."""

    memory: Memory
    """What earlier builds found out."""

    def open_shelf(self) -> Shelf | None:
        """Return the pictures that are kept, None if there is no store."""
        try:
            stock = read_stock(self.options.store, self.base, self.memory.checked)
        except (DamagedError, sqlite3.Error) as error:
            raise PluginError(
                f"zhihu: the manifest cannot be read ({error}); run `mkdocs-zhihu mirror`"
            ) from error
        return Shelf(stock, self.options.base_url) if stock is not None else None

    def fill(self, archive: Archive) -> tuple[bool, Problems]:
        """Fetch the pictures of an archive that are not kept yet; return whether anything changed."""
        if any(importlib.util.find_spec(name) is None for name in EXTRA):
            raise PluginError("zhihu: `media: {mirror: true}` needs `pip install 'mkdocs-zhihu[media]'`")
        from mkdocs_zhihu.media.network import Network  # noqa: PLC0415 - likewise
        from mkdocs_zhihu.media.vault import StoreError, open_vault  # noqa: PLC0415 - needs the extra
        from mkdocs_zhihu.mirroring import Errand, mirror  # noqa: PLC0415 - likewise

        asked = self.memory.asked
        wanted = [want for want in find_wanted(archive, self.options.fallbacks) if want.key not in asked]
        asked.update(want.key for want in wanted)
        errand = Errand(network=self.memory.network or Network())
        try:
            with open_vault(self.options.store, self.base) as vault:
                account = mirror(wanted, vault, errand)
        except StoreError as error:
            problem = Problem("media", "media.store", str(error), "the site shows what is kept already")
            return False, (problem,)
        if not account.outcomes and not account.sized:
            return False, ()
        message = f"asked for {sum(account.outcomes.values())} pictures, kept {account.outcomes.get(Outcome.KEPT, 0)}"
        return True, (Problem("media", "media.fetched", message, level="info"),)

    def register(self, shelf: Shelf, archive: Archive, files: Files, config: MkDocsConfig) -> None:
        """Make the files that the site shows known to MkDocs and its plugins; none if they are served elsewhere."""
        if self.options.base_url:
            return
        folder = find_folder(self.options.store, self.base)
        for name in sorted(set(_iter_names(shelf, archive))):
            path = str(folder / name)
            uri = f"{SITE_FOLDER}/{name}"
            files.append(File.generated(config, uri, abs_src_path=path, inclusion=InclusionLevel.NOT_IN_NAV))


def open_gallery(config: MkDocsConfig, options: MediaConfig, memory: Memory) -> Gallery:
    """Return the store of the site that is being built."""
    base = Path(config.config_file_path).parent if config.config_file_path else Path()
    return Gallery(base, options, memory)


def collect_pictured(
    sources: Sequence[Source], settings: Settings, gallery: Gallery, bodies: Bodies
) -> tuple[Collection, Shelf | None, Problems]:
    """Collect the posts with the pictures that are kept; first fetch more of them, if the config says so."""
    shelf = gallery.open_shelf()
    collection, problems = _collect(sources, settings, shelf, bodies)
    if gallery.options.mirror:
        has_more, found = gallery.fill(collection.archive)
        if has_more:
            shelf = gallery.open_shelf()
            collection, problems = _collect(sources, settings, shelf, bodies)
        problems += found
    if shelf is not None:
        problems += find_picture_problems(shelf, collection.archive)
    return collection, shelf, problems


def _collect(
    sources: Sequence[Source], settings: Settings, shelf: Shelf | None, bodies: Bodies
) -> tuple[Collection, Problems]:
    return collect(sources, replace(settings, show=shelf.show) if shelf is not None else settings, bodies)


def find_picture_problems(shelf: Shelf, archive: Archive) -> Problems:
    """Return what a reader should be told about pictures that are not there."""
    problems = []
    stock = shelf.stock
    unknown = lost = 0
    for want in find_wanted(archive):
        row = stock.rows.get(want.key)
        if stock.find(want.key) is not None:
            continue
        if row is not None and row.digest:
            name = stock.pictures[row.digest].name
            message = f"the kept picture {name} is missing or damaged and is not shown"
            hint = "run `mkdocs-zhihu mirror` to fetch it again, or take it from a backup"
            problems.append(Problem(want.uris[0], "media.damaged", message, hint))
        elif row is None:
            unknown += 1
        else:
            lost += 1
    if unknown:
        message = f"{unknown} pictures are not kept yet"
        problems.append(Problem("media", "media.unknown", message, "run `mkdocs-zhihu mirror`", level="info"))
    if lost:
        message = f"{lost} pictures could not be kept"
        hint = "`mkdocs-zhihu mirror --status` says why"
        problems.append(Problem("media", "media.lost", message, hint, level="info"))
    return tuple(problems)


def _iter_names(shelf: Shelf, archive: Archive) -> Iterable[str]:
    for entry in archive.entries:
        for image in (*entry.body.images, entry.hero, entry.thumbnail):
            if image is not None:
                yield from shelf.iter_names(image)
