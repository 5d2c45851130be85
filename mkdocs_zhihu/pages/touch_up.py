"""Posts made again in a finished site, where nothing but their text changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from msgspec.structs import replace

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.pages.cards import Card, DrawnCards, build_card
from mkdocs_zhihu.pages.files import Site
from mkdocs_zhihu.pages.page import ArchivePage, PostPage
from mkdocs_zhihu.pages.press import Press
from mkdocs_zhihu.work import Record, Store

MANY = 20
"""More posts at once are not the work of an editor."""


@dataclass(frozen=True, slots=True)
class TouchUp:
    """What was made again."""

    pages: int = 0
    """How many pages; 0 if nothing could be, and everything must be built."""

    is_all: bool = True
    """Whether no other page shows anything of what changed."""


NOTHING = TouchUp(0, is_all=False)


def touch_up(press: Press, paths: set[str]) -> TouchUp:
    """Write the pages of posts again whose files these are, and every page that shows their beginning.

    Where more than their text changed, such as a title, their own pages are a start. A file that holds no post at
    the moment is being written: its page stays as it is.
    """
    site = press.site
    posts = {page.file.abs_src_path: page for page in site.posts.values()}
    if len(paths) > MANY or not paths <= posts.keys():
        return NOTHING
    bodies = site.bodies
    bodies.store = Store(bodies.store.path)
    try:
        renewed = [_renew(posts[path], site) for path in sorted(paths)]
        found = [one for one in renewed if one is not None]
        if len(found) < len(renewed):
            return NOTHING
        changed = {one.entry.uri for one in found if _replace(one, press)}
        todo = _list_showing([one.page for one in found], changed, site)
        for page in todo:
            Path(press.config.site_dir, page.file.dest_uri).unlink(
                missing_ok=True
            )  # its link may be elsewhere
        press.write(todo)
        return TouchUp(len(todo), is_all=all(one.is_all for one in found))
    finally:
        bodies.store.close()


@dataclass(frozen=True, slots=True)
class Renewed:
    """A post as it is now."""

    page: PostPage
    """Its page, as it was."""

    entry: Entry
    """What it should show."""

    is_all: bool = True
    """Whether nothing changed that other pages know."""


def _renew(page: PostPage, site: Site) -> Renewed | None:
    """Return a post as it is now, None if that needs files which are not there yet."""
    bodies, uri = site.bodies, page.entry.uri
    before = bodies.records[uri], bodies.keys[uri]
    record = bodies.renew(uri)
    if record.post is None if record is not None else _is_empty(page):
        bodies.records[uri], bodies.keys[uri] = before
        return Renewed(page, page.entry)
    if record is None or record.post is None or not record.post.published:
        return None
    if not set(_own(record)) <= set(_own(before[0])):
        return None
    entry = site.collection.bind(record.post, record.body)
    return Renewed(page, entry, _outline(entry, record) == _outline(page.entry, before[0]))


def _is_empty(page: PostPage) -> bool:
    path = Path(str(page.file.abs_src_path))
    return path.exists() and path.stat().st_size == 0


def _own(record: Record) -> list[object]:
    """Return the pictures of a post that are the site's own: new ones would be files of the site too."""
    return [told for _, told in record.pictured if told is not None]


def _outline(entry: Entry, record: Record) -> Sequence[Any]:
    """Return what lists, links and messages know of a post."""
    known = (entry.title, entry.author, entry.original, entry.meaning, entry.url, entry.body.facts)
    return replace(entry.post, digest=""), *known, record.original, record.problems, record.faults


def _replace(renewed: Renewed, press: Press) -> bool:
    """Put a post in the place of what it was; return whether its card changed."""
    page, entry = renewed.page, renewed.entry
    site = press.site
    page.entry, page.title = entry, escape(entry.title)
    page.has_formulas = site.bodies.records[entry.uri].has_formulas
    page.headings = entry.body.headings
    page.read_source(press.config)
    page.contents = page.changed = None
    before, site.cards[entry.uri] = site.cards[entry.uri], build_card(entry, site.words)
    if _describe(before) == _describe(site.cards[entry.uri]):
        return False
    site.drawn = DrawnCards()
    return True


def _describe(card: Card) -> Sequence[Any]:
    return card.date, card.summary, card.minutes, card.tint, card.entry.thumbnail


def _list_showing(pages: Sequence[ArchivePage], uris: set[str], site: Site) -> list[ArchivePage]:
    """Return some pages, and those that show the cards of some posts."""
    found = [*pages]
    if uris:
        found += (page for page in site.pages if any(entry.uri in uris for entry in page.view.entries))
        found += (post for uri, post in site.posts.items() if uris & _list_near(uri, site))
    return list({id(page): page for page in found}.values())


def _list_near(uri: str, site: Site) -> set[str]:
    """Return the posts whose cards the page of a post shows."""
    question = site.collection.archive.by_question.get(uri)
    related = site.collection.archive.related.get(uri, ())
    return {entry.uri for entry in (*related, *(question.entries if question is not None else ()))}
