"""From an address in a post to the page of the site it stands for."""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from mkdocs_zhihu.archive.addressing.blog_pages import find_blog_page, is_group_path
from mkdocs_zhihu.archive.addressing.file_places import DRIVE, iter_pages, iter_places
from mkdocs_zhihu.archive.addressing.hexo_permalinks import HexoBlog, clean_path
from mkdocs_zhihu.archive.addressing.origins import identify
from mkdocs_zhihu.archive.addressing.permalinks import Place, relative_url
from mkdocs_zhihu.body import DATA_FOLDER, TEXT_DIRECTIVE, TITLE_OF, HeadingIds, heading_id
from mkdocs_zhihu.model import Body
from mkdocs_zhihu.reading.file_kinds import MARKDOWN, PAGES
from mkdocs_zhihu.reading.values.path_dates import strip_path_date

POST_ENDINGS = frozenset(("", *MARKDOWN, *PAGES))
"""What the path of a link to a post ends with; a blog has most of its posts at paths without an ending."""
PELICAN = re.compile(r"^(?:\{|%7B|\||%7C)(?:filename|static|attach)(?:\}|%7D|\||%7C)", re.IGNORECASE)
"""What Pelican writes before the path of a file of its own."""
WEB = ("https://", "http://", "//")

Locate = Callable[[str], str | None]
"""From the uri of a file in the docs folder that is no post to its URL on the site, or None."""


