"""Videos: a poster that leads to the video's page; never a stream's address, which expires."""

import posixpath
import re
from urllib.parse import unquote

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.dom.tree import attribute, child_tags, find_tags, has_class, is_blank, replace_content
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.picture_urls import clean_picture_url
from mkdocs_zhihu.body.transforms.links.link_cards import build_card
from mkdocs_zhihu.body.transforms.pictures.images import build_img
from mkdocs_zhihu.body.transforms.text.flow import clean_text
from mkdocs_zhihu.body.urls import RELATIVE, ZHIHU, clean_url, unwrap_redirect
from mkdocs_zhihu.model import Image

UNTITLED = "视频"
FILES = frozenset({"img", "source"})
"""What a video plays, and its poster."""
MAX_FILES = 20
"""Files of one player that are looked at: players may stand in each other."""
STREAM = re.compile(
    r"https?://(?:[\w-]+\.)*(?:vzuu\.com|vdn\d*\.\w+\.\w+)(?:[/:?#]|$)|[?&]auth_key=", re.IGNORECASE
)
PLAYERS = (
    (re.compile(r"https?://player\.bilibili\.com/.*[?&]bvid=(BV\w+).*"), r"https://www.bilibili.com/video/\1"),
    (re.compile(r"https?://player\.bilibili\.com/.*[?&]aid=(\d+).*"), r"https://www.bilibili.com/video/av\1"),
    (re.compile(r"https?://www\.youtube(?:-nocookie)?\.com/embed/([\w-]+).*"), r"https://www.youtube.com/watch?v=\1"),
    (re.compile(r"https?://player\.youku\.com/embed/([\w=]+).*"), r"https://v.youku.com/v_show/id_\1.html"),
    (re.compile(r"https?://v\.qq\.com/.*[?&]vid=(\w+).*"), r"https://v.qq.com/x/page/\1.html"),
)  # fmt: skip


def rebuild_videos(draft: Draft) -> None:
    """Write every video as its poster, linked to its page and captioned; without a poster as a card.

    before: <a class="video-box" href="https://www.zhihu.com/video/1" data-name="a"></a>
    after:  <p class="zh-link-card"><a href="https://www.zhihu.com/video/1"><span class="zh-link-card__title">a</span> <span class="zh-link-card__host">www.zhihu.com</span></a></p>
    """
    for tag in draft.find_class("zh-video"):
        _keep_own(draft, tag)
    for link in draft.find_class("video-box"):
        _replace(draft, link, _find_page(link, attribute(link, "href")), _read_box_title(link))
    for video in draft.find_all("video"):
        if not has_class(video, "ztext-gif"):
            page = _find_page(video, attribute(video, "data-sourceurl") or _read_source(video))
            _keep_words(video)
            _replace(draft, video, page, attribute(video, "data-name"))
    for name in ("object", "embed", "iframe", "audio"):
        for frame in draft.find_all(name):
            _replace_frame(draft, frame)
    for link in draft.find_class("unprocessable_video"):
        link.name = "p"


def _find_page(tag: Tag, address: str) -> str:
    """Return the page of a video, "" where there is none: a lens id belongs to /video, no other."""
    url = clean_url(unwrap_redirect(address), base=ZHIHU)
    if url and not STREAM.search(url):
        return url
    for name, folder in (("data-zvideo-id", "zvideo"), ("data-lens-id", "video")):
        number = attribute(tag, name)
        if re.fullmatch(r"\d{1,25}", number, re.ASCII):
            return f"{ZHIHU}/{folder}/{number}"
    return ""


def _list_addresses(tag: Tag) -> list[str]:
    """Return what a tag plays, as written, best first."""
    tags = (tag, *find_tags(tag, "source")[:MAX_FILES])
    return [attribute(one, name).strip() for one in tags for name in ("src", "data-src", "data")]


def _read_source(tag: Tag) -> str:
    """Return the address of what a tag plays, "" if it is none of the web."""
    return next(filter(None, map(clean_url, _list_addresses(tag))), "")


