"""Posts made again in a finished site, where nothing but their text changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.pages.cards import Card, DrawnCards, build_card
from mkdocs_zhihu.pages.context import is_front
from mkdocs_zhihu.pages.files import Site
from mkdocs_zhihu.pages.page import ArchivePage, PostPage, build_post_meta
from mkdocs_zhihu.pages.press import Press
from mkdocs_zhihu.work import Record, Store

MANY = 20
"""More posts at once are not the work of an editor."""


def touch_up(press: Press, paths: set[str]) -> int:
    """Write the pages of posts again whose files these are, and every page that shows their beginning.

    Returns how many pages there were; 0 if more than the text of posts changed, and everything must be built. A
    file that holds no post at the moment is being written: its page stays as it is.
    """
    site = press.site
    posts = {page.file.abs_src_path: page for page in site.posts.values()}
    if len(paths) > MANY or not paths <= posts.keys():
        return 0
    library = site.library
    library.store = Store(library.store.path)
    try:
        pages = [posts[path] for path in sorted(paths)]
        entries = [_renew(page, site) for page in pages]
        found = [entry for entry in entries if entry is not None]
        if len(found) < len(pages):
            return 0
        shown = [page for page, entry in zip(pages, found, strict=True) if _replace(page, entry, press)]
        changed = {page.entry.uri for page in shown}
        todo = list({id(page): page for page in (*pages, *_iter_showing(changed, site))}.values())
        for page in todo:
            Path(press.config.site_dir, page.file.dest_uri).unlink(
                missing_ok=True
            )  # its link may be elsewhere
        press.write(todo)
        return len(todo)
    finally:
        library.store.close()


def _renew(page: PostPage, site: Site) -> Entry | None:
    """Return a post as it is now, None if anything changed that is known elsewhere than on pages that show it."""
    library, uri = site.library, page.entry.uri
    before = library.records[uri], library.keys[uri]
    record = library.renew(uri)
    if record.post is None if record is not None else _is_empty(page):
        library.records[uri], library.keys[uri] = before
        return page.entry
    if record is None or record.post is None or not set(_own(record)) <= set(_own(before[0])):
        return None
    entry = site.collection.bind(record.post, record.body)
    is_same = _outline(entry, record) == _outline(page.entry, before[0])
    return entry if is_same else None


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


def _replace(page: PostPage, entry: Entry, press: Press) -> bool:
    """Put a post in the place of what it was; return whether its card changed."""
    site = press.site
    page.entry = entry
    page.has_formulas = site.library.records[entry.uri].has_formulas
    page.headings = entry.body.headings
    page.zhihu_meta = page.zhihu_meta | build_post_meta(entry)
    page.read_source(press.config)
    page.contents = page.changed = None
    before, site.cards[entry.uri] = site.cards[entry.uri], build_card(entry, site.words)
    site.stats = ""  # it counts characters
    if _describe(before) == _describe(site.cards[entry.uri]):
        return False
    site.drawn = DrawnCards()
    return True


def _describe(card: Card) -> Sequence[Any]:
    return card.date, card.excerpt, card.minutes, card.initial, card.tint, card.entry.thumbnail


def _iter_showing(uris: set[str], site: Site) -> Iterator[ArchivePage]:
    """Yield the pages that show the cards of some posts, and the one that counts characters."""
    yield from filter(is_front, site.pages)
    if not uris:
        return
    archive = site.collection.archive
    for page in site.pages:
        if any(entry.uri in uris for entry in page.view.entries):
            yield page
    for uri, post in site.posts.items():
        question = archive.by_question.get(uri)
        near = (*archive.related.get(uri, ()), *(question.entries if question is not None else ()))
        if any(entry.uri in uris for entry in near):
            yield post
