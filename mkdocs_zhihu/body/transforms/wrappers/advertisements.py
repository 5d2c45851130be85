"""Advertisements: neither the author's words nor the reader's business."""

import re

from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute, classes
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.urls import unwrap_redirect

KINDS = ("mcn-link-card", "ad-link-card")
IDS = ("data-mcn-id", "data-ad-id", "data-edu-card-id")
CLASS = re.compile(r"MCNLinkCard(?:-.*)?|km-sku-card.*|RichText-(?:AD|MCN)LinkCardContainer|ecommerce-ad-.*")
HOST = re.compile(r"(?:https?:)?//(?:xg|d)\.zhihu\.com(?:[/:?#]|$)", re.IGNORECASE)
# What only an advertisement has in its source; most bodies are done after one look.
ADVERTISEMENT_SIGNS = (
    "link-card",
    "-id=",
    "LinkCard",
    "km-sku",
    "ecommerce-ad",
    "xg.zhihu.com",
    "d.zhihu.com",
)


def drop_advertisements(draft: Draft) -> None:
    """Remove cards that sell something, and count them.

    before: <p>a</p><a data-draft-type="mcn-link-card" data-mcn-id="1">b</a>
    after:  <p>a</p>
    """
    if not any(sign in draft.source for sign in ADVERTISEMENT_SIGNS):
        return
    dropped = 0
    for tag in [node for node in list_nodes(draft.root) if node.name is not None]:
        if tag.attrs and _is_advertisement(tag):
            dropped += draft.root in tag.parents  # else a part of one that is gone already
            tag.extract()
    if dropped:
        draft.report("card.ad", f"advertisements that were removed: {dropped}", "", "info")


def _is_advertisement(tag: Tag) -> bool:
    if tag.attrs.get("data-draft-type") in KINDS or any(tag.attrs.get(name) for name in IDS):
        return True
    if "class" in tag.attrs and any(CLASS.fullmatch(name) for name in classes(tag)):
        return True
    return tag.name == "a" and HOST.match(unwrap_redirect(attribute(tag, "href"))) is not None
