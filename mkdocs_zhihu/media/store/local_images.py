"""Pictures as the site shows them: from the store, in sizes that fit."""

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from mkdocs_zhihu.media.fetch.outcomes import STILL_THERE, TRANSIENT, Outcome
from mkdocs_zhihu.media.identity import identify_picture, is_remote
from mkdocs_zhihu.media.store.picture import Picture
from mkdocs_zhihu.media.store.snapshot import Snapshot
from mkdocs_zhihu.model import Image

SITE_FOLDER = "zhihu/media"
MAX_SHOWN_WIDTH = 1600
"""An original up to so many pixels is itself one of the versions a browser chooses from."""


@dataclass(frozen=True, slots=True)
class LocalImages:
    """Knows what the site has of every picture."""

    snapshot: Snapshot
    """What the store holds."""

    base_url: str = ""
    """Where the store is served from, "" for the site itself."""

    def show(self, image: Image) -> Image | None:
        """Return a remote picture as the site shows it, with no address if it is gone; None to leave it be.

        A picture not requested yet, whose host failed for the moment, or that is there and cannot be kept, is left to its host.
        """
        if not is_remote(image.url):
            return None
        picture = self.find(image)
        if picture is not None:
            return self._show(image, picture)
        row = self.snapshot.rows.get(identify_picture(image.url))
        if row is None or row.outcome in {*TRANSIENT, *STILL_THERE, Outcome.KEPT}:
            return None
        return replace(image, url="", origin=image.url)

    def find(self, image: Image) -> Picture | None:
        """Return the file that shows a picture: its own, or that of a still in place of a lost animation."""
        for url in (image.origin or image.url, *image.fallbacks):
            if is_remote(url):
                picture = self.snapshot.find(identify_picture(url))
                if picture is not None:
                    return picture
        return None

    def iter_names(self, image: Image) -> Iterator[str]:
        """Yield the names of all files that the site needs to show a picture."""
        picture = self.find(image)
        if picture is not None:
            yield picture.name
            yield from (picture.name_size(width) for width in self._widths(picture))

    def _show(self, image: Image, picture: Picture) -> Image:
        shown = replace(
            image,
            url=self._url(picture.name),
            origin=image.url,
            width=picture.width,
            height=picture.height,
            tone=picture.tone,
        )
        versions = [(self._url(picture.name_size(width)), width) for width in self._widths(picture)]
        if picture.frames > 1:  # its one version is a still, for cards; elsewhere it moves
            return replace(shown, url=versions[0][0]) if versions and image.kind == "card" else shown
        if versions and picture.width <= MAX_SHOWN_WIDTH:
            versions.append((shown.url, picture.width))
        return replace(shown, versions=tuple(versions))

    def _widths(self, picture: Picture) -> list[int]:
        return [
            width
            for width, size in picture.sizes or ()
            if self.snapshot.names.get(picture.name_size(width)) == size
        ]

    def _url(self, name: str) -> str:
        return f"{self.base_url.rstrip('/')}/{name}" if self.base_url else f"{SITE_FOLDER}/{name}"
