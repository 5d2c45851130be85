"""Lazy pictures: the placeholder and its `noscript` twin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.dom.tree import find_tags, is_blank, is_inside
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.picture_urls import picture_identity
from mkdocs_zhihu.body.raw.data_pictures import DATA_FOLDER
from mkdocs_zhihu.body.transforms.pictures.images import is_tracker, iter_candidates

FRAMES = frozenset({"figure", "td", "th"})
"""A twin may stand anywhere in the same one."""
WRAPPERS = frozenset({"a", "center", "div", "picture", "span", "strong"})
"""What often holds a picture and nothing else."""
PASSED_OVER = frozenset({"br", "source"})
"""Tags that show nothing of their own."""

Identities = Mapping[int, frozenset[str]]
"""What the addresses of each picture stand for, by the `id()` of its tag; nothing for a placeholder."""
Groups = Mapping[int, Sequence[Tag]]
"""Tags by the `id()` of the frame they stand in."""


def drop_lazy_twins(draft: Draft) -> None:
    """Keep one of a lazy picture and its `noscript` twin: the one that has a real address.

    before: <figure><noscript><img src="https://a/b.jpg"></noscript><img data-original="https://a/c.jpg"></figure>
    after:  <figure><img data-original="https://a/c.jpg"></figure>
    """
    noscripts = draft.find_all("noscript")
    if not noscripts:
        return
    images = [image for image in draft.find_all("img") if not is_tracker(image)]
    identities = {id(image): _identify(draft, image) for image in images}
    shown = _group_by_frame(image for image in images if not is_inside(image, "noscript"))
    for noscript in noscripts:
        _drop_known(noscript, shown, identities)
    # What is left has no twin, or a placeholder.
    hidden = _group_by_frame(image for image in images if is_inside(image, "noscript"))
    for noscript in noscripts:
        inner = find_tags(noscript, "img")
        if len(inner) == 1 and id(inner[0]) in identities:
            twin = _find_beside(noscript, identities) or _find_in_frame(noscript, shown, hidden, identities)
            if twin is not None:
                _keep_one(draft, inner[0], twin, is_placeholder=not identities[id(twin)])
    for noscript in noscripts:
        if noscript.parent is not None:
            noscript.unwrap()


def _identify(draft: Draft, image: Tag) -> frozenset[str]:
    """Return what the addresses of a picture stand for; what the post itself holds may be a placeholder."""
    urls = iter_candidates(draft, image)
    return frozenset(picture_identity(url) for url in urls if f"/{DATA_FOLDER}/" not in url)


def _group_by_frame(tags: Iterable[Tag]) -> dict[int, list[Tag]]:
    groups: dict[int, list[Tag]] = {}
    for tag in tags:
        groups.setdefault(id(_find_frame(tag)), []).append(tag)
    return groups


def _find_frame(node: Tag) -> Tag | None:
    """Return the innermost frame around a tag."""
    parent = node.parent
    while parent is not None and parent.name not in FRAMES:
        parent = parent.parent
    return parent


def _drop_known(noscript: Tag, shown: Groups, identities: Identities) -> None:
    """Drop the pictures of a `noscript` that are shown beside it or in the same frame, by their addresses."""
    images = find_tags(noscript, "img")
    near = [image for image, _ in _iter_beside(noscript, len(images))]
    frame = _find_frame(noscript)
    near += shown.get(id(frame), ()) if frame is not None else ()
    known = frozenset[str]().union(*(identities[id(image)] for image in near))
    twins = [image for image in images if not known.isdisjoint(identities.get(id(image), ()))]
    for tag in [noscript] if twins and twins == images else twins:
        tag.extract()


def _find_beside(noscript: Tag, identities: Identities) -> Tag | None:
    """Return the one placeholder beside a `noscript`; of two the one that is beside no other `noscript`."""
    beside = [(image, is_alone) for image, is_alone in _iter_beside(noscript, 1) if not identities[id(image)]]
    if len(beside) > 1:
        beside = [(image, is_alone) for image, is_alone in beside if is_alone]
    return beside[0][0] if len(beside) == 1 else None


def _find_in_frame(noscript: Tag, shown: Groups, hidden: Groups, identities: Identities) -> Tag | None:
    """Return the only other picture of a frame; in a cell of a table it must be a placeholder."""
    frame = _find_frame(noscript)
    images = shown.get(id(frame), ())
    if frame is None or len(images) != 1 or len(hidden.get(id(frame), ())) != 1:
        return None
    return images[0] if frame.name == "figure" or not identities[id(images[0])] else None


def _keep_one(draft: Draft, image: Tag, twin: Tag, *, is_placeholder: bool) -> None:
    """Keep a picture of a `noscript` in place of a placeholder, in its link; else the other picture."""
    if not is_placeholder or next(iter_candidates(draft, image), None) is None:
        image.extract()
    elif is_inside(twin, "a"):
        twin.replace_with(image.extract())
    else:
        twin.extract()


def _iter_beside(noscript: Tag, reach: int) -> Iterator[tuple[Tag, bool]]:
    """Yield so many pictures on each side of a `noscript`, and whether what stands beyond each is no `noscript`."""
    node = noscript
    while node.parent is not None and node.parent.name in WRAPPERS and _holds_only(node.parent, node):
        node = node.parent
    for is_before in (True, False):
        other = _find_neighbour(node, is_before=is_before)
        for _ in range(reach):
            image = _find_only_image(other)
            if other is None or image is None:
                break
            other = _find_neighbour(other, is_before=is_before)
            yield image, not _holds_noscript(other)


def _find_only_image(node: PageElement | None) -> Tag | None:
    """Return a picture that is no tracker, or that in a tag that holds nothing else."""
    if not isinstance(node, Tag):
        return None
    if node.name == "img":
        return None if is_tracker(node) else node
    inner = [child for child in node.contents if not _is_passed_over(child)] if node.name in WRAPPERS else []
    return _find_only_image(inner[0]) if len(inner) == 1 else None


def _holds_noscript(node: PageElement | None) -> bool:
    return isinstance(node, Tag) and (
        node.name == "noscript" or (node.name in WRAPPERS and bool(find_tags(node, "noscript")))
    )


def _holds_only(tag: Tag, node: Tag) -> bool:
    return all(child is node or _is_passed_over(child) for child in tag.contents)


def _find_neighbour(node: PageElement, *, is_before: bool) -> PageElement | None:
    """Return what stands beside a node, blanks and line breaks left out."""
    other: PageElement | None = node.previous_sibling if is_before else node.next_sibling
    while other is not None and _is_passed_over(other):
        other = other.previous_sibling if is_before else other.next_sibling
    return other


def _is_passed_over(node: PageElement) -> bool:
    return is_blank(node) or (isinstance(node, Tag) and node.name in PASSED_OVER)
