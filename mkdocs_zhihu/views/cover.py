"""The head picture of a post or a category, and how its page shows it."""

from collections.abc import Sequence

from msgspec import Struct

from mkdocs_zhihu.body import shrink_picture_url
from mkdocs_zhihu.model import Entry, Image


class Cover(Struct, frozen=True, gc=False):
    """A head picture; addresses are relative to the site or absolute."""

    url: str
    """The address of the file to show."""

    is_crisp: bool
    """Whether it is shown as it is, across the page; else blurred, with a small crop beside the title."""

    alt: str = ""
    """What it shows, "" where the body shows it too."""

    versions: tuple[tuple[str, int], ...] = ()
    """Addresses in several widths, narrowest first; only for a crisp one, two copies of which could not agree on one."""

    tone: str = ""
    """Its average colour, see `Image.tone`."""


def build_cover(entry: Entry, option: str) -> Cover | None:
    """Return how a post's page shows the head picture by the option `hero`, None for a plain header."""
    image = entry.hero
    if image is None or option == "never":
        return None
    if entry.repeats_hero and option == "auto":
        return _blur(image)
    url = image.url if image.versions else shrink_picture_url(image.url)
    return Cover(url, is_crisp=True, alt=image.alt, versions=image.versions, tone=image.tone)


def build_list_cover(entries: Sequence[Entry], option: str) -> Cover | None:
    """Return the picture of the first of some posts that has one, blurred."""
    image = next((entry.thumbnail for entry in entries if entry.thumbnail), None)
    return _blur(image) if image is not None and option != "never" else None


def find_small_url(image: Image) -> str:
    """Return the address of the smallest version there is of a picture."""
    return image.versions[0][0] if image.versions else shrink_picture_url(image.url)


def _blur(image: Image) -> Cover:
    return Cover(find_small_url(image), is_crisp=False, tone=image.tone)
