"""RSS 2.0, RSS 1.0 and Atom to a feed. Documents with a DTD are refused: that is where the tricks are."""

import re
from collections.abc import Iterable, Iterator
from html import escape
from mimetypes import guess_type
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mkdocs_zhihu.importing.from_feeds.blog_exports import KIND, is_draft, is_post
from mkdocs_zhihu.importing.from_feeds.feed_addresses import join_address
from mkdocs_zhihu.importing.from_feeds.source_feed import FeedEntry, FeedError, SourceFeed
from mkdocs_zhihu.reading.decode import CONTROLS, decode_text
from mkdocs_zhihu.reading.values.value_texts import read_markup

ROOTS = ("rss", "feed", "rdf")
BASE = "{http://www.w3.org/XML/1998/namespace}base"
EVERNOTE = re.compile(rb"<!DOCTYPE en-(?:export|note)\b")
XHTML = "{http://www.w3.org/1999/xhtml}"


def parse_xml_feed(data: bytes) -> SourceFeed:
    """Return the feed; FeedError if it is none."""
    root = _parse(data)
    kind = _name(root)
    if kind == "opml":
        raise FeedError("is a list of feeds (OPML), not a feed; name the feeds themselves in feeds.toml")
    if kind not in ROOTS:
        raise FeedError(f"is XML, but no feed (its root is <{kind[:40]}>); save the feed itself")
    if kind == "feed":
        entries = tuple(map(_read_atom, filter(is_post, _all(root, "entry"))))
        return SourceFeed(
            title=_text(root, "title"), links=tuple(_iter_links(root)), base=_find_base(root), entries=entries
        )
    channel = next(_all(root, "channel"), root)
    items = [*_all(channel, "item"), *(_all(root, "item") if channel is not root else ())]
    links = (_text(channel, "link"), *_iter_links(channel))
    return SourceFeed(
        title=_text(channel, "title"),
        links=tuple(filter(None, links)),
        base=_find_base(channel),
        entries=tuple(map(_read_rss, filter(is_post, items))),
    )


def _parse(data: bytes) -> Element:
    try:
        try:
            root: Element = fromstring(data, forbid_dtd=True)
        except (
            ParseError,
            ValueError,
            LookupError,
        ):  # a declared encoding that is wrong, or control characters
            text = CONTROLS.sub("", decode_text(data, "")[0]).strip()
            if text.startswith("<?xml"):
                text = text[text.find("?>") + 2 :]
            root = fromstring(text.encode("utf-8", "replace"), forbid_dtd=True)
    except DefusedXmlException as error:
        if EVERNOTE.search(data[:1_000]):
            raise FeedError("is an export of Evernote, which is not read; convert it to Markdown") from error
        raise FeedError(
            "has a DTD or entities of its own, as attacks do; get it from a source you trust"
        ) from error
    except ParseError as error:
        line, column = error.position
        raise FeedError(f"is damaged XML (line {line}, column {column}); get it again") from error
    except (ValueError, LookupError, RecursionError) as error:
        raise FeedError("is damaged XML; get it again") from error
    return root


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _all(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if isinstance(child.tag, str) and _name(child) == name)


def _text(parent: Element, *names: str) -> str:
    """Return the text of the first child of a name that has one."""
    for name in names:
        for child in _all(parent, name):
            text = "".join(child.itertext()).strip()
            if text:
                return text
    return ""


def _iter_links(element: Element) -> Iterator[str]:
    return (link.get("href", "") for link in _all(element, "link") if link.get("href"))


def _find_link(element: Element, rel: str) -> str:
    """Return the address of the first link of a relation; one without a relation leads to the page."""
    links = (
        link.get("href", "") for link in _all(element, "link") if (link.get("rel") or "alternate") == rel
    )
    return next(filter(None, links), "")


def _find_base(feed: Element) -> str:
    """Return what relative addresses begin at: what the feed says, else its page; both may be relative to itself."""
    named = (feed.get(BASE), _text(feed, "link"), _find_link(feed, "alternate"))
    own = _find_link(feed, "self")
    return join_address(own, next(filter(None, named), "")) or own


def _read_rss(item: Element) -> FeedEntry:
    return FeedEntry(
        id=_text(item, "guid"),
        url=_text(item, "link"),
        title=_text(item, "title"),
        html=_text(item, "encoded") or _text(item, "description"),
        published=_text(item, "pubdate", "date"),
        updated=_text(item, "updated", "modified"),
        author=_text(item, "author", "creator"),
        tags=tuple("".join(tag.itertext()).strip() for tag in _all(item, "category")),
        is_draft=is_draft(item),
        picture=_find_picture((found.get("url", ""), found) for found in _all(item, "enclosure")),
    )


def _read_atom(entry: Element) -> FeedEntry:
    content = next(_all(entry, "content"), None)
    if content is None or not (content.text or len(content)):
        content = next(_all(entry, "summary"), content)
    links = [link for link in _all(entry, "link") if link.get("href")]
    enclosures = ((link.get("href", ""), link) for link in links if link.get("rel") == "enclosure")
    author = next(_all(entry, "author"), None)
    kind = content.get("type", "text") if content is not None else "text"
    base = entry.get(BASE, "")
    return FeedEntry(
        id=_text(entry, "id"),
        url=join_address(base, _find_link(entry, "alternate")),
        base=base if content is None else join_address(base, content.get(BASE, "")) or base,
        title=_read_title(entry),
        html="" if content is None else _read_content(content, kind),
        is_text=kind in ("text", "text/plain"),
        published=_text(entry, "published"),
        updated=_text(entry, "updated"),
        author="" if author is None else _text(author, "name"),
        tags=tuple(tag.get("term", "") for tag in _all(entry, "category") if tag.get("scheme") != KIND),
        is_draft=is_draft(entry),
        picture=_find_picture(enclosures),
    )


def _find_picture(enclosures: Iterable[tuple[str, Element]]) -> str:
    """Return the address of the first picture; one without a type is what its name says, else a picture."""
    for url, element in enclosures:
        name = re.split("[?#]", url)[0].rpartition("/")[2]
        kind = element.get("type") or guess_type(name)[0] or "image"
        if url and kind.lower().startswith("image"):
            return url
    return ""


def _read_title(entry: Element) -> str:
    title = next(_all(entry, "title"), None)
    is_html = title is not None and title.get("type") == "html"
    return read_markup(_text(entry, "title")) if is_html else _text(entry, "title")


def _read_content(content: Element, kind: str) -> str:
    if kind != "xhtml":
        return "".join(content.itertext()).strip()
    inner = next(iter(content), content)
    return (escape(inner.text or "", quote=False) + "".join(map(_render, inner))).strip()


VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
MAX_DEPTH = 200


def _render(element: Element, depth: int = 0) -> str:
    """Return XHTML as HTML; beyond a depth no post has, the text only."""
    tail = escape(element.tail or "", quote=False)
    if not isinstance(element.tag, str):
        return tail
    if depth > MAX_DEPTH:
        return escape("".join(element.itertext()), quote=False) + tail
    name = element.tag.removeprefix(XHTML)
    attributes = "".join(f' {key.rpartition("}")[2]}="{escape(value)}"' for key, value in element.items())
    if name in VOID:
        return f"<{name}{attributes}>{tail}"
    inner = escape(element.text or "", quote=False) + "".join(_render(child, depth + 1) for child in element)
    return f"<{name}{attributes}>{inner}</{name}>{tail}"
