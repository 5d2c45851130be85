"""Posts and their bodies to the Archive."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from msgspec.structs import replace

from mkdocs_zhihu.archive.addressing.permalinks import Place
from mkdocs_zhihu.archive.categories import build_categories, hide_categories, iter_groups
from mkdocs_zhihu.archive.groups import build_groups
from mkdocs_zhihu.archive.head_pictures import pick_hero, pick_thumbnail
from mkdocs_zhihu.archive.questions import build_questions
from mkdocs_zhihu.archive.related import find_related
from mkdocs_zhihu.archive.timeline import build_years, link_neighbours, sort_entries
from mkdocs_zhihu.model import Archive, Body, DateMeaning, Entry, Image, Neighbours, Post
from mkdocs_zhihu.reading.unsupported import begins_with_template_tag

TITLE_LENGTH = 80

Relate = Callable[[Sequence[Entry]], Mapping[str, tuple[int, ...]]]
"""From all posts, newest first, to where those related to each of them stand; see `find_related`."""


def build_entry(  # noqa: PLR0913 - plain values, all with a name
    *,
    post: Post,
    body: Body,
    place: Place,
    head: Image | None,
    thumbnail: Image | None,
    show: Callable[[Image], Image | None] = lambda image: image,
) -> Entry:
    """Return one page of the site.

    `head` and `thumbnail` are the usable pictures of the front matter; `show` tells how the site shows a picture, None
    for one that is gone.
    """
    (hero, is_repeated), card = pick_hero(head, body), pick_thumbnail(thumbnail, head, body)
    return Entry(
        uri=post.uri,
        post=post,
        body=body,
        title=body.facts.title or post.title or _derive_title(body) or _stem(post.uri),
        author=body.facts.author or post.source,
        original=post.original or body.facts.original,
        meaning=_find_meaning(post, body),
        url=place.url,
        dest_uri=place.dest_uri,
        hero=show(replace(hero, kind="card")) if hero else None,
        repeats_hero=is_repeated,
        thumbnail=show(replace(card, kind="card")) if card else None,
    )


def _stem(uri: str) -> str:
    return posixpath.splitext(posixpath.basename(uri))[0]


def _derive_title(body: Body) -> str:
    """Return the first heading, else the first words; "" where they begin with what a generator of sites fills in."""
    text = body.headings[0].text if body.headings else body.text
    if begins_with_template_tag(text):
        return ""
    return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1].rstrip() + "…"


def _find_meaning(post: Post, body: Body) -> DateMeaning:
    if post.date is None:
        return "unknown"
    if post.archived or post.is_dated_by_page:  # the date is what the page showed, or what an import recorded
        is_edit = body.facts.edited or post.is_dated_by_edit
        return "updated" if is_edit and not body.facts.published else "published"
    if post.is_dated_by_edit or (body.facts.kind in ("answer", "article") and post.has_zone):
        return "updated"
    return "published" if post.has_zone else "crawled"


def build_archive(
    entries: Sequence[Entry],
    relate: Relate = find_related,
    *,
    order: Sequence[str] = (),
    hidden: Sequence[str] = (),
) -> Archive:
    """Return the index of all posts. The result does not depend on their order.

    `order` and `hidden` name categories; see `build_categories` and `hide_categories`.
    """
    ordered = sort_entries(entries)
    related = {uri: tuple(ordered[number] for number in found) for uri, found in relate(ordered).items()}
    categories = build_categories(ordered, order)
    by_category = {
        group.key: replace(group, children=hide_categories(group.children, hidden)) if hidden else group
        for group in iter_groups(categories)
    }
    tags = build_groups(
        (tag, entry) for entry in ordered for tag in (*entry.post.tags, *entry.body.facts.tags)
    )
    questions = build_questions(ordered)
    in_category: dict[str, Neighbours] = {}
    for path, group in by_category.items():
        found = link_neighbours([entry for entry in group.entries if entry.post.categories[0] == path])
        in_category |= {entry.uri: found[entry.uri] for entry in group.entries if entry.uri in found}
    return Archive(
        entries=ordered,
        categories=hide_categories(categories, hidden),
        years=build_years(ordered),
        authors=build_groups((entry.author, entry) for entry in ordered if entry.author),
        tags=tags,
        in_site=MappingProxyType(link_neighbours(ordered)),
        in_category=MappingProxyType(in_category),
        questions=questions,
        by_question=MappingProxyType({entry.uri: group for group in questions for entry in group.entries}),
        related=MappingProxyType(related),
        by_category=MappingProxyType(by_category),
    )
