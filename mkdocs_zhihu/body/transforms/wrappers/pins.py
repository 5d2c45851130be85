"""Thoughts (想法): a `div` with the text, the pictures after it."""

import re

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.dom.tree import attribute, child_tags, children, find_tags, is_blank
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.picture_urls import clean_picture_url
from mkdocs_zhihu.body.transforms.links.link_cards import build_card
from mkdocs_zhihu.body.urls import ZHIHU, clean_url, unwrap_redirect
from mkdocs_zhihu.model import Image

MEMBER = re.compile(r"(?:https?:)?//www\.zhihu\.com/people/[\w-]+/?|/people/[\w-]+/?")
PIN = re.compile(r"(?:(?:https?:)?//www\.zhihu\.com)?/pin/\d+")
PICTURES = ("img", "figure", "video", "br")
COLON = "："
REPOSTED = "转发原文"


def rebuild_pin(draft: Draft) -> None:
    """Turn a thought into paragraphs: its title is metadata, its repost a quotation, its link a card.

    before: <div>T | <p>a</p></div><img src="https://a/b.jpg">
    after:  <div><p>a</p></div><img src="https://a/b.jpg">
    """
    nodes = [node for node in children(draft.root) if not is_blank(node)]
    text = next((node for node in nodes if _is_bare_div(node)), None)
    if text is None or not _is_pin(nodes, text):
        return
    draft.kind = "pin"
    _quote_repost(draft)
    for div in find_tags(draft.root, "div"):
        _take_title(draft, div)
        _build_link_card(draft, div)


def _is_bare_div(node: PageElement) -> bool:
    return isinstance(node, Tag) and node.name == "div" and not node.attrs


def _is_pin(nodes: list[PageElement], text: PageElement) -> bool:
    """Return whether only a member's name stands before the text, and only pictures or a repost after."""
    index = next(i for i, node in enumerate(nodes) if node is text)
    before, after = nodes[:index], nodes[index + 1 :]
    links = [node for node in (*before, *after) if isinstance(node, Tag) and node.name == "a"]
    has_members = all(
        MEMBER.fullmatch(href) or PIN.match(href) for href in (attribute(a, "href") for a in links)
    )
    has_colons = all(node.strip() == COLON for node in (*before, *after) if isinstance(node, NavigableString))
    rest = [node for node in (*before, *after) if isinstance(node, Tag) and node.name != "a"]
    is_plain = all(node.name in PICTURES or _is_bare_div(node) for node in rest)
    signs = bool(links) or any(node.name in ("img", "video") for node in rest)
    return has_members and has_colons and is_plain and (signs or _begins_like_a_pin(text))


def _begins_like_a_pin(text: PageElement) -> bool:
    """Return whether a text begins with a title or a topic, or is a link with a picture."""
    assert isinstance(text, Tag)  # noqa: S101 - a div
    if _link_and_picture(text) is not None:
        return True
    first = text.contents[0] if text.contents else None
    if isinstance(first, NavigableString):
        return first.rstrip(" \n").endswith(" |")
    return isinstance(first, Tag) and "hash_tag" in attribute(first, "class")


def _take_title(draft: Draft, div: Tag) -> None:
    """Take the bare text before ` | ` for the title if the post has none; else it is a bold first line."""
    first = div.contents[0] if div.contents else None
    if not isinstance(first, NavigableString) or not first.rstrip().endswith(" |"):
        return
    title = " ".join(first.rstrip()[:-2].split())
    first.extract()
    if not title or title == draft.title:
        return
    if not draft.title and not draft.true_title:
        draft.true_title = title
        return
    paragraph = Element("p")
    paragraph.append(draft.new("strong", None, title))
    div.insert(0, paragraph)


def _link_and_picture(div: Tag) -> tuple[Tag, Tag] | None:
    """Return the link and the picture of a `div` that holds nothing else."""
    parts = [node for node in children(div) if not is_blank(node)]
    tags = [node for node in parts if isinstance(node, Tag) and node.name != "br"]
    if [tag.name for tag in tags] != ["a", "img"] or not all(isinstance(node, Tag) for node in parts):
        return None
    return (tags[0], tags[1]) if attribute(tags[0], "class") != "hash_tag" else None


def _build_link_card(draft: Draft, div: Tag) -> None:
    found = _link_and_picture(div)
    url = clean_url(unwrap_redirect(attribute(found[0], "href")), base=ZHIHU) if found else ""
    if not found or not url:
        return
    link, image = found
    urls = clean_picture_url(attribute(image, "src"), draft.resolve)
    picture = Image(urls[0], kind="card") if urls else None
    div.clear()
    div.append(build_card(draft, url, title=link.get_text(), picture=picture))


def _quote_repost(draft: Draft) -> None:
    """Put what was reposted into a quotation that begins with its author, linked to the original."""
    for link in find_tags(draft.root, "a"):
        if link.get_text().strip() != REPOSTED or not PIN.match(attribute(link, "href")):
            continue
        following = [node for node in link.next_siblings if not is_blank(node)]
        names = [node.name if isinstance(node, Tag) else node.get_text().strip() for node in following[:4]]
        if names != [COLON, "a", COLON, "div"]:
            continue
        name, div = following[1], following[3]
        quote = Element("blockquote")
        link.insert_before(quote)
        head = Element("p")
        head.append(Element("a", {"href": attribute(link, "href")}))
        child_tags(head)[0].append(name.get_text())
        head.append(COLON)
        quote.append(head)
        quote.append(div.extract())
        for node in (link, *following[:3]):
            node.extract()
        return
