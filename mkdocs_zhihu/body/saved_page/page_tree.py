"""The tree of a whole page, with what it says about itself in its head."""

import re
from collections.abc import Iterable

import nh3
from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.serialize import serialize
from mkdocs_zhihu.body.dom.tree import (
    ATTRIBUTES,
    DROPPED_TAGS,
    SCHEMES,
    TAGS,
    attribute,
    build_tree,
    classes,
    normalise_nested,
)

CLEANER = nh3.Cleaner(
    tags=TAGS | {"meta", "link", "title", "time"},
    clean_content_tags=set(DROPPED_TAGS - {"title"}),
    attributes={
        "*": ATTRIBUTES | {"content", "datetime", "itemprop", "name", "property"},
        "link": {"rel", "href"},
        "time": {"pubdate"},
    },
    generic_attribute_prefixes={"data-"},
    url_schemes=set(SCHEMES),
    link_rel=None,
)
VOID = re.compile(r'<(meta|link)((?: [^\s=">]+="[^"]*")*)>')


def parse_page(html: str) -> Tag:
    """Return the tree of a page, as a browser would read it, without scripts and styles."""
    return build_tree(VOID.sub(r"<\1\2></\1>", normalise_nested(CLEANER.clean(html))))


def find_class(tag: Tag, *names: str) -> list[Tag]:
    """Return the tags below that have all of the classes, in document order."""
    return [
        node
        for node in list_nodes(tag)
        if node.name is not None and "class" in node.attrs and set(names) <= set(classes(node))
    ]


def first_class(tag: Tag, *names: str) -> Tag | None:
    """Return the first of them."""
    return next(iter(find_class(tag, *names)), None)


def has_ancestor(node: Tag, ancestors: Iterable[Tag]) -> bool:
    """Return whether a node stands in one of some tags."""
    known = {id(tag) for tag in ancestors}
    parent = node.parent
    while parent is not None and id(parent) not in known:
        parent = parent.parent
    return parent is not None


def list_meta(tag: Tag, name: str) -> list[str]:
    """Return the contents of every `meta` with an `itemprop`, `property` or `name`."""
    return [
        attribute(node, "content").strip()
        for node in list_nodes(tag)
        if node.name == "meta"
        and name in (attribute(node, "itemprop"), attribute(node, "property"), attribute(node, "name"))
    ]


def list_metas(root: Tag) -> dict[str, list[str]]:
    """Return the contents of every `meta` by its `itemprop`, `property` and `name`."""
    metas: dict[str, list[str]] = {}
    for node in list_nodes(root):
        if node.name == "meta":
            for name in {attribute(node, key) for key in ("itemprop", "property", "name")}:
                metas.setdefault(name, []).append(attribute(node, "content").strip())
    return metas


def find_meta(tag: Tag, name: str) -> str:
    """Return the content of the first of them, "" for none."""
    return next(iter(list_meta(tag, name)), "")


def read_line(tag: Tag | None) -> str:
    """Return the text of a tag as one line, "" for none."""
    return " ".join(tag.get_text().split()) if tag is not None else ""


def write_html(tag: Tag | None) -> str:
    """Return the HTML of what a tag holds."""
    return serialize(tag) if tag is not None else ""
