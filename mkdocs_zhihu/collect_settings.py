"""What the stages from reading to archive need to know, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from mkdocs_zhihu.archive import Locate
from mkdocs_zhihu.archive.addressing.hexo_permalinks import HexoBlog
from mkdocs_zhihu.archive.addressing.image_resolver import Measure
from mkdocs_zhihu.archive.addressing.permalinks import DEFAULT_FORMAT
from mkdocs_zhihu.body import Show

MAX_SIZE = 5_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One file that should become a post."""

    uri: str
    """Posix path relative to the docs folder."""

    path: str
    """Where it is on disk."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the stages need to know, as plain values."""

    root: str
    """The docs folder; no post may lie outside it."""

    zone: tzinfo
    """Dates are shown and grouped in this time zone."""

    now: datetime
    """Later dates are no dates. Aware."""

    max_size: int = MAX_SIZE
    """Largest file that is read, in bytes."""

    url_format: str = DEFAULT_FORMAT
    """Address of a post; see `archive.addressing.permalinks.TOKENS`."""

    use_directory_urls: bool = True
    """`foo/` rather than `foo.html`."""

    taken: frozenset[str] = frozenset()
    """Paths of pages, without `/index.html` or `.html`, that are not ours."""

    site_url: str = ""
    """Absolute address of the site, or ""."""

    linked: Mapping[str, str] = field(default_factory=dict)
    """Folders of posts that are links to places outside `root`, by uri, and their paths."""

    category_order: tuple[str, ...] = ()
    """Names of categories that come before the others."""

    category_folders: tuple[str, ...] = ()
    """Folders whose folders are the categories of posts that name none."""

    hidden_categories: tuple[str, ...] = ()
    """Names of categories that no list of categories and no navigation shows."""

    is_whole: bool = True
    """Whether the posts are all there are: what follows from some is not kept."""

    shows_unpublished: bool = False
    """Whether posts are taken that say they are not to be published."""

    blog_pages: Mapping[str, str] = field(default_factory=dict)
    """Folders of our lists by kind; see `archive.addressing.blog_pages`."""

    locate: Locate = field(default=lambda _uri: None)
    """From the uri of another file in the docs folder to its URL on the site, or None."""

    locate_loosely: Locate = field(default=lambda _uri: None)
    """The same for a uri in another case, or for the name of a file alone."""

    blog: HexoBlog = field(default_factory=HexoBlog)
    """The addresses of the Hexo blog that posts are from."""

    show: Show = field(default=lambda _image: None)
    """From a remote picture to the site's own, its addresses relative to the site; None to leave it."""

    measure: Measure = field(default=lambda _url: None)
    """From the URL of a picture on the site to its width and height in pixels, None if unknown."""
