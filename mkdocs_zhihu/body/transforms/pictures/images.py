"""Pictures: the best source, real sizes, and where they stand."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bs4.element import Tag
from msgspec.structs import replace

from mkdocs_zhihu.body.dom.tree import attribute, has_class, is_blank
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.picture_urls import clean_picture_url
from mkdocs_zhihu.body.raw.data_pictures import DATA_FOLDER
from mkdocs_zhihu.body.raw.local_addresses import find_local_file, is_local_file, read_file_name
from mkdocs_zhihu.body.transforms.links.relative_urls import complete_picture_url
from mkdocs_zhihu.body.urls import RELATIVE
from mkdocs_zhihu.model import Image

SOURCES = ("data-original", "data-actualsrc", "data-src", "src", "data-original-src")
LAST_SOURCES = (
    "data-thumbnail",
    "data-default-watermark-src",
    "data-watermark-src",
    "data-private-watermark-src",
)
TOKEN = re.compile(r"v2-[0-9a-f]{16,64}")
ANIMATED = re.compile(r"\.gif(?:\?|$)")
STILL = re.compile(r"\.(?:jpe?g|png|webp)(?=\?|$)")
PIXELS = re.compile(r"([1-9]\d{0,4})(?:px)?", re.ASCII)
STICKER = re.compile(r"\[[^\[\]]+\]")
SIZES = (("data-rawwidth", "data-rawheight"), ("width", "height"), ("w", "h"))
FILE_NAME = re.compile(r"[\w.-]+\.(?:jpe?g|png|gif|webp|bmp|svg|image)", re.IGNORECASE)
PLAYER = "动图封面"
"""Zhihu's word for the still picture of any GIF."""
MAX_SIDE = 65_535
TRACKER_SIDE = 2


def pick_sources(draft: Draft) -> None:
    """Give every picture its best address, its real size and a lazy, referrer-free `img`.

    before: <p>a <img src="https://pic1.zhimg.com/v2-1_720w.jpg" data-original="https://pic1.zhimg.com/v2-1_r.jpg"></p>
    after:  <p>a <img src="https://pic1.zhimg.com/v2-1_r.jpg" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer"></p>
    """
    trackers = 0
    for tag in draft.find_all("img"):
        if draft.is_made(tag):
            continue
        width, height = _read_size(tag)
        if is_tracker(tag):
            tag.extract()
            trackers += 1
            continue
        image = read_image(draft, tag, width, height)
        if image is None:
            words = _clean_alt(attribute(tag, "alt"), draft) or attribute(tag, "data-zh-name")
            _report(draft, attribute(tag, "src").strip(), has_words=bool(words.strip()))
            tag.replace_with(words or _name_link(tag))
        else:
            tag.replace_with(build_img(draft, image, emoji=_is_sticker(tag)))
    if trackers:
        draft.report("tracker", f"tracking pictures that were removed: {trackers}", "", "info")


def is_tracker(tag: Tag) -> bool:
    """Return whether a picture is too small to be seen: it tells a server who reads."""
    width, height = _read_size(tag)
    return width is not None and height is not None and max(width, height) <= TRACKER_SIDE


def _report(draft: Draft, src: str, *, has_words: bool) -> None:
    rule, near = "image.source", src
    if path := find_local_file(src):
        rule, near = "image.local", read_file_name(path)
        message, hint = f"shows {path}, a file of another computer", "copy that picture beside the post"
    elif RELATIVE.fullmatch(src):
        message = f"shows {src}, which is no file of this site"
        hint = "put the picture beside the post, or correct its address"
    else:
        message, hint = "a picture has no usable address", "add the picture's address to the file"
    if has_words:
        message = f"{message}; its text was kept"
    draft.report(rule, message, hint, near=near)