@dataclass(frozen=True, slots=True)
class LinkResolver:
    """Knows where everything is."""

    places: Mapping[str, Place]
    """Places of posts by uri."""

    origins: Mapping[str, str] = field(default_factory=dict)
    """Uris of posts by what their originals stand for; see `origins.index_origins`."""

    locate: Locate = lambda _uri: None
    """Finds other files."""

    site_url: str = ""
    """Absolute address of the site, or ""."""

    blog: HexoBlog = field(default_factory=HexoBlog)
    """The Hexo blog the posts are from."""

    aliases: Mapping[str, str] = field(default_factory=dict)
    """Uris of posts by the paths that Hexo gave them; see `hexo_permalinks`."""

    locate_loosely: Locate = lambda _uri: None
    """Finds other files by another case or by their name alone."""

    titles: Mapping[str, str] = field(default_factory=dict)
    """Titles of posts by their URLs."""

    index_blog_pages: Callable[[], Mapping[str, str]] = dict
    """Gives the URLs of lists and feeds by the paths that a blog has for them; see `blog_pages`."""

    find_body: Callable[[str], Body | None] = lambda _uri: None
    """Finds the body of a post by its uri: a link to a place in it leads to one of its headings."""

    stems: dict[str, str] = field(init=False)
    """Uris of posts by the names of their files, without case, with and without a date before them; of two the first."""

    old_paths: dict[str, str] = field(init=False)
    """By uri, the first of the paths that Hexo gave a post."""

    paths: dict[str, str] = field(init=False)
    """URLs of posts by their path on the site."""

    uris: dict[str, str] = field(init=False)
    """Uris of posts by their URLs."""

    def __post_init__(self) -> None:
        paths = {_path_of(place.url): place.url for place in self.places.values()}
        object.__setattr__(self, "paths", paths)
        stems: dict[str, str] = {}
        files = {uri: _file_of(uri) for uri in sorted(self.places)}
        for uri, file in files.items():
            stems.setdefault(_stem_of(file), uri)
        for uri, file in files.items():
            stems.setdefault(strip_path_date(file).casefold(), uri)
        object.__setattr__(self, "stems", stems)
        old_paths = {uri: path for path, uri in reversed(list(self.aliases.items()))}
        object.__setattr__(self, "old_paths", old_paths)
        object.__setattr__(self, "uris", {place.url: uri for uri, place in self.places.items()})

    def find(self, url: str, uri: str) -> str | None:
        """Return the URL on the site that an address in the post `uri` stands for, or None.

        A path is that of a file, beside the post or from the docs folder, or of a page; an address on
        Zhihu is that of a post whose original it is. A post's own original stays what it is.
        """
        url = PELICAN.sub("", url.strip(), count=1)
        if url.startswith(WEB):
            is_own = self.site_url and url.startswith(self.site_url)
            path = "/" + url.removeprefix(self.site_url).lstrip("/") if is_own else self.blog.find_path(url)
            if not path and "zhihu.com" not in url:
                return None  # as most are
            url = path or url
        path, _, fragment = url.partition("#")
        if not path or "\n" in path:
            return None
        if path.startswith(f"/{DATA_FOLDER}/"):
            return path[1:]
        if (
            path.startswith("//")
            or "\\" in path[:2]
            or (":" in path and not DRIVE.match(path.replace("\\", "/").lstrip("/")))
        ):
            return self._find_original(url, uri)
        found = self._find_path(unquote(path.partition("?")[0]), uri)
        if not found and fragment and (whole := self._find_path(unquote(url), uri)):  # a name with `#`
            return whole
        if found and fragment and found in self.uris:
            name, mark, words = fragment.partition(TEXT_DIRECTIVE)
            fragment = _find_heading(self.find_body(self.uris[found]), unquote(name)) + mark + words
        return f"{found}#{fragment}" if found and fragment else found

    def resolve(self, uri: str, url: str) -> str | None:
        """Return what `find` finds as seen from the page of the post `uri`; after `TITLE_OF` the title of the post found."""
        if url.startswith(TITLE_OF):
            return self.titles.get((self.find(url.removeprefix(TITLE_OF), uri) or "").partition("#")[0])
        target = self.find(url, uri)
        return relative_url(target, self.places[uri].url) if target is not None else None

    def _find_original(self, url: str, uri: str) -> str | None:
        if "zhihu.com" not in url:
            return None
        target = self.origins.get(identify(url if not url.startswith("//") else f"https:{url}"))
        return self.places[target].url if target and target != uri else None

    def _find_path(self, path: str, uri: str) -> str | None:
        """Return the page or the file that a path in a post stands for: what lies nearest to its words."""
        exact = list(iter_places(path, uri))
        pages = [page for place in exact[:1] for page in iter_pages(place)]
        for place in (exact[0], *pages):
            if place in self.places:
                return self.places[place].url
        folder = posixpath.dirname(self.places[uri].url)
        page = path if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
        candidates = map(self.locate, (*exact[:1], *pages, *exact[1:]))
        return (
            next(filter(None, candidates), None)
            or self.paths.get(_path_of(page))
            or self._find_blog_page(path)
            or self._find_loosely(path, exact, uri)
        )

    def _find_blog_page(self, path: str) -> str | None:
        """Return the list that an absolute path stands for, None where it is one that Hexo gave a post, `/archives/2024/`."""
        page = _path_of(path)
        if not path.startswith("/") or ("/" in page and self._find_old([path])):
            return None
        return find_blog_page(self.index_blog_pages(), page)

    def _find_loosely(self, path: str, places: Sequence[str], uri: str) -> str | None:
        """Return what another tool would have found: an address of Hexo's, a name, another case."""
        old = self.old_paths.get(uri, "")
        bases = [""] if path.startswith("/") else [posixpath.dirname(old), old]
        paths = [posixpath.join(base, path) for base in bases]
        ending = posixpath.splitext(path)[1].lower()
        if ending in POST_ENDINGS or not re.fullmatch(r"\.[a-z0-9]{1,5}", ending):
            name = posixpath.basename(path.rstrip("/\\"))
            stem = posixpath.splitext(name)[0] if ending in POST_ENDINGS else name
            target = self._find_old(paths)
            if not target and not (path.startswith("/") and is_group_path(path)):
                target = self._find_name(stem.casefold())
            return self.places[target].url if target else None
        name = posixpath.basename(path)
        owner = posixpath.splitext(self._find_old(map(posixpath.dirname, paths)))[0]
        # The asset folder of the post that had this address is nearer than any file of the name.
        found = self.locate(f"{owner}/{name}") if owner else None
        return found or next(filter(None, map(self.locate_loosely, (*places[:1], name))), None)

    def _find_name(self, name: str) -> str:
        """Return the uri of the post whose file has a name, without case; the day before it, as Jekyll has it, may lack there."""
        undated = strip_path_date(f"{name}.md")
        target = self.stems.get(undated, "")
        return self.stems.get(name) or (target if target and _stem_of(_file_of(target)) == undated else "")

    def _find_old(self, paths: Iterable[str]) -> str:
        """Return the uri of the post that Hexo gave one of these paths, "" if it gave none."""
        found = (self.aliases.get(clean_path(posixpath.normpath(path))) for path in paths)
        return next(filter(None, found), "")


def _find_heading(body: Body | None, fragment: str) -> str:
    """Return the id of the heading of a post that a fragment stands for, "" if it has none of that name."""
    if body is None or not fragment:
        return heading_id(fragment) if fragment else ""
    ids = [heading.id for heading in body.headings]
    wanted = body.anchors.get(fragment)
    return wanted if wanted in ids else HeadingIds(ids).match(fragment)


def _file_of(uri: str) -> str:
    """Return the file that a post is named by; an `index.md` or `_index.md` is named as if it were its folder."""
    return posixpath.splitext(uri)[0].removesuffix("/index").removesuffix("/_index") + ".md"


def _stem_of(file: str) -> str:
    """Return the name of a file without its folder and ending, without case."""
    return posixpath.splitext(posixpath.basename(file))[0].casefold()


def _path_of(url: str) -> str:
    return unquote(url).strip("/").removesuffix(".html").removesuffix("/index")
