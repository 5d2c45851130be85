"""A content security policy for a built site: what its pages need, and nothing else.

Material writes a few inline scripts; each is allowed by its hash, so that no policy needs `unsafe-inline`.
"""

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import SplitResult, urlsplit

from mkdocs_zhihu.problems import Problem, Problems

SCRIPT_TYPES = frozenset(
    ("", "module", "importmap", "speculationrules", "text/javascript", "application/javascript")
)
"""Types of scripts that run; everything else is data, which no policy is about."""

BASE_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # Material's icons are data in its style sheets
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
"""What any site built with Material needs."""

EMBEDS = {"iframe": "frame-src", "frame": "frame-src", "video": "media-src", "audio": "media-src"}
APIS = {"github.com": "https://api.github.com", "gitlab.com": "https://gitlab.com"}
"""Where Material asks for the stars of a repository the header links to."""


@dataclass(slots=True)
class Needs:
    """What pages load and run, over all pages of a site."""

    sources: dict[str, set[str]] = field(default_factory=dict)
    """Hashes, origins and schemes by directive."""

    refused: list[Problem] = field(default_factory=list)
    """What no policy without `unsafe-inline` allows."""

    def add(self, directive: str, *sources: str) -> None:
        """Note what a directive has to allow."""
        self.sources.setdefault(directive, set()).update(sources)


class PolicyReader(HTMLParser):
    """Reads one page into `Needs`."""

    def __init__(self, uri: str, needs: Needs) -> None:
        super().__init__()
        self.uri = uri
        self.needs = needs
        self.inline = ""
        """The directive that the text of the open element belongs to."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag loads, and what its attributes run."""
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            self._read_attribute(tag, name, value)
        source = given.get("src") or given.get("data", "")
        if tag == "script":
            if source:
                self._allow("script-src", source)
            elif given.get("type", "").strip().lower() in SCRIPT_TYPES:
                self.inline = "script-src"
        elif tag == "style":
            self.inline = "style-src"
        elif tag == "link" and "stylesheet" in given.get("rel", "").lower().split():
            self._allow_style_sheet(given.get("href", ""))
        elif tag in EMBEDS and source:
            self._allow(EMBEDS[tag], source)
        elif tag == "source" and source:
            self._allow("media-src", source)
        elif tag == "a" and given.get("data-md-component") == "source":
            api = APIS.get(_split(given.get("href", "")).hostname or "")
            self.needs.add("connect-src", "'self'", *([api] if api else []))

    def handle_data(self, data: str) -> None:
        """Allow the text of an inline script or style by its hash."""
        if self.inline:
            self.needs.add(self.inline, hash_source(data))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - the base class's signature
        """Leave an inline script or style."""
        self.inline = ""

    def _read_attribute(self, tag: str, name: str, value: str) -> None:
        if name == "style":
            self.needs.add("style-src-attr", "'unsafe-hashes'", hash_source(value))
        elif name.startswith("on") or value.strip().lower().startswith("javascript:"):
            message = f"has a script in the attribute `{name}` of a `{tag}`, which the policy forbids"
            self.needs.refused.append(
                Problem(self.uri, "csp", message, "move it to a file in `extra_javascript`")
            )
        elif (tag == "img" and name == "src") or name == "poster":
            self._allow_picture(value)
        elif name == "srcset":
            for part in value.split(","):
                self._allow_picture(part)

    def _allow(self, directive: str, url: str) -> None:
        parts = _split(url)
        origin = f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else "'self'"
        self.needs.add(directive, "'self'", origin)

    def _allow_style_sheet(self, url: str) -> None:
        self._allow("style-src", url)
        if _split(url).hostname == "fonts.googleapis.com":
            self.needs.add("font-src", "'self'", "https://fonts.gstatic.com")

    def _allow_picture(self, url: str) -> None:
        """Allow pictures by scheme: those of an archive lie on more hosts than a policy should name."""
        parts = _split(url)
        if parts.netloc:
            self.needs.add("img-src", f"{parts.scheme or 'https'}:")


def _split(url: str) -> SplitResult:
    """Return the parts of an address; none of one that no browser would load either."""
    try:
        return urlsplit(url.strip())
    except ValueError:
        return urlsplit("")


def hash_source(text: str) -> str:
    """Return the source that allows this very script or style.

    >>> hash_source("alert(1)")
    "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"
    """
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def build_policy(pages: Iterable[tuple[str, str]]) -> tuple[str, Problems]:
    """Return the value of the header `Content-Security-Policy` for pages, given as (uri, HTML).

    The problems are what their scripts in attributes are: nothing can allow them one by one.
    """
    needs = Needs()
    for directive, sources in BASE_POLICY.items():
        needs.add(directive, *sources.split())
    for uri, html in pages:
        reader = PolicyReader(uri, needs)
        reader.feed(html)
        reader.close()
    directives = [f"{name} {' '.join(_sort(sources))}" for name, sources in needs.sources.items()]
    return "; ".join(directives), tuple(needs.refused)


def _sort(sources: set[str]) -> list[str]:
    """Return sources in an order that does not depend on the pages': keywords, schemes, hosts, hashes."""
    return sorted(sources, key=lambda source: (source.startswith("'sha"), not source.startswith("'"), source))
