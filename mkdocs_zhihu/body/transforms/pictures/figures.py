"""Figures: one picture with its caption."""

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.dom.tree import attribute, children, find_tags, is_blank, is_inside, replace_content
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.picture_urls import picture_identity
from mkdocs_zhihu.body.transforms.pictures.captions import is_empty_caption


def rebuild_figures(draft: Draft) -> None:
    """Give every figure exactly one picture, its link if it leads elsewhere, and its caption.

    What else stands in it moves behind it. A figure whose picture is gone keeps its caption in a frame; any other
    figure without a picture is unwrapped.

        before: <figure data-size="normal"><a href="https://a/b.jpg"><img src="https://a/b.jpg"></a><figcaption> a</figcaption></figure>
        after:  <figure><img src="https://a/b.jpg"><figcaption> a</figcaption></figure>
    """
    for link in draft.find_all("a"):
        _unwrap_own_link(link)
    for figure in draft.find_all("figure"):
        if draft.is_made(figure) or figure.parent is None:  # one inside another may be gone
            continue
        if not _settle(draft, figure):
            _rebuild(draft, figure)


def _settle(draft: Draft, figure: Tag) -> bool:
    """Keep a figure that holds a picture and nothing else, as `_rebuild` would build it, and return whether it is one."""
    content = [node for node in figure.contents if not is_blank(node)]
    if (
        len(content) != 1
        or not isinstance(content[0], Tag)
        or content[0].name != "img"
        or is_inside(figure, "a")
    ):
        return False
    replace_content(figure, content)
    figure.attrs = {}
    draft.keep(figure)
    return True


def _unwrap_own_link(link: Tag) -> None:
    images = find_tags(link, "img")
    href = attribute(link, "href")
    if len(images) != 1 or not href or not _holds_only(link, images[0]):
        return
    if picture_identity(href) == picture_identity(attribute(images[0], "src")):
        link.unwrap()


def _holds_only(tag: Tag, image: Tag) -> bool:
    return not tag.get_text(strip=True) and find_tags(tag, "img") == [image]


def _rebuild(draft: Draft, figure: Tag) -> None:
    images = [image for image in find_tags(figure, "img") if _is_direct(draft, image, figure)]
    caption = next((tag for tag in find_tags(figure, "figcaption") if _is_direct(draft, tag, figure)), None)
    if not images:
        _keep_words(draft, figure, caption)
        return
    if caption is not None:
        caption.extract()
    parts: list[PageElement] = [build_figure(draft, _with_link(image)) for image in images]
    if caption is not None and not is_empty_caption(caption):
        last = parts[-1]
        assert isinstance(last, Tag)  # noqa: S101 - just built
        last.append(draft.keep(caption))
        caption.attrs = {}
    parts += [node for node in children(figure) if not is_blank(node) and _has_content(node)]
    for part in parts:
        figure.insert_before(part.extract())
    figure.decompose()


def _keep_words(draft: Draft, figure: Tag, caption: Tag | None) -> None:
    """Show a figure without a picture: a caption alone in a frame, anything else without one."""
    others = [node for node in children(figure) if node is not caption and not is_blank(node)]
    if caption is not None and not others and not is_empty_caption(caption):
        figure.attrs, caption.attrs = {"class": "zh-lost"}, {}
        replace_content(figure, [draft.keep(caption)])
        draft.keep(figure)
        return
    if caption is not None:
        draft.rename(caption, "p")
    figure.unwrap()


def _is_direct(draft: Draft, image: Tag, figure: Tag) -> bool:
    """Return whether a picture belongs to this figure, not to a figure, card or video in it."""
    parent = image.parent
    while parent is not None and parent is not figure:
        if parent.name == "figure" or (draft.is_made(parent) and parent.name == "p"):
            return False
        parent = parent.parent
    return True


def _has_content(node: PageElement) -> bool:
    return not isinstance(node, Tag) or bool(node.get_text(strip=True)) or bool(find_tags(node, "img"))


def _with_link(image: Tag) -> Tag:
    link = image.parent
    while link is not None and link.name != "a":
        link = link.parent
    return link if link is not None and _holds_only(link, image) else image


def build_figure(draft: Draft, content: PageElement) -> Tag:
    """Return a figure around a picture, which is taken out of its place."""
    return draft.new("figure", None, content.extract())
