"""From an address in a post to the page of the site it stands for."""

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from mkdocs_zhihu.archive.origins import identify
from mkdocs_zhihu.archive.permalinks import Place, relative_url
from mkdocs_zhihu.body import heading_id

WEB = ("https://", "http://")

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

    paths: dict[str, str] = field(init=False)
    """URLs of posts by their path on the site."""

    urls: frozenset[str] = field(init=False)
    """URLs of posts."""

    def __post_init__(self) -> None:
        paths = {_path_of(place.url): place.url for place in self.places.values()}
        object.__setattr__(self, "paths", paths)
        object.__setattr__(self, "urls", frozenset(paths.values()))

    def find(self, url: str, uri: str) -> str | None:
        """Return the URL on the site that an address in the post `uri` stands for, or None.

        A path is that of a file, beside the post or from the docs folder, or of a page; an address on
        Zhihu is that of a post whose original it is. A post's own original stays what it is.
        """
        url = url.strip()
        is_own = self.site_url and url.startswith(self.site_url)
        if url.startswith(WEB) and not is_own and "zhihu.com" not in url:
            return None  # as most are
        if is_own:
            url = "/" + url.removeprefix(self.site_url).lstrip("/")
        path, _, fragment = url.partition("#")
        if not path or "\n" in path:
            return None
        if path.startswith("//") or "\\" in path[:2] or ":" in path:
            return self._find_original(url, uri)
        found = self._find_path(unquote(path.partition("?")[0]), uri)
        if found and fragment and found in self.urls:
            fragment = heading_id(unquote(fragment))
        return f"{found}#{fragment}" if found and fragment else found

    def resolve(self, uri: str, url: str) -> str | None:
        """Return what `find` finds as seen from the page of the post `uri`."""
        target = self.find(url, uri)
        return relative_url(target, self.places[uri].url) if target is not None else None

    def _find_original(self, url: str, uri: str) -> str | None:
        if "zhihu.com" not in url:
            return None
        target = self.origins.get(identify(url if not url.startswith("//") else f"https:{url}"))
        return self.places[target].url if target and target != uri else None

    def _find_path(self, path: str, uri: str) -> str | None:
        is_absolute = path.startswith("/")
        full = path.lstrip("/") if is_absolute else posixpath.join(posixpath.dirname(uri), path)
        target = posixpath.normpath(full)
        if target in self.places:
            return self.places[target].url
        page = path if is_absolute else posixpath.normpath(posixpath.join(self.places[uri].url, path))
        candidates = (target, f"{target}.md", f"{target}/index.md")
        return next(filter(None, map(self.locate, candidates)), None) or self.paths.get(_path_of(page))


def _path_of(url: str) -> str:
    return unquote(url).strip("/").removesuffix(".html").removesuffix("/index")
