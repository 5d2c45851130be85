"""Which heading of a body a link to one of its places leads to: its own id, or that of something near it."""

import re
from collections.abc import Collection, Iterator

from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute, find_tags
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.text.headings import NAMES, unique_id

OWN = re.compile(r"fn:|fnref")
"""Ids of our footnotes."""


def find_anchors(draft: Draft) -> tuple[dict[str, str], Collection[str]]:
    """Return the ids of headings by the ids and names in a body, and all ids of headings in their order.

    Something with an id stands for the heading right behind it, else for the one above, in whose section it is; without
    any heading for "".
    """
    found: dict[str, str] = {}
    waiting: list[str] = []
    used: dict[str, int] = {}
    last = ""
    inside: set[int] = set()
    for node in list_nodes(draft.root):
        if id(node) in inside:
            continue
        if node.name in NAMES and (node.get_text().strip() or find_tags(node, "img")):
            last = unique_id(node.get_text(), used)
            nodes = list_nodes(node)
            inside.update(map(id, nodes))
            waiting += [name for tag in (node, *nodes) for name in _iter_ids(tag)]
        elif node.name is not None and node.name != "img":
            names = list(_iter_ids(node))
            if last and names and names[0].startswith("^"):  # Obsidian's mark at the end of a block
                found.setdefault(names[0], last)
            else:
                waiting += names
            continue
        elif not last or (node.name is None and not str(node).strip()):
            continue  # before the first heading, that is the nearest
        for name in waiting:
            found.setdefault(name, last)
        waiting = []
    for name in waiting:
        found.setdefault(name, last)
    return found, used


def _iter_ids(node: Tag) -> Iterator[str]:
    if node.name is None:
        return
    names = (attribute(node, "id"), attribute(node, "name") if node.name == "a" else "")
    yield from (name for name in names if name and not OWN.match(name))
