"""Where each post lives on the site."""

import posixpath
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, unquote

from msgspec import Struct

from mkdocs_zhihu.archive.addressing.addresses import make_safe, resolve_collisions
from mkdocs_zhihu.archive.addressing.slugs import fold, short_hash, slugify, slugify_or_hash
from mkdocs_zhihu.model import Post
from mkdocs_zhihu.problems import Problem, Problems

TOKENS = frozenset(
    {"path", "folder", "name", "title", "slug", "year", "month", "day", "date", "category", "categories", "hash",
     "abbrlink", "author"}
)  # fmt: skip
DEFAULT_FORMAT = "{path}"
PAGES_WITHOUT_NAME = ("index", "readme")
"""Names, without case, of files whose page is at the address of their folder; Hugo's `_index` has kept its own, `/_index/`."""


class Place(Struct, frozen=True, array_like=True, gc=False):
    """The address of one page."""

    url: str
    """Relative to the site, quoted."""

    dest_uri: str
    """Posix path of the file relative to the site folder."""


def find_unknown_tokens(url_format: str) -> list[str]:
    """Return what is wrong with a URL format: unknown tokens, or the format itself if it is malformed."""
    try:
        tokens = [token for token in string.Formatter().parse(url_format) if token[1] is not None]
    except ValueError:
        return [url_format]
    written = [
        "".join((name or "", f"!{how}" if how else "", f":{form}" if form else ""))
        for _, name, form, how in tokens
    ]
    return [name for name in written if name not in TOKENS]


def place_of(path: str, *, use_directory_urls: bool) -> Place:
    """Return the place of a page from its path without extension; "" is the home page."""
    if use_directory_urls:
        url = quote(f"{path}/") if path else "./"
        return Place(url, f"{path}/index.html" if path else "index.html")
    dest = f"{path or 'index'}.html"
    return Place(quote(dest), dest)


def assign_places(
    posts: Sequence[Post], *, url_format: str, use_directory_urls: bool, taken: Iterable[str]
) -> tuple[dict[str, Place], Problems]:
    """Return the place of every post by uri, each unique, safe and independent of the posts' order.

    `taken` are destination paths without `index.html` or `.html` that other pages have, and those of other files with a
    slash at the end. A `permalink`
    wins over `abbrlink`, which wins over the format.
    """
    wanted = {post.uri: _want(post, url_format) for post in posts}
    paths, displaced = resolve_collisions(wanted, taken)
    owners = {fold(path): uri for uri, path in paths.items()}
    problems = [_report_collision(uri, wanted[uri], paths[uri], owners) for uri in displaced]
    problems += [
        Problem(post.uri, "url.reserved", f"its permalink {post.permalink[:80]!r} is none, or an address of the site; it is at {paths[post.uri]!r}",
                "give it another `permalink`", level="info")
        for post in posts if post.permalink and short_hash(post.uri) in wanted[post.uri]
    ]  # fmt: skip
    return {uri: place_of(path, use_directory_urls=use_directory_urls) for uri, path in paths.items()}, tuple(
        problems
    )


def _report_collision(uri: str, wanted: str, path: str, owners: Mapping[str, str]) -> Problem:
    message = f"another page has the address {wanted!r}; this one is at {path!r}"
    if owner := owners.get(fold(wanted)):
        message = f"{owner} has the address {wanted!r} too; this one is at {path!r}"
    return Problem(uri, "url.collision", message, "give one of them a `permalink`", level="info")


def _want(post: Post, url_format: str) -> str:
    if post.permalink:
        raw = _strip(post.permalink)
    elif post.abbrlink and "{abbrlink}" not in url_format:
        raw = f"{post.uri.split('/')[0]}/{slugify_or_hash(post.abbrlink)}"
    else:
        raw = _expand(post, url_format)
    return make_safe(raw, post.uri)


def _strip(permalink: str) -> str:
    """Return a permalink as a path: decoded, without scheme, host, drive and file name."""
    path = permalink
    for _ in range(3):
        path = unquote(path)
    path = re.sub(r"^(?:[A-Za-z][\w+.-]*:)?//[^/]*", "", path.replace("\\", "/"))
    path = re.sub(r"^[A-Za-z]:", "", path).partition("?")[0].partition("#")[0]
    return re.sub(r"(?:/index)?\.html?$", "", path)


def _expand(post: Post, url_format: str) -> str:
    folder, name = posixpath.split(posixpath.splitext(post.uri)[0])
    if name.lower() in PAGES_WITHOUT_NAME and folder:  # the page of its folder
        folder, name = posixpath.split(folder)
    safe_name = slugify(name) or f"post-{short_hash(post.uri)}"
    if name.lower() in PAGES_WITHOUT_NAME:
        safe_name = f"{name}-{short_hash(post.uri)}"
    safe_folder = "/".join(slugify_or_hash(part) for part in folder.split("/") if part)
    path = f"{safe_folder}/{safe_name}" if safe_folder else safe_name
    if url_format == DEFAULT_FORMAT:  # the only token of nearly every site
        return path
    title = slugify(post.title) or safe_name
    date = post.date
    category = post.categories[0] if post.categories else ()
    values = {
        "path": path,
        "folder": safe_folder,
        "name": safe_name,
        "title": title,
        "slug": title,
        "year": f"{date:%Y}" if date else "undated",
        "month": f"{date:%m}" if date else "",
        "day": f"{date:%d}" if date else "",
        "date": f"{date:%Y/%m/%d}" if date else "undated",
        "category": slugify_or_hash(category[-1]) if category else "",
        "categories": "/".join(slugify_or_hash(name) for name in category),
        "hash": short_hash(post.uri),
        "abbrlink": slugify_or_hash(post.abbrlink) if post.abbrlink else short_hash(post.uri),
        "author": slugify_or_hash(post.source) if post.source else "",
    }
    return url_format.format_map(values)


def relative_url(target: str, page_url: str) -> str:
    """Return a site-relative URL as seen from a page: it begins with `./` or `../`."""
    here = posixpath.dirname(page_url)
    path, mark, rest = target.partition("#")
    relative = posixpath.relpath(path or ".", here or ".") + ("/" if path.endswith("/") else "")
    return (relative if relative.startswith("..") else f"./{relative}") + mark + rest


def absolute_url(url: str, page_url: str) -> str:
    """Return the site-relative form of a URL that is relative to a page; others unchanged."""
    if not url.startswith(("./", "../")):
        return url
    return posixpath.normpath(posixpath.join(posixpath.dirname(page_url), url))
