"""What a saved page holds."""

from dataclasses import dataclass, field

from mkdocs_zhihu.model import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """One answer, article or thought of a page."""

    html: str
    """Its text, as HTML of Zhihu's."""

    kind: Kind = "post"
    """What it is."""

    id: str = ""
    """Its number on Zhihu."""

    title: str = ""
    """The article's title, or the question's."""

    author: str = ""
    """Who wrote it; empty for anonymous authors."""

    author_url: str = ""
    """The page of the author."""

    bio: str = ""
    """The author's headline."""

    url: str = ""
    """Its own address."""

    published: str = ""
    """`YYYY-MM-DD` or `YYYY-MM-DD HH:MM` in China's time."""

    edited: str = ""
    """Likewise."""

    question: str = ""
    """Number of its question."""

    votes: int | None = None
    """How many agreed."""

    comment_count: int | None = None
    """How many comments it has."""

    licence: str = ""
    """Whether the author allows copies, in Zhihu's words."""

    is_truncated: bool = False
    """Whether the page has only its beginning."""

    is_paid: bool = False
    """Whether the rest has to be paid for."""


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page."""

    title: str = ""
    """Its title, without what browsers add."""

    url: str = ""
    """Its address on Zhihu."""

    saved: str = ""
    """When it was saved, as `YYYY-MM-DD HH:MM` in China's time; "" if it does not say."""

    asked: str = ""
    """When its question was asked, likewise."""

    tags: tuple[str, ...] = ()
    """Its topics."""

    cover: str = ""
    """Address of its head picture."""

    asker_html: str = ""
    """What the asker wrote below the question."""

    parts: tuple[Part, ...] = ()
    """In the order of the page, the one its address names first."""

    left_out: dict[str, int] = field(default_factory=dict)
    """What stands in the page and is no part of it, by kind, and how often."""

    @property
    def main(self) -> Part | None:
        """Return the part the page is about: its only one, or the one that its address names."""
        if len(self.parts) == 1:
            return self.parts[0]
        return next((part for part in self.parts if part.url and part.url == self.url), None)
