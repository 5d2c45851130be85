"""Where the links of a post lead inside a book."""

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from mkdocs_zhihu.model import Entry

MAIL = "mailto:"
SAFE = "%/:?@!$&'()+*,;=~"
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class BookLinks:
    """Knows the posts of a book, and those that are only on the site."""

    files: Mapping[str, str]
    """Names of chapters, by the path of a post on the site."""

    anchors: Mapping[str, frozenset[str]]
    """Ids of headings, likewise."""

    originals: Mapping[str, str]
    """Addresses of the originals of all posts of the archive, likewise."""

    site_url: str
    """Absolute address of the site, or ""."""

    def resolve(self, href: str, entry: Entry) -> str:
        """Return where a link in the body of a post leads, "" for nowhere.

        A post of the book is its chapter; anything else of the site is its page there, else the post's original.
        """
        if href.startswith(MAIL):
            return MAIL + _quote(href.removeprefix(MAIL))
        if href.startswith(("http://", "https://")):
            return encode_url(href)
        target = urljoin(entry.url, href)
        path, _, fragment = target.partition("#")
        key = find_key(path)
        if key in self.files:
            anchor = unquote(fragment)
            return self.files[key] + (f"#{quote(anchor)}" if anchor in self.anchors[key] else "")
        if self.site_url:
            return encode_url(urljoin(self.site_url, target.lstrip("/")))
        return encode_url(self.originals.get(key, ""))


def find_key(url: str) -> str:
    """Return the path of a page on the site, however its address is written."""
    return posixpath.normpath(unquote(url.partition("?")[0])).lstrip("/")


def encode_url(url: str) -> str:
    """Return an absolute address as a strict reader wants it written, "" for what is none.

    >>> encode_url("https://a.org/中 文")
    'https://a.org/%E4%B8%AD%20%E6%96%87'
    """
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and parts.port != 0
        host = parts.netloc.encode("idna" if not parts.netloc.isascii() else "ascii").decode()
    except ValueError:  # UnicodeError is one
        return ""
    if not has_host or not re.fullmatch(r"[\w.:@~%-]+", host, re.ASCII):
        return ""
    base, mark, fragment = urlunsplit(parts._replace(netloc=host)).partition("#")
    return _quote(base) + mark + _quote(fragment)


def _quote(part: str) -> str:
    return quote(PERCENT.sub("%25", part), safe=SAFE)
