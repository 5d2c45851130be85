"""Where the entries of a feed are: whole addresses, and what tells entries with one address apart."""

import hashlib
import re
from collections import defaultdict
from functools import partial
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from mkdocs_zhihu.body.transforms.links.links import BARE_HOST
from mkdocs_zhihu.importing.from_feeds.source_feed import FeedEntry, SourceFeed
from mkdocs_zhihu.importing.items.originals import Original, format_source, parse_original

WHOLE = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|#)")
"""An address that is not joined with another: it has a scheme, or names a place in its own page."""

SAFE_IN_HTML = "%/:?=#[]@!$*+(),;~"
"""What stays as it is in an address that becomes part of HTML; `&` and quotes do not."""

TAG = re.compile(r"<[A-Za-z][^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>")
ATTRIBUTE = re.compile(
    r"(?P<start>\s(?P<name>src|href|poster|srcset|data-(?:src|srcset|actualsrc|original|original-src))\s*=\s*)"
    r"(?P<quote>[\"']?)(?P<value>(?<=\")[^\"]*|(?<=')[^']*|[^\s\"'<>`]+)",
    re.IGNORECASE,
)
CANDIDATE = re.compile(r"(?P<address>[^\s,](?:\S*[^\s,])?)(?P<size>\s[^,]*|(?=,|$))")
"""One picture of a `srcset`; its address may hold commas."""


class EntryAddress(NamedTuple):
    """Where an entry is."""

    url: str
    """Address of its post; its id where the feed has no other."""

    original: Original
    """What that is on Zhihu."""

    base: str
    """What relative addresses in its body are joined with; empty if they stay as they are."""

    identity: str
    """What tells it from entries with the same address; empty where the address does."""


def find_addresses(feed: SourceFeed, url: str) -> tuple[EntryAddress, ...]:
    """Return where the entries of a feed are. `url` is where it was fetched from, "" if that is not known."""
    base = _find_base(feed, url)
    urls = [join_address(base, entry.url) or entry.id for entry in feed.entries]
    names: defaultdict[str, set[str]] = defaultdict(set)
    for entry, address in zip(feed.entries, urls, strict=True):
        names[format_source(address)].add(_name_entry(entry))
    pages = {_find_page(join_address(base, page)) for page in ("", base, url, *feed.links)}
    shared = {page for page, known in names.items() if len(known) > 1 or _find_page(page) in pages}
    return tuple(
        _find_address(entry, address, base, shared) for entry, address in zip(feed.entries, urls, strict=True)
    )


def _find_page(address: str) -> str:
    return format_source(address).rstrip("/")


def _find_base(feed: SourceFeed, url: str) -> str:
    """Return what addresses of a feed are joined with: nothing that may hold a key."""
    parts = urlsplit(url)
    fetched = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    base = join_address(fetched, feed.base) or fetched
    return base if format_source(base) else ""


def _find_address(entry: FeedEntry, url: str, base: str, shared: set[str]) -> EntryAddress:
    original = parse_original(url)
    if not original.id:
        original = parse_original(entry.id)
    if original.id:  # relative addresses in posts of Zhihu are understood as they are
        return EntryAddress(url, original, "", "")
    source, name = format_source(url), _name_entry(entry)
    identity = ""
    if name and (source in shared or "#" in url) and entry.id != source:
        text = f"{source or base}#{name}"
        identity = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
    return EntryAddress(url, original, _find_base_of_body(entry, source, base), identity)


def _name_entry(entry: FeedEntry) -> str:
    return entry.id or (entry.title if entry.url else "")


def _find_base_of_body(entry: FeedEntry, source: str, base: str) -> str:
    """Return what the entry says, else its own page, else that of the feed if its page is on another site."""
    if entry.base:
        return join_address(base, entry.base)
    is_here = source and (not base or urlsplit(source).netloc == urlsplit(base).netloc)
    return source if is_here else base


def join_address(base: str, address: str) -> str:
    """Return an address as seen from another one; as it is where it is whole, or where they cannot be joined.

    >>> join_address("https://a.example/b/c", "../d.png"), join_address("https://a.example", "#d")
    ('https://a.example/d.png', '#d')
    """
    if not base or not address or WHOLE.match(address):
        return address
    try:
        return urljoin(base, address.strip())
    except ValueError:
        return address


def join_addresses(html: str, base: str) -> str:
    """Return HTML whose relative addresses are joined with another one.

    >>> join_addresses('<a href="/b"><img src=c.png></a> src="d"', "https://a.example")
    '<a href="https://a.example/b"><img src=https://a.example/c.png></a> src="d"'
    """
    if not base:
        return html
    join = partial(_join_attribute, quote(base, safe=SAFE_IN_HTML))
    return TAG.sub(lambda tag: ATTRIBUTE.sub(join, tag[0]), html)


def _join_attribute(base: str, match: re.Match[str]) -> str:
    name, value = match["name"].lower(), match["value"]
    if name == "href" and BARE_HOST.fullmatch(value):
        return match[0]
    if name.endswith("srcset"):
        value = CANDIDATE.sub(lambda found: join_address(base, found["address"]) + found["size"], value)
    else:
        value = join_address(base, value)
    return f"{match['start']}{match['quote']}{value}"
