"""Addresses of pictures: the one to use, and which of them are of the same picture."""

import re
from functools import lru_cache

from mkdocs_zhihu.body.protocols import Resolve
from mkdocs_zhihu.body.urls import clean_url

ZHIMG = re.compile(r"(https?:)?//pic(?:\d|[a-dx])\.zhimg\.com/")
HASH = re.compile(r"//(?:[\w-]+\.)*zhimg\.com/(?:\d+/)?((?:v2-)?[0-9a-f]{9,32})(?:_\w+)?\.(\w+)")
SIZE = re.compile(r"(?<=/)(?:\d+/)?((?:v2-)?[0-9a-f]{9,32})(?:_(?:r|b|hd|1440w))?\.(\w+)$")
PROXY = re.compile(r"https?://[^/?#]+/\?(https?://.+)")


def clean_picture_url(url: str, resolve: Resolve) -> list[str]:
    """Return the usable addresses of a picture, best first; none for an unusable one."""
    local = resolve(url)
    if local is not None:
        return [local]
    clean = clean_url(url)
    if not clean:
        return []
    clean = _secure(clean)
    proxied = PROXY.fullmatch(clean)
    if proxied:  # the proxy may be gone; the picture's own address comes first
        inner = clean_url(proxied[1])
        return [_secure(inner), clean] if inner else [clean]
    return [clean.partition("?")[0] if ZHIMG.match(clean) else clean]


def _secure(url: str) -> str:
    return f"https:{url[5:]}" if url.startswith("http:") else url


@lru_cache(maxsize=1024)  # a post asks for each of its pictures several times
def picture_identity(url: str) -> str:
    """Return what two URLs of the same picture have in common.

    On zhimg.com the hash, with `.gif` kept apart from the still of the same hash; elsewhere the URL
    without scheme.
    """
    match = HASH.search(url)
    if match:
        return match[1] + (".gif" if match[2] == "gif" else "")
    return re.sub(r"^https?:", "", url)


def shrink_picture_url(url: str) -> str:
    """Return the address of a version 720 pixels wide on zhimg.com, of an animation a still; any other address as it is.

    Pictures from before 2016, whose names lack `v2-`, have no such version: theirs is `_b`.
    """
    match = SIZE.search(url) if ZHIMG.match(url) else None
    if match is None:
        return url
    suffix = "720w" if match[1].startswith("v2-") else "b"
    ending = "jpg" if match[2] == "gif" else match[2]
    return f"{url[: match.start()]}{match[1]}_{suffix}.{ending}"
