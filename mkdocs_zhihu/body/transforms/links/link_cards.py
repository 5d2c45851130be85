"""Cards: a link that stands for a page, with its title, host and picture."""

import re
from urllib.parse import urlsplit

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import attribute, child_tags, classes, find_tags, has_class, is_blank
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.picture_urls import clean_picture_url
from mkdocs_zhihu.body.transforms.pictures.images import build_img
from mkdocs_zhihu.body.transforms.text.flow import clean_text
from mkdocs_zhihu.body.urls import ZHIHU, clean_url, unwrap_redirect
from mkdocs_zhihu.model import Image

BARE_PICTURE = re.compile(r"v2-[0-9a-f]{16,64}(?:_\w+)?(?:\.\w+)?")
WEB = re.compile(r"^https?://")
TITLES = ("LinkCard-title", "ZVideoLinkCard-title")
UNITS = ("B", "kB", "MB", "GB", "TB")
STEP = 1000


def rebuild_cards(draft: Draft) -> None:
    """Write every link card as a paragraph of its own.

    before: <a data-draft-type="link-card" href="https://a.org/b">c</a>
    after:  <p class="zh-link-card"><a href="https://a.org/b"><span class="zh-link-card__title">c</span> <span class="zh-link-card__host">a.org</span></a></p>
    """
    for tag in draft.find_class("zh-link-card"):
        _keep_own(draft, tag)
    if "link-card" not in draft.source and "LinkCard" not in draft.source:
        return
    for link in draft.find_all("a"):
        kind = attribute(link, "data-draft-type")
        if kind == "file-link-card":
            title = _find_shown(link, "FileLinkCard-name") or _text(link)
            replace_by_card(draft, link, title=title, note=_format_size(attribute(link, "data-file-size")))
        elif has_class(link, "LinkCard"):  # a rendered one has the type of its draft too
            replace_by_card(draft, link, title=_read_rendered_title(link))
        elif kind == "link-card":
            replace_by_card(draft, link, title=_text(link) or attribute(link, "data-draft-title"))
        elif _is_label(link):
            link.extract()


def replace_by_card(draft: Draft, link: Tag, *, title: str, note: str = "") -> None:
    """Put a card in place of a link; `note` stands where else its host would."""
    url = clean_url(unwrap_redirect(attribute(link, "href")), base=ZHIHU)
    if not url:
        link.unwrap()
        return
    link.replace_with(build_card(draft, url, title=title, note=note, picture=_read_picture(draft, link)))


def build_card(
    draft: Draft, url: str, *, title: str = "", note: str = "", picture: Image | None = None
) -> Tag:
    """Return a card; without a title it shows its address."""
    title = " ".join(clean_text(title).split()) or WEB.sub("", url)
    parts: list[Tag | str] = [
        draft.new("span", {"class": "zh-link-card__title"}, title),
        " ",
        draft.new("span", {"class": "zh-link-card__host"}, note or urlsplit(url).hostname or ""),
    ]
    if picture is not None:
        parts.insert(0, build_img(draft, picture, css_class="zh-link-card__thumb"))
    return draft.new("p", {"class": "zh-link-card"}, draft.new("a", {"href": url}, *parts))


def _text(link: Tag) -> str:
    return clean_text(link.get_text()).strip()


def _read_rendered_title(link: Tag) -> str:
    title = _find_shown(link, *TITLES) or attribute(link, "data-text")
    if not title and not any(has_class(tag, *TITLES) for tag in find_tags(link, "span", "div")):
        title = _text(link)
    return WEB.sub("", title)


def _find_shown(link: Tag, *names: str) -> str:
    """Return the text of the first tag of these classes that has one."""
    tags = (tag for tag in find_tags(link, "span", "div") if has_class(tag, *names))
    return next((text for tag in tags if (text := _text(tag))), "")


def _is_label(link: Tag) -> bool:
    """Return whether this says what a card is of (`回答`): a link in the card's link, so a parser puts it behind."""
    names = classes(link)
    return "tag" in names and any(name.startswith("type_") for name in names) and not attribute(link, "href")


def _read_picture(draft: Draft, link: Tag) -> Image | None:
    url = attribute(link, "data-image")
    if BARE_PICTURE.fullmatch(url):
        url = f"https://pic1.zhimg.com/{url}"
    if not url:
        url = next((attribute(image, "src") for image in find_tags(link, "img")), "")
    found = clean_picture_url(url, draft.resolve) if url else []
    return Image(found[0], fallbacks=tuple(found[1:]), kind="card") if found else None


def _format_size(text: str) -> str:
    """Return bytes as people write them, "" for what is no number."""
    if not (text.isascii() and text.isdigit()) or len(text) > 15:  # noqa: PLR2004 - no file is larger
        return ""
    size, unit = float(text), 0
    while size >= STEP and unit < len(UNITS) - 1:
        size, unit = size / STEP, unit + 1
    return f"{size:.3g} {UNITS[unit]}"


def _keep_own(draft: Draft, tag: Tag) -> None:
    """Keep a card of our own making: a link with a title, a host and at most a picture."""
    links = child_tags(tag)
    if (
        tag.name != "p"
        or len(links) != 1
        or len(tag.contents) != 1
        or attribute(tag, "class") != "zh-link-card"
    ):
        return
    parts = child_tags(links[0])
    names = [attribute(part, "class") for part in parts]
    wanted = ["zh-link-card__thumb", "zh-link-card__title", "zh-link-card__host"]
    is_ours = names in (wanted, wanted[1:]) and all(
        part in parts or is_blank(part) for part in links[0].contents
    )
    url = attribute(links[0], "href")
    if not is_ours or not url or any(child_tags(part) for part in parts):
        return
    found = clean_picture_url(attribute(parts[0], "src"), draft.resolve) if len(parts) == len(wanted) else []
    picture = Image(found[0], kind="card") if found else None
    title, note = (part.get_text() for part in parts[-2:])
    tag.replace_with(build_card(draft, url, title=title, note=note, picture=picture))
