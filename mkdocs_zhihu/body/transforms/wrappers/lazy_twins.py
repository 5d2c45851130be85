"""Lazy pictures: the placeholder and its `noscript` twin."""

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.dom.tree import find_tags, is_blank, is_inside
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.picture_urls import picture_identity
from mkdocs_zhihu.body.transforms.pictures.images import iter_candidates


def drop_lazy_twins(draft: Draft) -> None:
    """Keep one of a lazy picture and its `noscript` twin: the one that has a real address.

    before: <figure><noscript><img src="https://a/b.jpg"></noscript><img data-original="https://a/c.jpg"></figure>
    after:  <figure><img data-original="https://a/c.jpg"></figure>
    """
    for tag in draft.find_all("noscript"):
        others = _find_twins(draft, tag)
        if any(next(iter_candidates(draft, image), None) for image in others):
            tag.extract()
            continue
        if find_tags(tag, "img"):
            for image in others:
                image.extract()
        tag.unwrap()


def _find_twins(draft: Draft, noscript: Tag) -> list[Tag]:
    """Return what may be the same picture: all in its figure, elsewhere beside it what is none or has the same address."""
    parent = noscript.parent
    if parent is not None and parent.name == "figure":
        return [image for image in find_tags(parent, "img") if not is_inside(image, "noscript")]
    own = {identity for image in find_tags(noscript, "img") for identity in _identify(draft, image)}
    beside = (_find_neighbour(noscript, is_before=is_before) for is_before in (True, False))
    images = [tag for tag in beside if isinstance(tag, Tag) and tag.name == "img"]
    return [image for image in images if not (known := _identify(draft, image)) or known & own]


def _find_neighbour(node: Tag, *, is_before: bool) -> PageElement | None:
    """Return what stands beside a node, blanks left out."""
    other: PageElement | None = node.previous_sibling if is_before else node.next_sibling
    while other is not None and is_blank(other):
        other = other.previous_sibling if is_before else other.next_sibling
    return other


def _identify(draft: Draft, image: Tag) -> set[str]:
    return {picture_identity(url) for url in iter_candidates(draft, image)}
