"""Files to Archive: the stages from reading to archive in their order, without MkDocs."""

import posixpath
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from functools import lru_cache
from urllib.parse import unquote

from mkdocs_zhihu.archive import assign_places, build_archive, build_entry
from mkdocs_zhihu.archive.permalinks import DEFAULT_FORMAT, Place, absolute_url, relative_url
from mkdocs_zhihu.archive.pictures import front_matter_urls
from mkdocs_zhihu.body import clean_picture_url, render_body
from mkdocs_zhihu.model import Archive, Body, Entry, Image, Post
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading import find_real, read_post, read_source

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
    """Address of a post; see `archive.permalinks.TOKENS`."""

    use_directory_urls: bool = True
    """`foo/` rather than `foo.html`."""

    taken: frozenset[str] = frozenset()
    """Paths of pages, without `/index.html` or `.html`, that are not ours."""

    locate: Callable[[str], str | None] = field(default=lambda _uri: None)
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
    entries = [_render(post, places, settings, problems) for post in shown]
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


def _render(post: Post, places: dict[str, Place], settings: Settings, problems: list[Problem]) -> Entry:
    place = places[post.uri]

    def resolve(url: str) -> str | None:
        target = _find_local(url, post.uri, places, settings.locate)
        return relative_url(target, place.url) if target is not None else None

    body, found = render_body(
        text=post.text, title=post.title, uri=post.uri, format=post.format, resolve=resolve
    )
    problems += found
    head, thumbnail = (_front_matter_image(url, resolve, place) for url in front_matter_urls(post))
    shown = _with_site_urls(body, place)
    return build_entry(post=replace(post, text=""), body=shown, place=place, head=head, thumbnail=thumbnail)


def _find_local(
    url: str, uri: str, places: dict[str, Place], locate: Callable[[str], str | None]
) -> str | None:
    path, _, fragment = url.strip().partition("#")
    if not path or ":" in path or path.startswith(("//", "\\")) or "\n" in path:
        return None
    path = unquote(path.partition("?")[0])
    full = path.lstrip("/") if path.startswith("/") else posixpath.join(posixpath.dirname(uri), path)
    target = posixpath.normpath(full)
    found = places[target].url if target in places else locate(target)
    return f"{found}#{fragment}" if found and fragment else found


def _front_matter_image(url: str, resolve: Callable[[str], str | None], place: Place) -> Image | None:
    urls = clean_picture_url(url, resolve) if url else []
    return Image(absolute_url(urls[0], place.url), fallbacks=tuple(urls[1:])) if urls else None


def _with_site_urls(body: Body, place: Place) -> Body:
    """Return the body with the addresses of its local pictures as seen from the site's root."""
    images = tuple(replace(image, url=absolute_url(image.url, place.url)) for image in body.images)
    return replace(body, images=images)
