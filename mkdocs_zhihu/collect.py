"""Files to Archive: the stages from reading to archive in their order, without MkDocs."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain

from msgspec.structs import replace

from mkdocs_zhihu.archive import LinkResolver, build_archive, build_entry, index_origins
from mkdocs_zhihu.archive.addressing.blog_pages import index_blog_pages
from mkdocs_zhihu.archive.addressing.hexo_permalinks import index_permalinks
from mkdocs_zhihu.archive.addressing.image_resolver import (
    ImageResolver,
    read_front_matter_image,
    with_site_urls,
)
from mkdocs_zhihu.archive.addressing.permalinks import Place
from mkdocs_zhihu.archive.categories import find_unknown
from mkdocs_zhihu.archive.copies import find_copies
from mkdocs_zhihu.archive.folder_categories import with_folder_category
from mkdocs_zhihu.archive.head_pictures import find_lost_heads, front_matter_urls
from mkdocs_zhihu.archive.page_dates import with_page_dates
from mkdocs_zhihu.body import Resolve
from mkdocs_zhihu.cache.derived import DerivedCache
from mkdocs_zhihu.cache.records import RenderSettings
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.model import Archive, Body, Entry, Post
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading import FileReader


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

    bind: Callable[[Post, Body], Entry] = field(compare=False, repr=False)
    """Makes the entry of a post that changed while no other did."""


def collect(
    sources: Iterable[Source], settings: Settings, kept: RenderedPosts | None = None
) -> tuple[Collection, Problems]:
    """Return the archive of some files, and everything that was found wrong on the way.

    With `kept` bodies of the caller's, those in the archive are without HTML and with the beginning of their text
    only: `kept` has both.
    """
    rendered = kept or RenderedPosts(RenderSettings(settings.zone, settings.now))
    paths = {source.uri: source.path for source in sources}
    reader = FileReader(paths, settings.root, settings.max_size, settings.linked)
    rendered.read, rendered.stamp = reader.read, reader.stamp
    rendered.add(sorted(paths))
    rendered.resolve_formats()
    file_post = partial(with_folder_category, folders=frozenset(settings.category_folders))
    posts = list(map(file_post, _iter_posts(rendered)))
    shown = [post for post in posts if post.published or settings.shows_unpublished]
    derived = DerivedCache(rendered.store, can_keep=settings.is_whole)
    places, collisions = derived.assign_places(
        shown,
        url_format=settings.url_format,
        use_directory_urls=settings.use_directory_urls,
        taken=settings.taken,
    )
    link_resolver = _build_link_resolver(shown, places, rendered, settings)
    image_resolver = ImageResolver(places, settings.show, settings.measure)
    rendered.resolve_links((post.uri for post in shown), link_resolver.resolve, image_resolver.show)
    bodies = [_read_body(post, rendered, is_whole=kept is None) for post in shown]

    resolve = cache(link_resolver.resolve)

    def bind(post: Post, body: Body) -> Entry:
        body = body if post.facts is None else replace(body, facts=post.facts)
        dated = with_page_dates(file_post(post), body.facts, zone=settings.zone, now=settings.now)
        return _build(dated, body, places[post.uri], partial(resolve, post.uri), image_resolver)

    entries = list(map(bind, shown, bodies))
    problems = (*reader.problems, *_list_problems(rendered, shown), *find_copies(shown), *collisions)
    problems += tuple(find_lost_heads(shown, resolve))
    named = settings.category_order, settings.hidden_categories
    archive = build_archive(entries, derived.find_related, order=named[0], hidden=named[1])
    problems += tuple(find_unknown(chain(*named), archive.by_category))
    return Collection(archive, len(paths), len(paths) - len(posts), len(posts) - len(shown), bind), problems


def _iter_posts(bodies: RenderedPosts) -> Iterator[Post]:
    """Yield the posts by uri."""
    for _, record in sorted(bodies.records.items()):
        if record.post is not None:
            yield record.post


def _build_link_resolver(
    shown: Sequence[Post], places: Mapping[str, Place], rendered: RenderedPosts, settings: Settings
) -> LinkResolver:
    facts_of = ((post, post.facts or rendered.records[post.uri].body.facts) for post in shown)
    posts = (
        (with_page_dates(post, facts, zone=settings.zone, now=settings.now), facts)
        for post, facts in facts_of
    )
    lists = partial(index_blog_pages, settings.blog_pages, posts, settings.taken, places.values())
    return LinkResolver(
        places,
        index_origins((post.uri, rendered.records[post.uri].original) for post in shown),
        settings.locate,
        settings.site_url,
        blog=settings.blog,
        aliases=index_permalinks(shown, settings.blog.permalink),
        locate_loosely=settings.locate_loosely,
        titles={places[post.uri].url: post.title for post in shown},
        index_blog_pages=cache(partial(lists, use_directory_urls=settings.use_directory_urls)),
        find_body=lambda uri: rendered.records[uri].body if uri in rendered.records else None,
    )


def _read_body(post: Post, kept: RenderedPosts, *, is_whole: bool) -> Body:
    body = kept.records[post.uri].body
    texts = kept.iter_texts([post.uri])
    return replace(body, html=kept.html(post.uri), text=next(texts)) if is_whole else body


def _list_problems(bodies: RenderedPosts, shown: Sequence[Post]) -> Iterator[Problem]:
    """Yield what is wrong with every file, and with the bodies of those that are shown."""
    for record in bodies.records.values():
        yield from record.problems
    for post in shown:
        yield from bodies.records[post.uri].body_problems


def _build(post: Post, body: Body, place: Place, resolve: Resolve, image_resolver: ImageResolver) -> Entry:
    head_url, card_url = front_matter_urls(post)
    head = read_front_matter_image(head_url, resolve, place)
    thumbnail = head if card_url == head_url else read_front_matter_image(card_url, resolve, place)
    return build_entry(
        post=post,
        body=with_site_urls(body, place),
        place=place,
        head=head,
        thumbnail=thumbnail,
        show=image_resolver.show_on_site,
    )