def _read_box_title(link: Tag) -> str:
    titles = (tag.get_text() for tag in find_tags(link, "span") if has_class(tag, "title"))
    return attribute(link, "data-name").strip() or next(titles, "")


def _link_file(draft: Draft, tag: Tag) -> Tag | None:
    """Return a link to the file of the site that a tag plays, None if it plays none."""
    url = next(filter(RELATIVE.fullmatch, _list_addresses(tag)), "")
    if not url or (not draft.is_markdown and draft.resolve(url) is None):
        return None
    name = posixpath.basename(unquote(url.partition("?")[0]))
    return draft.new("p", None, draft.new("a", {"href": url}, name))


def _replace(draft: Draft, tag: Tag, page: str, title: str) -> None:
    title = " ".join(clean_text(title).split())
    poster = _read_poster(draft, tag, title or UNTITLED)
    own = None if page else _link_file(draft, tag)
    if own is not None:
        tag.replace_with(own)
        return
    if not page:
        message = "a video has no address that lasts; its poster was kept, if it had one"
        hint = "link to the page of the video, if it still exists"
        draft.report("video.other", message, hint, near=title)
    if poster is not None:
        new = build_video(draft, page, title or UNTITLED, poster)
    elif page:
        new = build_card(draft, page, title=title or UNTITLED)
    else:
        new = draft.new("p", None, title or UNTITLED)
    tag.replace_with(new)


def _read_poster(draft: Draft, tag: Tag, title: str) -> Image | None:
    shown = (
        attribute(image, name) for image in find_tags(tag, "img")[:MAX_FILES] for name in ("data-src", "src")
    )
    for url in (attribute(tag, "data-poster"), attribute(tag, "poster"), *shown):
        found = clean_picture_url(url, draft.resolve) if url else []
        if found:
            return Image(found[0], title, fallbacks=tuple(found[1:]), kind="poster")
    return None


def build_video(draft: Draft, page: str, title: str, poster: Image) -> Tag:
    """Return the figure that stands for a video."""
    image = build_img(draft, poster)
    picture = draft.new("a", {"href": page}, image) if page else image
    caption = draft.new("figcaption", None, title)
    return draft.new("figure", {"class": "zh-video"}, picture, caption)


def _replace_frame(draft: Draft, frame: Tag) -> None:
    """Put a card in place of a player, a link in place of one for a file of the site, and keep the text meant for old browsers."""
    is_program = frame.name in ("object", "embed")  # whatever it asks for: only a file of the site is linked
    url = "" if is_program else _read_source(frame)
    for pattern, page in PLAYERS:
        url = pattern.sub(page, url) if pattern.fullmatch(url) else url
    for inner in find_tags(frame, "embed"):
        if attribute(inner, "src") == attribute(frame, "data"):  # an older way to write the same
            inner.extract()
    if url and not STREAM.search(url):
        frame.insert_before(build_card(draft, url, title=attribute(frame, "title")))
    elif (own := None if url else _link_file(draft, frame)) is not None:
        frame.insert_before(own)
    frame.unwrap()


def _keep_words(video: Tag) -> None:
    """Put what is meant for old browsers after a video; `_replace` drops the rest."""
    words = [node for node in list(video.children) if not isinstance(node, Tag) or node.name not in FILES]
    if any(not is_blank(node) for node in words):
        paragraph = Element("p")  # like one of the author's, not finished yet
        replace_content(paragraph, [node.extract() for node in words])
        video.insert_after(paragraph)


def _keep_own(draft: Draft, tag: Tag) -> None:
    """Keep a video of our own making: a poster, linked or not, and its caption."""
    images, captions = find_tags(tag, "img"), find_tags(tag, "figcaption")
    if tag.name != "figure" or len(images) != 1 or len(captions) != 1 or len(child_tags(tag)) != 2:  # noqa: PLR2004
        return
    link = images[0].parent
    page = attribute(link, "href") if link is not None and link.name == "a" else ""
    found = clean_picture_url(attribute(images[0], "src"), draft.resolve)
    if found:
        poster = Image(found[0], attribute(images[0], "alt"), kind="poster")
        tag.replace_with(build_video(draft, page, captions[0].get_text(), poster))
