"""A feed, whatever its format."""

from msgspec import Struct


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One entry as its feed has it; times are text."""

    id: str = ""
    """`guid` or `id`."""

    url: str = ""
    """Address of the post; it may be relative to the feed."""

    base: str = ""
    """What relative addresses of the body begin at, where the entry says so."""

    title: str = ""
    """Text."""

    html: str = ""
    """The body, unescaped once."""

    is_text: bool = False
    """Whether the body is plain text."""

    published: str = ""
    """When it was published, or what the feed takes for that."""

    updated: str = ""
    """When it was edited."""

    author: str = ""
    """A name."""

    tags: tuple[str, ...] = ()
    """Categories of the entry."""

    picture: str = ""
    """Address of a picture."""

    is_draft: bool = False
    """Whether the author keeps it from readers."""


class SourceFeed(Struct, frozen=True, kw_only=True):
    """A feed with its entries."""

    title: str = ""
    """Text."""

    links: tuple[str, ...] = ()
    """Addresses of what the feed is about, and its own."""

    base: str = ""
    """What relative addresses of the entries begin at."""

    entries: tuple[FeedEntry, ...] = ()
    """In the feed's order."""


class FeedError(ValueError):
    """A text that is no feed that can be read, with the reason and the remedy."""
