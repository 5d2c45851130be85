"""Which picture stands at the head of a post and on its card."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from mkdocs_zhihu.body import clean_picture_url, picture_identity
from mkdocs_zhihu.body.urls import RELATIVE
from mkdocs_zhihu.model import Body, Image, Post
from mkdocs_zhihu.problems import Problem
from mkdocs_zhihu.reading.file_kinds import PICTURE_ENDINGS

DEFAULT_AVATAR = "da8e974dc"
"""What the address of Zhihu's picture for people without one has."""
NO_PICTURE = re.compile(
    r"picsum\.photos|/equation\?|/undefined(?:$|[/?#])|^undefined$|^null$|^data:|favicon|\.ico(?:\?|$)"
    r"|zhimg\.com/(?:\d+/)?(?:v2-)?[0-9a-f]+_(?:xl|l|m|s|xs|is|ipico)\.|" + DEFAULT_AVATAR,
    re.IGNORECASE,
)
# What nearly all pictures of Zhihu look like; to see that they are none of those above takes ten times as long.
PICTURE = re.compile(
    r"https://pic\w\.zhimg\.com/(?:v2-)?[0-9a-f]{16,32}_(?:r|b|hd|qhd|720w|1440w)\.(?:jpg|png|gif|webp)"
)
FILE = re.compile(rf".+\.(?:{PICTURE_ENDINGS})|.*/[^/]*[^/.]\.[a-z]\w{{1,4}}", re.IGNORECASE | re.DOTALL)
"""An address that a file may have: it ends as pictures do, or it is a path to something with an ending."""
SCREEN = 1500
"""Characters of text between a hero and the same picture in the body that keep them on two screens."""


def is_picture(url: str) -> bool:
    """Return whether a `headimg` is a real picture: no placeholder, avatar, formula or broken value."""
    if PICTURE.fullmatch(url) and DEFAULT_AVATAR not in url:
        return True
    return bool(url) and not NO_PICTURE.search(url)


def pick_hero(head: Image | None, body: Body) -> tuple[Image | None, bool]:
    """Return the head picture, and whether the body shows it on its first screen too.

    The front matter's picture, else the body's first where it is not on the first screen anyway.
    """
    hero = head or _first_picture(body)
    if hero is None:
        return None, False
    identity = picture_identity(hero.url)
    is_near = any(picture_identity(image.url) == identity and image.offset < SCREEN for image in body.images)
    return (None, False) if is_near and head is None else (with_size(hero, body), is_near)


def pick_thumbnail(thumbnail: Image | None, head: Image | None, body: Body) -> Image | None:
    """Return the picture on a post's card: thumbnail, hero, else the body's first."""
    found = thumbnail or head or _first_picture(body)
    return with_size(found, body) if found else None


def _first_picture(body: Body) -> Image | None:
    return next((image for image in body.images if image.kind == "picture"), None)


def with_size(image: Image, body: Body) -> Image:
    """Return the body's own account of a picture, which knows its size, if it has one."""
    identity = picture_identity(image.url)
    return next((known for known in body.images if picture_identity(known.url) == identity), image)


def find_lost_heads(posts: Iterable[Post], resolve: Callable[[str, str], str | None]) -> Iterator[Problem]:
    """Yield the pictures of front matter that should be files of the site and are none; `resolve` resolves them from a post."""
    for post in posts:
        head, card = post.picture_keys
        for url, name in {post.thumbnail: card, post.headimg: head}.items():
            if _is_file(url) and not clean_picture_url(url, partial(resolve, post.uri)):
                message = f"has {url} as {name}, which is no file of this site"
                yield Problem(
                    post.uri, "fm.picture", message, "put the picture beside the post, or correct its address"
                )


def _is_file(url: str) -> bool:
    """Return whether a value should be a file of the site: words in its place are none.

    >>> [_is_file(url) for url in ("a.jpg?v=2", "/img/a.heic", "在此处放上图片链接", "甲/乙", "https://a.example/b.png")]
    [True, True, False, False, False]
    """
    is_file = RELATIVE.fullmatch(url) and FILE.fullmatch(re.split(r"[?#]", url, maxsplit=1)[0])
    return is_file is not None and is_picture(url)


def front_matter_urls(post: Post) -> tuple[str, str]:
    """Return (headimg, thumbnail), each "" where it is no real picture."""
    head = post.headimg if is_picture(post.headimg) else ""
    is_same = post.thumbnail == post.headimg  # as a rule
    card = head if is_same else post.thumbnail if is_picture(post.thumbnail) else ""
    return head or card, card or head
