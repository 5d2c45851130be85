"""Pictures as pages show them: the site's own files, and the real size of every picture that is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from mkdocs_zhihu.archive.addressing.permalinks import Place, absolute_url, relative_url
from mkdocs_zhihu.body import Resolve, Show, clean_picture_url
from mkdocs_zhihu.model import Body, Image

Measure = Callable[[str], tuple[int, int] | None]
"""From the URL of a picture on the site to its width and height in pixels, None if unknown."""


@dataclass(frozen=True, slots=True)
class ImageResolver:
    """What pages show in place of the pictures of posts."""

    places: Mapping[str, Place]
    """Places of posts by uri."""

    find: Show
    """From a picture to the site's own, its addresses relative to the site."""

    measure: Measure
    """Knows the pictures that lie beside the posts."""

    def show(self, uri: str, image: Image) -> Image | None:
        """Return the picture the page of a post shows instead of this one of its body, or None."""
        place = self.places[uri]
        shown = self.find(image)
        if shown is not None:
            return _as_seen_from(shown, place)
        return self._measure(image, absolute_url(image.url, place.url))

    def show_on_site(self, image: Image) -> Image | None:
        """Return a picture above a title or on a card as the site shows it; None for one that is gone.

        Its addresses are relative to the site, before and after.
        """
        shown = self.find(image) or self._measure(image, image.url) or image
        return shown if shown.url else None

    def _measure(self, image: Image, url: str) -> Image | None:
        if (image.width and image.height) or "://" in url:
            return None
        size = self.measure(url)
        return replace(image, width=size[0], height=size[1]) if size is not None else None


def read_front_matter_image(url: str, resolve: Resolve, place: Place) -> Image | None:
    """Return a picture of the front matter with addresses as seen from the site's root, None where there is none."""
    urls = clean_picture_url(url, resolve) if url else []
    return Image(absolute_url(urls[0], place.url), fallbacks=tuple(urls[1:])) if urls else None


def with_site_urls(body: Body, place: Place) -> Body:
    """Return the body with the addresses of its local pictures as seen from the site's root."""
    if not any(image.url.startswith(".") for image in body.images):
        return body
    images = tuple(replace(image, url=absolute_url(image.url, place.url)) for image in body.images)
    return replace(body, images=images)


def _as_seen_from(image: Image, place: Place) -> Image:
    """Return a picture of the site with its addresses as a page needs them."""
    versions = tuple((_relative(url, place), width) for url, width in image.versions)
    return replace(image, url=_relative(image.url, place), versions=versions)


def _relative(url: str, place: Place) -> str:
    return url if not url or "://" in url else relative_url(url, place.url)
