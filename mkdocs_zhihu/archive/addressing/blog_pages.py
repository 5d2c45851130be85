"""Pages that a blog has beside its posts, which links in them name."""

import re
from collections.abc import Iterable, Iterator, Mapping

from mkdocs_zhihu.archive.addressing.addresses import resolve_collisions
from mkdocs_zhihu.archive.addressing.list_addresses import list_name, list_path
from mkdocs_zhihu.archive.addressing.permalinks import Place, place_of
from mkdocs_zhihu.archive.addressing.slugs import fold, slugify
from mkdocs_zhihu.model import Facts, Post

PATHS: Mapping[str, tuple[str, ...]] = {
    "home": ("", "index"),
    "timeline": ("archives", "archive"),
    "categories": ("categories", "category"),
    "tags": ("tags", "tag"),
    "feed": ("feed.xml", "atom.xml", "rss.xml", "rss2.xml", "index.xml"),
}
"""Of Hexo, its themes and Hugo, without slashes at their ends."""

GROUP = re.compile(r"/?(?:categories|category|tags|tag)/.", re.DOTALL)
"""The beginning of a path to the page of one category or tag."""

NEXT_PAGE = re.compile(r"/page/\d+$")


def index_blog_pages(
    folders: Mapping[str, str],
    posts: Iterable[tuple[Post, Facts]],
    taken: Iterable[str],
    places: Iterable[Place],
    *,
    use_directory_urls: bool,
) -> Mapping[str, str]:
    """Return the URLs of our lists by the paths on a blog.

    `folders` are those of our lists by their kind, as far as the site has any; `taken` are the paths of pages
    that are no posts, `places` those of posts. The lists have the addresses that `views.build_views` gives them.
    """
    urls = {"home": place_of("", use_directory_urls=use_directory_urls).url, "feed": "feed.xml"}
    found = {path: url for kind, url in urls.items() if kind in folders for path in PATHS[kind]}
    lists = {list_name(kind, key): (many, key, path) for kind, many, key, path in _iter_lists(folders, posts)}
    used = {place.dest_uri.removesuffix(".html").removesuffix("/index") for place in places}
    paths, _ = resolve_collisions({name: path for name, (_, _, path) in lists.items()}, {*taken, *used})
    for name, (kind, key, _) in sorted(lists.items()):
        url = place_of(paths[name], use_directory_urls=use_directory_urls).url
        for path in PATHS[kind]:
            found.setdefault(_fold("/".join([path, *key])), url)
    return found


def find_blog_page(urls: Mapping[str, str], path: str) -> str | None:
    """Return the URL of the list that a path on a blog stands for, None if there is none; `urls` are those by path."""
    return urls.get(path) or (urls.get(_fold(NEXT_PAGE.sub("", path))) if is_group_path(path) else None)


def is_group_path(path: str) -> bool:
    """Return whether a path is one that a blog has for a category or a tag."""
    return GROUP.match(path) is not None


def _iter_lists(
    folders: Mapping[str, str], posts: Iterable[tuple[Post, Facts]]
) -> Iterator[tuple[str, str, tuple[str, ...], str]]:
    """Yield the kind of each list, the kind of those it is among, its key, and the path that it would like to have."""
    keys: dict[str, set[tuple[str, ...]]] = {"timeline": set(), "categories": set(), "tags": set()}
    for post, facts in posts:
        keys["timeline"] |= {()} if post.date or facts.published or facts.edited else set()
        keys["categories"] |= {path[:end] for path in post.categories for end in range(1, len(path) + 1)}
        keys["tags"] |= {(tag,) for tag in (*post.tags, *facts.tags)}
    for many, one in (("timeline", "timeline"), ("categories", "category"), ("tags", "tag")):
        if many in folders and keys[many]:
            yield many, many, (), folders[many]
            for key in keys[many] - {()}:
                yield one, many, key, list_path(folders[many], key)


def _fold(path: str) -> str:
    return fold("/".join(map(slugify, path.split("/"))))