def build_img(draft: Draft, image: Image, *, emoji: bool = False, css_class: str = "") -> Tag:
    """Return the `img` that shows a picture, and remember the picture."""
    attributes = {"class": css_class or "zh-emoji"} if emoji or css_class else {}
    attributes |= {"src": image.url, "alt": image.alt}
    if image.width and image.height:
        attributes |= {"width": str(image.width), "height": str(image.height)}
    attributes |= {"loading": "lazy", "decoding": "async", "referrerpolicy": "no-referrer"}
    tag = draft.new("img", attributes)
    if emoji:
        draft.stickers[id(tag)] = replace(image, kind="emoji")
    else:
        draft.images[id(tag)] = image
    return tag


def read_image(draft: Draft, tag: Tag, width: int | None, height: int | None) -> Image | None:
    """Return the picture of a source `img`, or None if no address of it can be used."""
    candidates = list(dict.fromkeys(iter_candidates(draft, tag)))
    if not candidates:
        return None
    alt = _clean_alt(attribute(tag, "alt"), draft)
    return Image(candidates[0], alt, width, height, tuple(candidates[1:]))


def iter_candidates(draft: Draft, tag: Tag) -> Iterator[str]:
    """Yield the usable addresses of a source `img`, best first."""
    known = tag.attrs
    raw = [str(known[name]) for name in SOURCES if name in known]
    token = attribute(tag, "data-original-token")
    if token and TOKEN.fullmatch(token):
        raw.append(f"https://pic1.zhimg.com/{token}")
    raw += [str(known[name]) for name in LAST_SOURCES if name in known]
    source = attribute(tag, "src")
    is_within = source.startswith(f"/{DATA_FOLDER}/")  # the post itself holds it: perhaps a placeholder
    if ANIMATED.search(source) and not is_within:  # the animation; `data-original` is a still
        raw = [source, attribute(tag, "data-thumbnail"), *raw]
    elif (still := attribute(tag, "data-thumbnail")) and (source or has_class(tag, "ztext-gif")):
        raw = [STILL.sub(".gif", still), still, *raw]
    if RELATIVE.fullmatch(source) and not is_within and draft.resolve(source) is not None:
        raw = [source, *raw]  # what a browser saved beside the page is here to stay
    for url in raw:
        if url:
            yield from clean_picture_url(url, draft.resolve)
    if source and not is_within and not is_local_file(source):
        yield from clean_picture_url(complete_picture_url(draft, source), draft.resolve)


def _read_size(tag: Tag) -> tuple[int | None, int | None]:
    for wide, high in SIZES:
        if wide in tag.attrs and high in tag.attrs:
            width, height = _read_pixels(attribute(tag, wide)), _read_pixels(attribute(tag, high))
            if width and height:
                return width, height
    return None, None


def _read_pixels(text: str) -> int | None:
    match = PIXELS.fullmatch(text.strip())
    return min(int(match[1]), MAX_SIDE) if match else None


def _is_sticker(tag: Tag) -> bool:
    return STICKER.fullmatch(attribute(tag, "alt").strip()) is not None


def _clean_alt(text: str, draft: Draft) -> str:
    text = " ".join(text.split())
    return "" if FILE_NAME.fullmatch(text) or text in (draft.title, draft.true_title, PLAYER) else text


def _name_link(image: Tag) -> str:
    """Return the address of a link that has nothing but this picture: without words the link would go too."""
    child, parent = image, image.parent
    while parent is not None and all(node is child or is_blank(node) for node in parent.children):
        if parent.name == "a":
            return attribute(parent, "href").strip()
        child, parent = parent, parent.parent
    return ""


def order_images(draft: Draft, nodes: Iterable[Any]) -> tuple[Image, ...]:
    """Return the pictures among the nodes of the finished tree, in their order."""
    images: list[Image] = []
    known = draft.images | draft.stickers
    offset = 0
    for node in nodes if known else ():
        if node.name is None:
            offset += len(node.strip())
        elif id(node) in known:
            images.append(replace(known[id(node)], offset=offset))
    return tuple(images)
