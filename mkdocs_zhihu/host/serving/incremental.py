"""Posts made again beside a finished site, where nothing but their text changed."""

import dataclasses
from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.structure.files import Files
from msgspec.structs import replace

from mkdocs_zhihu.archive.addressing.permalinks import relative_url
from mkdocs_zhihu.body import DATA_FOLDER
from mkdocs_zhihu.cache.linked_files import find_linked_files
from mkdocs_zhihu.cache.records import Record
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.host.page import ArchivePage, PostPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.templating.drawn_cards import DrawnCards
from mkdocs_zhihu.host.writing.writer import PageWriter
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views.cards import Card, build_card

MAX_CHANGED_POSTS = 20
"""More posts at once are not the work of an editor."""


@dataclass(frozen=True, slots=True)
class RebuildResult:
    """What was made again."""

    pages: int = 0
    """How many pages; 0 if nothing could be, and everything must be built."""

    is_all: bool = True
    """Whether no other page shows anything of what changed."""

    writer: PageWriter | None = None
    """Writes the site as it is now."""


NO_REBUILD = RebuildResult(0, is_all=False)


def rebuild_posts(writer: PageWriter, paths: set[str]) -> RebuildResult:
    """Write the pages of posts again whose files these are, and every page that shows their beginning.

    Where more than their text changed, such as a title, their own pages are a start. A file that holds no post at
    the moment is being written: its page stays as it is.
    """
    site = writer.site
    posts = {page.file.abs_src_path: page for page in site.posts.values()}
    if len(paths) > MAX_CHANGED_POSTS or not paths <= posts.keys():
        return NO_REBUILD
    bodies = site.bodies
    bodies.store = Store(bodies.store.path)
    try:
        changed_posts = [_read_again(posts[path], site) for path in sorted(paths)]
        found = [one for one in changed_posts if one is not None]
        if len(found) < len(changed_posts):
            return NO_REBUILD
        writer, redrawn = _with_changes(found, writer)
        todo = _list_showing([writer.site.posts[one.entry.uri] for one in found], redrawn, writer.site)
        writer.write(todo, replaces=True)
        return RebuildResult(len(todo), is_all=all(one.is_all for one in found), writer=writer)
    finally:
        bodies.store.close()


@dataclass(frozen=True, slots=True)
class ChangedPost:
    """A post as it is now."""

    page: PostPage
    """Its page, as it was."""

    entry: Entry
    """What it should show."""

    is_all: bool = True
    """Whether nothing changed that other pages know."""


def _read_again(page: PostPage, site: Site) -> ChangedPost | None:
    """Return a post as it is now, None if that needs files which are not there yet."""
    bodies, uri = site.bodies, page.entry.uri
    before = bodies.records[uri], bodies.keys[uri]
    record = bodies.refresh(uri)
    if record.post is None if record is not None else _is_empty(page):
        bodies.records[uri], bodies.keys[uri] = before
        return ChangedPost(page, page.entry)
    if record is None or record.post is None or not record.post.published:
        return None
    if not set(_own(record)) <= set(_own(before[0])):
        return None
    entry = site.collection.bind(record.post, record.body)
    texts = site.unread_texts
    is_all = _outline(entry, record, texts) == _outline(page.entry, before[0], texts) and (
        _list_anchors(record) == _list_anchors(before[0]) or not _has_links_into(page, site)
    )
    return ChangedPost(page, entry, is_all)


def _is_empty(page: PostPage) -> bool:
    path = Path(str(page.file.abs_src_path))
    return path.exists() and path.stat().st_size == 0


def _own(record: Record) -> list[object]:
    """Return the pictures of a post that are the site's own: new ones would be files of the site too."""
    inside = [image.url for image in record.body.images if DATA_FOLDER in image.url]
    return [*inside, *(shown for _, shown in record.image_answers if shown is not None)]


def _outline(entry: Entry, record: Record, texts: Collection[str]) -> Sequence[Any]:
    """Return what lists, links and messages know of a post, and which texts it publishes."""
    known = (entry.title, entry.author, entry.original, entry.meaning, entry.url, entry.body.facts)
    said = record.original, record.problems, record.body_problems
    return replace(entry.post, digest=""), *known, *said, find_linked_files(record, entry.url, texts)


def _list_anchors(record: Record) -> Sequence[Any]:
    """Return what a link into a post may lead to."""
    return [heading.id for heading in record.body.headings], record.body.anchors


def _has_links_into(page: PostPage, site: Site) -> bool:
    """Return whether a link of another post leads to a place in this one, found or not."""
    return any(
        "#" in url
        and answer is not None
        and answer.partition("#")[0] == relative_url(page.entry.url, other.entry.url)
        for uri, other in site.posts.items()
        if other is not page
        for url, answer in site.bodies.records[uri].link_answers
    )


def _with_changes(changed: Sequence[ChangedPost], writer: PageWriter) -> tuple[PageWriter, set[str]]:
    """Return a writer for the site with these posts as they are now, and those whose cards changed."""
    site = writer.site
    posts, cards, redrawn = dict(site.posts), dict(site.cards), set()
    for one in changed:
        uri = one.entry.uri
        posts[uri] = _build_page(one, writer)
        cards[uri] = build_card(one.entry, site.translator)
        if _describe(cards[uri]) != _describe(site.cards[uri]):
            redrawn.add(uri)
    drawn = DrawnCards() if redrawn else site.drawn
    return dataclasses.replace(
        writer, site=dataclasses.replace(site, posts=posts, cards=cards, drawn=drawn)
    ), redrawn


def _build_page(changed: ChangedPost, writer: PageWriter) -> PostPage:
    """Return the page of a post as it is now; the one before stays as it was."""
    page, entry = copy(changed.page), changed.entry
    page.entry, page.title = entry, escape(entry.title)
    page.has_formulas = writer.site.bodies.records[entry.uri].has_formulas
    page.headings = entry.body.headings
    page.read_source(writer.config)
    page.contents = page.changed = None
    for hook in writer.hooks.content:
        page.content = hook(
            page.content, page=page, config=writer.config, files=Files(list(writer.documents))
        )
    return page


def _describe(card: Card) -> Sequence[Any]:
    return card.date, card.summary, card.minutes, card.tint, card.entry.thumbnail


def _list_showing(pages: Sequence[ArchivePage], uris: set[str], site: Site) -> list[ArchivePage]:
    """Return some pages, those that show the cards of some posts, and the one that counts characters."""
    found = [*pages, *(page for page in site.pages if page.view.kind == "statistics")]
    if uris:
        found += (page for page in site.pages if any(entry.uri in uris for entry in page.view.entries))
        found += (post for uri, post in site.posts.items() if uris & _list_near(uri, site))
    return list({id(page): page for page in found}.values())


def _list_near(uri: str, site: Site) -> set[str]:
    """Return the posts whose cards the page of a post shows."""
    question = site.collection.archive.by_question.get(uri)
    related = site.collection.archive.related.get(uri, ())
    return {entry.uri for entry in (*related, *(question.entries if question is not None else ()))}
