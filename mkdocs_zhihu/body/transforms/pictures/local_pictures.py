"""Pictures that the site itself has, and those that are gone."""

from urllib.parse import urlsplit

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import attribute, has_class
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.model import Image, ImageKind

OUTBOUND = "noopener noreferrer nofollow ugc"
LOST = "图片已不在原处"
WIDTHS: dict[ImageKind, str] = {
    "picture": "(max-width: 720px) 100vw, 640px",
    "poster": "(max-width: 720px) 100vw, 640px",
    "card": "86px",
    "emoji": "24px",
}
"""How wide a picture is shown; the style sheet says the same."""


def localise_pictures(draft: Draft) -> None:
    """Show the site's own files, with real sizes, in place of remote pictures; a quiet frame for a lost one.

    No step of the pipeline: the words about a lost picture are none of the post's, so its text is read before.
    """
    known = draft.images | draft.stickers
    for tag in draft.find_all("img") if known else ():
        image = known.get(id(tag))
        shown = draft.show(image) if image is not None else None
        if shown is None:
            continue
        if shown.url:
            _show(tag, shown)
        else:
            _replace(draft, tag, shown)


def _show(tag: Tag, image: Image) -> None:
    attributes = {"src": image.url, "alt": image.alt}
    if image.versions:
        attributes["srcset"] = ", ".join(f"{url} {width}w" for url, width in image.versions)
        attributes["sizes"] = WIDTHS[image.kind]
    attributes |= {"width": str(image.width), "height": str(image.height)}
    classes = [attribute(tag, "class"), f"zh-tone-{image.tone}" if image.tone else ""]
    if any(classes):
        attributes["class"] = " ".join(filter(None, classes))
    tag.attrs = attributes | {"loading": "lazy", "decoding": "async"}


def _replace(draft: Draft, tag: Tag, image: Image) -> None:
    if image.kind == "emoji":
        tag.replace_with(image.alt)
    elif image.kind == "card":
        tag.decompose()
    else:
        tag.replace_with(build_frame(draft, tag, image))


def build_frame(draft: Draft, tag: Tag, image: Image) -> Tag:
    """Return what stands in place of a lost picture: what it was, its size, and where it used to be."""
    size = f"{image.width} × {image.height}" if image.width and image.height else ""
    words = " · ".join(filter(None, (image.alt, LOST, size, urlsplit(image.origin).hostname)))
    if _is_linked(tag):
        return draft.new("span", {"class": "zh-gone"}, words)
    link = draft.new("a", {"href": image.origin, "rel": OUTBOUND}, words)
    return draft.new("span", {"class": "zh-gone"}, link)


def _is_linked(tag: Tag) -> bool:
    return any(parent.name == "a" or has_class(parent, "zh-link-card") for parent in tag.parents)
