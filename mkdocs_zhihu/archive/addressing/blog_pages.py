"""Pages that a blog has beside its posts, which links in them name."""

import re
from collections.abc import Iterable, Iterator, Mapping

from mkdocs_zhihu.archive.addressing.addresses import resolve_collisions
from mkdocs_zhihu.archive.addressing.list_addresses import list_name, list_path
from mkdocs_zhihu.archive.addressing.permalinks import Place, place_of
from mkdocs_zhihu.archive.addressing.slugs import fold, slugify_or_hash
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

ENDS: Mapping[str, str] = {"statistics": "stats", "undated": "undated", "uncategorised": "uncategorised"}
"""The names of lists without a key, below the list they are among."""

HEXO_SIGNS = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
"""What Hexo writes `-` for in the address of a tag or a category."""

NEXT_PAGE = re.compile(r"/page/\d+$")


def index_blog_pages(
    folders: Mapping[str, str],
    posts: Iterable[tuple[Post, Facts]],
    taken: Iterable[str],
    places: Iterable[Place],
    *,
    use_directory_urls: bool,
) -> Mapping[str, str]:
    """Return the URLs of our lists by their paths here and on a blog.

    `folders` are those of our lists by their kind, as far as the site has any; `taken` are the paths of pages
    that are no posts, `places` those of posts. The lists have the addresses that `views.build_views` gives them.
    """
    urls = {"home": place_of("", use_directory_urls=use_directory_urls).url, "feed": "feed.xml"}
    found = {path: url for kind, url in urls.items() if kind in folders for path in PATHS[kind]}
    lists = {list_name(kind, key): (many, kind, key) for many, kind, key in _list_lists(posts, folders)}
    wanted = {name: _path_of(folders[many], kind, key) for name, (many, kind, key) in lists.items()}
    used = {place.dest_uri.removesuffix(".html").removesuffix("/index") for place in places}
    paths, _ = resolve_collisions(wanted, {*taken, *used})
    by_hexo_path: dict[str, set[str]] = {}
    for name, path in sorted(paths.items()):
        many, _, key = lists[name]
        end = wanted[name].removeprefix(folders[many])
        url = place_of(path, use_directory_urls=use_directory_urls).url
        found[_fold(path)] = url
        for prefix in PATHS[many]:
            found.setdefault(_fold(prefix + end), url)
            if key:
                found.setdefault(_fold("/".join([prefix, *key])), url)
                in_hexo = _fold("/".join([prefix, *map(_slugify_as_hexo, key)]))
                by_hexo_path.setdefault(in_hexo, set()).add(url)
    certain = {path: min(found_urls) for path, found_urls in by_hexo_path.items() if len(found_urls) == 1}
    return certain | found


def find_blog_page(urls: Mapping[str, str], path: str) -> str | None:
    """Return the URL of the list that a path on a blog stands for, None if there is none; `urls` are those by path."""
    return urls.get(path) or urls.get(_fold(NEXT_PAGE.sub("", path)))


def is_group_path(path: str) -> bool:
    """Return whether a path is one that a blog has for a category or a tag."""
    return GROUP.match(path) is not None


def _list_lists(
    posts: Iterable[tuple[Post, Facts]], folders: Mapping[str, str]
) -> set[tuple[str, str, tuple[str, ...]]]:
    """Return what each list is among, its kind and its key."""
    found = {found for post, facts in posts for found in _iter_lists_of(post, facts)}
    if ("categories", "categories", ()) not in found:
        found.discard(("categories", "uncategorised", ()))
    return {(many, kind, key) for many, kind, key in found if many in folders}


def _iter_lists_of(post: Post, facts: Facts) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the same of the lists that a post stands in."""
    yield "timeline", "statistics", ()
    if post.date is None:
        yield "timeline", "undated", ()
    else:
        year, month = f"{post.date.year:04}", f"{post.date.month:02}"
        yield from (("timeline", "timeline", ()), ("timeline", "year", (year,)))
        yield "timeline", "month", (year, month)
    yield "categories", "categories" if post.categories else "uncategorised", ()
    for path in post.categories:
        yield from (("categories", "category", path[:end]) for end in range(1, len(path) + 1))
    for tag in (*post.tags, *facts.tags):
        yield from (("tags", "tags", ()), ("tags", "tag", (tag,)))


def _path_of(folder: str, kind: str, key: tuple[str, ...]) -> str:
    """Return the path that a list would like to have."""
    return list_path(folder, key) if key else "/".join(filter(None, [folder, ENDS.get(kind)]))


def _slugify_as_hexo(name: str) -> str:
    """Return a name as Hexo writes it in an address.

    >>> [_slugify_as_hexo(name) for name in ("Node.js", "Vue 3.0", "Spring_Boot", "C++")]
    ['Node-js', 'Vue-3-0', 'Spring-Boot', 'C']
    """
    return HEXO_SIGNS.sub("-", name).strip("-")


def _fold(path: str) -> str:
    return fold("/".join(part and slugify_or_hash(part) for part in path.split("/")))
