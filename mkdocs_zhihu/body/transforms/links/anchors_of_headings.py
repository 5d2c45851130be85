"""Which heading of a body a link to one of its places leads to: its own, or one near it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from bs4.element import Tag

from mkdocs_zhihu.body.anchors import TEXT_DIRECTIVE, HeadingIds
from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute, find_tags
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.text.headings import NAMES, read_heading_text, unique_id

OWN = re.compile(r"fn(?:ref\d*)?:")
"""What ids of our footnotes begin with."""
ANCHOR = re.compile(r' (?:id|name)="')


@dataclass(frozen=True, slots=True)
class LinksToHeadings:
    """Links in a body to places of its own."""

    draft: Draft
    """The body, whose places are known."""

    by_id: Mapping[str, Tag]
    """Headings by the ids that they would have."""

    names: HeadingIds
    """What other tools call these ids."""

    def take(self, fragment: str) -> bool:
        """Remember the heading that a fragment names in any common spelling; return whether there is one."""
        name, mark, words = fragment[1:].partition(TEXT_DIRECTIVE)
        heading = self.draft.places.get(name) or self.draft.places.get(unquote(name))
        if heading is None and name:
            heading = self.by_id.get(self.names.match(unquote(name)))
        if heading is None and not mark:
            self._report(fragment, name)
            return False
        self.draft.fragments[fragment] = heading, mark + words
        return True

    def _report(self, fragment: str, name: str) -> None:
        is_place = name in ("", "top", *self.draft.places) or OWN.match(name)
        if self.draft.is_markdown and not is_place:
            message = f"links to {fragment}, which is no place in this post; its text was kept"
            hint = "name a heading of this post, or change the link"
            self.draft.report("link.internal", message, hint, near=fragment)


def record_places(draft: Draft) -> LinksToHeadings:
    """Remember the places in a body before headings have their ids: the places would go with their attributes."""
    is_asked = 'href="#' in draft.source or (draft.original and "#" in draft.source)
    by_id: dict[str, Tag] = {}
    if is_asked or ANCHOR.search(draft.source):
        draft.places, by_id = _find_places(draft)
    texts = [read_heading_text(tag) for tag in by_id.values()] if is_asked else ()
    return LinksToHeadings(draft, by_id, HeadingIds(by_id, texts))


def lead_to_headings(draft: Draft) -> None:
    """Point links within the post at the ids that headings have now; a heading that was left out has none.

    Links that are no links to headings stay.

    before: <a href="#fn:1">1</a>
    after:  <a href="#fn:1">1</a>
    """
    ids = {heading.id for heading in draft.headings}

    def find_id(heading: Tag | None) -> str:
        name = attribute(heading, "id") if heading is not None else ""
        return name if name in ids else ""

    for link in draft.find_all("a") if draft.fragments else ():
        heading, rest = draft.fragments.get(attribute(link, "href"), (None, None))
        if rest is None:
            continue
        if fragment := find_id(heading) + rest:
            link.attrs["href"] = f"#{fragment}"
        else:
            link.unwrap()
    draft.anchors = {name: find_id(heading) for name, heading in draft.places.items()}


def _find_places(draft: Draft) -> tuple[dict[str, Tag | None], dict[str, Tag]]:
    """Return headings by the ids and names in a body, and by the ids that they would have.

    Something with an id stands for the heading right behind it, else for the one above, in whose section it is; without
    any heading for none.
    """
    found: dict[str, Tag | None] = {}
    by_id: dict[str, Tag] = {}
    waiting: list[str] = []
    used: dict[str, int] = {}
    last: Tag | None = None
    inside: set[int] = set()
    for node in list_nodes(draft.root):
        if id(node) in inside:
            continue
        if node.name in NAMES and (node.get_text().strip() or find_tags(node, "img")):
            last = by_id[unique_id(read_heading_text(node), used)] = node
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
    return found, by_id


def _iter_ids(node: Tag) -> Iterator[str]:
    if node.name is None:
        return
    names = (attribute(node, "id"), attribute(node, "name") if node.name == "a" else "")
    yield from (name for name in names if name and not OWN.match(name))
