"""A feed as Atom."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mkdocs_zhihu.feeds.feed import Feed, FeedItem

NAMESPACE = "http://www.w3.org/2005/Atom"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""Atom wants a time for everything; this one says that none is known."""


def render_atom(feed: Feed, url: str) -> bytes:
    """Return a feed as Atom (RFC 4287); `url` is its own address.

    Its time is that of the latest change in it, so that the same archive gives the same bytes. The
    standard library writes it: feedgen takes three times as long and loses the `rel` of an entry's links.
    """
    root = Element("feed", {"xmlns": NAMESPACE, LANGUAGE: feed.language})
    changed = max((item.changed for item in feed.items if item.changed), default=EPOCH)
    _add(root, "id", feed.home)
    _add(root, "title", feed.title)
    _add(root, "updated", changed.isoformat())
    _add(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", rel="self", type="application/atom+xml", href=url)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.home)
    for item in feed.items:
        _add_entry(SubElement(root, "entry"), item)
    indent(root)
    content: bytes = tostring(root, "utf-8", xml_declaration=True)
    return content + b"\n"


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    SubElement(parent, name, attributes).text = text


def _add_entry(entry: Element, item: FeedItem) -> None:
    _add(entry, "id", item.url)
    _add(entry, "title", item.title)
    SubElement(entry, "link", rel="alternate", type="text/html", href=item.url)
    if item.original:
        SubElement(entry, "link", rel="via", href=item.original)
    _add(SubElement(entry, "author"), "name", item.author)
    if item.published:
        _add(entry, "published", item.published.isoformat())
    _add(entry, "updated", (item.changed or EPOCH).isoformat())
    for tag in item.tags:
        SubElement(entry, "category", term=tag)
    _add(entry, "summary", item.summary)
    if item.html:
        _add(entry, "content", item.html, type="html")
