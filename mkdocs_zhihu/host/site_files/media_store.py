"""The store of pictures in a build: read, filled if the config says so, and registered with MkDocs."""

import importlib.util
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.collect import Collection, collect
from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.config.options import MediaConfig
from mkdocs_zhihu.host.serve_state import ServeState
from mkdocs_zhihu.media import find_image_requests
from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.store.image_manifest import DamagedError
from mkdocs_zhihu.media.store.local_images import SITE_FOLDER, LocalImages
from mkdocs_zhihu.media.store.snapshot import find_folder, read_snapshot
from mkdocs_zhihu.model import Archive
from mkdocs_zhihu.problems import Problem, Problems

EXTRA = ("aiohttp", "filelock", "PIL", "yarl")


@dataclass(frozen=True, slots=True)
class MediaStore:
    """The store of one site."""

    base: Path
    """Where `mkdocs.yml` lies."""

    options: MediaConfig
    """What the config says of it."""

    serve_state: ServeState
    """What earlier builds found out."""

    def open_images(self) -> LocalImages | None:
        """Return the pictures that are kept, None if there is no store."""
        if not self.options.store:
            return None
        try:
            snapshot = read_snapshot(self.options.store, self.base, self.serve_state.checked)
        except (DamagedError, sqlite3.Error) as error:
            raise PluginError(
                f"zhihu: the manifest cannot be read ({error}); run `mkdocs-zhihu mirror`"
            ) from error
        return LocalImages(snapshot, self.options.base_url) if snapshot is not None else None

    def fill(self, archive: Archive) -> tuple[bool, Problems]:
        """Fetch the pictures of an archive that are not kept yet; return whether anything changed."""
        if any(importlib.util.find_spec(name) is None for name in EXTRA):
            raise PluginError("zhihu: `media: {mirror: true}` needs `pip install 'mkdocs-zhihu[media]'`")
        from mkdocs_zhihu.media.fetch.network import Network  # noqa: PLC0415 - likewise
        from mkdocs_zhihu.media.mirror import MirrorOptions, mirror  # noqa: PLC0415 - likewise
        from mkdocs_zhihu.media.store.image_store import StoreError, open_image_store  # noqa: PLC0415 - needs the extra

        requested = self.serve_state.requested
        wanted = [
            want for want in find_image_requests(archive, self.options.fallbacks) if want.key not in requested
        ]
        requested.update(want.key for want in wanted)
        options = MirrorOptions(network=self.serve_state.network or Network())
        try:
            with open_image_store(self.options.store, self.base) as store:
                report = mirror(wanted, store, options)
        except StoreError as error:
            problem = Problem("media", "media.store", str(error), "the site shows what is kept already")
            return False, (problem,)
        if not report.outcomes and not report.sized:
            return False, ()
        message = (
            f"requested {sum(report.outcomes.values())} pictures, kept {report.outcomes.get(Outcome.KEPT, 0)}"
        )
        return True, (Problem("media", "media.fetched", message, level="info"),)

    def register(
        self, local_images: LocalImages, archive: Archive, files: Files, config: MkDocsConfig
    ) -> None:
        """Make the files that the site shows known to MkDocs and its plugins; none if they are served elsewhere."""
        if self.options.base_url:
            return
        folder = find_folder(self.options.store, self.base)
        for name in sorted(set(_iter_names(local_images, archive))):
            path = str(folder / name)
            uri = f"{SITE_FOLDER}/{name}"
            files.append(File.generated(config, uri, abs_src_path=path, inclusion=InclusionLevel.NOT_IN_NAV))


def open_media_store(config: MkDocsConfig, options: MediaConfig, serve_state: ServeState) -> MediaStore:
    """Return the store of the site that is being built."""
    base = Path(config.config_file_path).parent if config.config_file_path else Path()
    return MediaStore(base, options, serve_state)


def collect_pictured(
    sources: Sequence[Source], settings: Settings, media_store: MediaStore, bodies: RenderedPosts
) -> tuple[Collection, LocalImages | None, Problems]:
    """Collect the posts with the pictures that are kept; first fetch more of them, if the config says so."""
    local_images = media_store.open_images()
    collection, problems = _collect(sources, settings, local_images, bodies)
    if media_store.options.mirror:
        has_more, found = media_store.fill(collection.archive)
        if has_more:
            local_images = media_store.open_images()
            collection, problems = _collect(sources, settings, local_images, bodies)
        problems += found
    if local_images is not None:
        problems += find_picture_problems(local_images, collection.archive)
    return collection, local_images, problems


def _collect(
    sources: Sequence[Source], settings: Settings, local_images: LocalImages | None, bodies: RenderedPosts
) -> tuple[Collection, Problems]:
    return collect(
        sources, replace(settings, show=local_images.show) if local_images is not None else settings, bodies
    )


def find_picture_problems(local_images: LocalImages, archive: Archive) -> Problems:
    """Return the problems of pictures that are not there."""
    problems = []
    snapshot = local_images.snapshot
    unknown = lost = 0
    for want in find_image_requests(archive):
        row = snapshot.rows.get(want.key)
        if snapshot.find(want.key) is not None:
            continue
        if row is not None and row.digest:
            name = snapshot.pictures[row.digest].name
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


def _iter_names(local_images: LocalImages, archive: Archive) -> Iterable[str]:
    for entry in archive.entries:
        for image in (*entry.body.images, entry.hero, entry.thumbnail):
            if image is not None:
                yield from local_images.iter_names(image)
