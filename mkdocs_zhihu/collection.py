"""Files to Archive: the stages from reading to archive in their order, without MkDocs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from mkdocs_zhihu.archive import Locate, Locator, assign_places, build_archive, build_entry, index_origins
from mkdocs_zhihu.archive.permalinks import DEFAULT_FORMAT, Place, absolute_url, relative_url
from mkdocs_zhihu.archive.pictures import front_matter_urls
from mkdocs_zhihu.body import clean_picture_url, find_origin, render_body
from mkdocs_zhihu.model import Archive, Body, Entry, Facts, Image, Post
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading import find_real, read_post, read_source

MAX_SIZE = 5_000_000
PAGE_ZONE = ZoneInfo("Asia/Shanghai")
"""Zhihu's pages show dates in it."""


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
    """Address of a post; see `archive.permalinks.TOKENS`."""

    use_directory_urls: bool = True
    """`foo/` rather than `foo.html`."""

    taken: frozenset[str] = frozenset()
    """Paths of pages, without `/index.html` or `.html`, that are not ours."""

    site_url: str = ""
    """Absolute address of the site, or ""."""

    locate: Locate = field(default=lambda _uri: None)
    """From the uri of another file in the docs folder to its URL on the site, or None."""


@dataclass(frozen=True, slots=True)
class Collection:
    """The archive and the account of what became of every file."""

    archive: Archive
    """What is shown."""

    found: int
    """How many files were taken for posts."""

    set_aside: int
    """How many of them could not become a page; each has a problem that names it."""

    hidden: int
    """How many say `published: false`."""


def collect(sources: Iterable[Source], settings: Settings) -> tuple[Collection, Problems]:
    """Return the archive of some files, and everything that was found wrong on the way."""
    problems: list[Problem] = []
    posts: list[Post] = []
    found = 0
    real = lru_cache(maxsize=None)(find_real)
    for source in sorted(sources, key=lambda source: source.uri):
        found += 1
        post = _read(source, settings, problems, real)
        if post is not None:
            posts.append(post)
    shown = [post for post in posts if post.published]
    problems += _find_copies(shown)
    places, collisions = assign_places(
        shown,
        url_format=settings.url_format,
        use_directory_urls=settings.use_directory_urls,
        taken=settings.taken,
    )
    problems += collisions
    origins = index_origins((post.uri, post.original or find_origin(post.text)) for post in shown)
    locator = Locator(places, origins, settings.locate, settings.site_url)
    entries = [_render(post, locator, settings.zone, problems) for post in shown]
    archive = build_archive(entries)
    return Collection(archive, found, found - len(posts), len(posts) - len(shown)), tuple(problems)


def _read(
    source: Source, settings: Settings, problems: list[Problem], real: Callable[[str], str]
) -> Post | None:
    data, refused = read_source(
        path=source.path, root=settings.root, uri=source.uri, max_size=settings.max_size, real=real
    )
    problems += refused
    if data is None:
        return None
    post, found = read_post(data=data, uri=source.uri, zone=settings.zone, now=settings.now)
    problems += found
    return post


def _find_copies(posts: Sequence[Post]) -> list[Problem]:
    first: dict[str, str] = {}
    copies = []
    for post in posts:
        if post.digest in first:
            message = f"is the same file as {first[post.digest]}; both were built"
            copies.append(Problem(post.uri, "copy", message, "delete one of them", level="info"))
        first.setdefault(post.digest, post.uri)
    return copies


def _render(post: Post, locator: Locator, zone: tzinfo, problems: list[Problem]) -> Entry:
    place = locator.places[post.uri]

    def resolve(url: str) -> str | None:
        target = locator.find(url, post.uri)
        return relative_url(target, place.url) if target is not None else None

    body, found = render_body(
        text=post.text,
        title=post.title,
        uri=post.uri,
        format=post.format,
        resolve=resolve,
    )
    problems += (replace(one, line=one.line + post.first_line - 1) if one.line else one for one in found)
    head, thumbnail = (_front_matter_image(url, resolve, place) for url in front_matter_urls(post))
    return build_entry(
        post=_with_page_dates(replace(post, text=""), body.facts, zone),
        body=_with_site_urls(body, place),
        place=place,
        head=head,
        thumbnail=thumbnail,
    )


def _with_page_dates(post: Post, facts: Facts, zone: tzinfo) -> Post:
    """Return the post with the dates its page showed, where the front matter has none or only the crawl's."""
    published, edited = (_parse_page_date(text, zone) for text in (facts.published, facts.edited))
    shown = published or edited
    if shown is not None and (post.date is None or not post.has_zone):
        post = replace(post, date=shown, has_zone=True)
    return replace(post, updated=edited) if edited and post.updated is None else post


def _parse_page_date(text: str, zone: tzinfo) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=PAGE_ZONE).astimezone(zone) if text else None
    except (ValueError, OverflowError):
        return None


def _front_matter_image(url: str, resolve: Callable[[str], str | None], place: Place) -> Image | None:
    urls = clean_picture_url(url, resolve) if url else []
    return Image(absolute_url(urls[0], place.url), fallbacks=tuple(urls[1:])) if urls else None


def _with_site_urls(body: Body, place: Place) -> Body:
    """Return the body with the addresses of its local pictures as seen from the site's root."""
    images = tuple(replace(image, url=absolute_url(image.url, place.url)) for image in body.images)
    return replace(body, images=images)
