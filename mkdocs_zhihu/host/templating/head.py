"""What a page says of itself to machines: feed readers, search engines, those who share it."""

from collections.abc import Sequence
from urllib.parse import urljoin

from markupsafe import Markup, escape
from msgspec import Struct

from mkdocs_zhihu.feeds.feed_formats import FeedFile
from mkdocs_zhihu.host.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.site_files.books import find_books
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import Dates, find_dates
from mkdocs_zhihu.views.linked_data import build_article, format_script

NO_DATES = Dates()


class Head(Struct, frozen=True, gc=False):
    """A page's own part of the head; every text is text, never HTML."""

    feeds: tuple[FeedFile, ...]
    """The feeds it leads to, its own first."""

    url: str
    """Its absolute address, "" if the site has none."""

    books: Sequence[tuple[str, str]] = ()
    """Label and address of the books with the posts of a list."""

    picture: str = ""
    """Absolute address of the picture that stands for it, or ""."""

    entry: Entry | None = None
    """The post, on a post's page."""

    dates: Dates = NO_DATES
    """The post's dates."""

    article: Markup | str = ""
    """The post as JSON-LD."""

    is_hidden: bool = False
    """Whether search engines are asked to leave the page out."""

    has_social_cards: bool = False
    """Whether the theme says what those want that share the page."""


def build_head(page: ArchivePage, site: Site) -> Head:
    """Return what one of our pages says of itself."""
    feeds, info = find_feeds(page, site), site.info
    url = urljoin(info.address, page.url) if info.address else ""
    if not isinstance(page, PostPage):
        books, has_cards = find_books(page, site), info.has_social_cards
        return Head(feeds, url, books, is_hidden=info.is_hidden, has_social_cards=has_cards)
    entry = page.entry
    picture = _find_picture(entry, info.address)
    article = build_article(entry, url=url, picture=picture, site_name=info.name)
    return Head(
        feeds,
        url,
        picture=picture,
        entry=entry,
        dates=find_dates(entry),
        article=Markup(format_script(article)),  # noqa: S704 - escaped for this very place
        is_hidden=info.is_hidden,
        has_social_cards=info.has_social_cards,
    )


def link_feeds(html: str, site: Site) -> str:
    """Return a home page that is not ours with links to the site's feeds: readers look for them there."""
    links = "".join(
        f'<link rel="alternate" type="{feed.format.type}" title="{escape(feed.title)}" href="{feed.url}">\n'
        for feed in site.feeds.get((), ())
    )
    return html.replace("</head>", f"{links}</head>", 1)


def find_feeds(page: ArchivePage, site: Site) -> tuple[FeedFile, ...]:
    """Return the feeds a page leads to; only home, the newest posts and categories do.

    Wherever such a link stands Material's script loads the sitemap, which grows with the archive.
    """
    if not isinstance(page, ListingPage) or page.view.kind not in ("home", "newest", "category"):
        return ()
    whole = site.feeds.get((), ())
    return site.feeds.get(page.view.key, ()) + whole if page.view.key else whole


def _find_picture(entry: Entry, address: str) -> str:
    """Return the absolute address of a post's picture; those who share a page know no other."""
    image = entry.hero or entry.thumbnail
    if image is None or not (address or "://" in image.url):
        return ""
    return urljoin(address, image.url)
