"""Which remote pictures an archive shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_zhihu.media.fetch.candidates import order_candidates
from mkdocs_zhihu.media.identity import identify_picture, is_remote
from mkdocs_zhihu.model import Archive, Image

USES_KEPT = 3


@dataclass(frozen=True, slots=True)
class ImageRequest:
    """One picture, however often and under whatever addresses it is shown."""

    key: str
    """What all its addresses have in common."""

    addresses: tuple[str, ...]
    """Where the archive says it is, best first, some of them perhaps more than once."""

    uris: tuple[str, ...] = ()
    """The first few posts that show it."""

    fallbacks: tuple[str, ...] = ()
    """Templates of addresses to try last."""

    @property
    def urls(self) -> tuple[str, ...]:
        """Return where it may be found, best first; worked out only for what is asked for."""
        return order_candidates(self.addresses, self.fallbacks)


def merge_image_requests(
    images: Iterable[tuple[str, Image]], *, fallbacks: Iterable[str] = ()
) -> tuple[ImageRequest, ...]:
    """Return the remote pictures among (uri of a post, picture), each once, in the order of the posts."""
    urls: dict[str, list[str]] = {}
    uris: dict[str, list[str]] = {}
    for uri, image in images:
        address = image.origin or image.url
        if not is_remote(address):
            continue
        key = identify_picture(address)
        urls.setdefault(key, []).extend((address, *image.fallbacks))
        places = uris.setdefault(key, [])
        if uri not in places and len(places) < USES_KEPT:
            places.append(uri)
    templates = tuple(fallbacks)
    return tuple(ImageRequest(key, tuple(found), tuple(uris[key]), templates) for key, found in urls.items())


def find_image_requests(archive: Archive, fallbacks: Iterable[str] = ()) -> tuple[ImageRequest, ...]:
    """Return every remote picture an archive shows, newest posts first."""
    pairs = (
        (entry.uri, image)
        for entry in archive.entries
        for image in (*entry.body.images, entry.hero, entry.thumbnail)
        if image is not None
    )
    return merge_image_requests(pairs, fallbacks=fallbacks)
