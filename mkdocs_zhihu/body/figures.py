"""Figures: one picture with its caption."""

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.tree import attribute, children, find_tags, is_blank
from mkdocs_zhihu.body.urls import picture_identity


def keep_captions(draft: Draft) -> None:
    """Note a caption that stands only in `data-caption` as a `figcaption`, before pictures are rebuilt.

    before: <figure><img data-caption="a" src="https://a/b.jpg"></figure>
    after:  <figure><img data-caption="a" src="https://a/b.jpg"><figcaption>a</figcaption></figure>
    """
    for figure in draft.find_all("figure"):
        existing = find_tags(figure, "figcaption")
        if existing and not is_empty_caption(existing[0]):
            continue
        captions = (attribute(image, "data-caption").strip() for image in find_tags(figure, "img"))
        caption = next(filter(None, captions), "")
        if caption:
            for empty in existing:
                empty.extract()
            figure.append(draft.new("figcaption", None, caption))


def rebuild_figures(draft: Draft) -> None:
    """Give every figure exactly one picture, its link if it leads elsewhere, and its caption.

    What else stands in it moves behind it; a figure without a picture is unwrapped.

        before: <figure data-size="normal"><a href="https://a/b.jpg"><img src="https://a/b.jpg"></a><figcaption> a</figcaption></figure>
        after:  <figure><img src="https://a/b.jpg"><figcaption> a</figcaption></figure>
    """
    if draft.find_all("img"):
        for link in draft.find_all("a"):
            _unwrap_own_link(link)
    for figure in draft.find_all("figure"):
        if not draft.is_made(figure):
            _rebuild(draft, figure)


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
    images = find_tags(figure, "img")
    caption = next(iter(find_tags(figure, "figcaption")), None)
    if not images:
        if caption is not None:
            draft.rename(caption, "p")
        figure.unwrap()
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


def is_empty_caption(caption: Tag) -> bool:
    """Return whether a caption says nothing."""
    return not caption.get_text(strip=True) and not find_tags(caption, "img")


def _has_content(node: PageElement) -> bool:
    return not isinstance(node, Tag) or bool(node.get_text(strip=True)) or bool(find_tags(node, "img"))


def _with_link(image: Tag) -> Tag:
    link = image.find_parent("a")
    if link is not None and _holds_only(link, image):
        return link
    return image


def build_figure(draft: Draft, content: PageElement) -> Tag:
    """Return a figure around a picture, which is taken out of its place."""
    return draft.new("figure", None, content.extract())
