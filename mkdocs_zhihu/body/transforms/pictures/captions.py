"""Captions that stand only in an attribute."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import attribute, find_tags
from mkdocs_zhihu.body.draft import Draft


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
        caption = " / ".join(dict.fromkeys(filter(None, captions)))
        if caption:
            for empty in existing:
                empty.extract()
            figure.append(draft.new("figcaption", None, caption))


def is_empty_caption(caption: Tag) -> bool:
    """Return whether a caption says nothing."""
    return not caption.get_text(strip=True) and not find_tags(caption, "img")
