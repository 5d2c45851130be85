"""Places of nodes: a node knows its parent, and a tag what it holds; nothing else links them.

BeautifulSoup would keep four more links in each node, and mend them at every move.
"""

from typing import Any, Self

from bs4.element import PageElement, Tag


def list_nodes(tag: Tag) -> list[Any]:
    """Return the nodes below a tag in document order; a text's `name` is None."""
    nodes: list[Any] = []
    _collect_nodes(tag, nodes)
    return nodes


def _collect_nodes(tag: Tag, nodes: list[Any]) -> None:
    node: Any
    for node in tag.contents:
        nodes.append(node)
        if node.name is None or not node.contents:
            continue
        inner: Any = node.contents
        if len(inner) == 1 and inner[0].name is None:  # as most tags
            nodes.append(inner[0])
        else:
            _collect_nodes(node, nodes)


class Node(PageElement):
    """What tags and texts have in common: a place in a parent."""

    hidden = False
    parent: Any = None
    previous_element: Any = None
    next_element: Any = None

    @property
    def next_sibling(self) -> Any:  # type: ignore[override]
        """The node after this one in its parent."""
        return self._find_neighbour(1)

    @property
    def previous_sibling(self) -> Any:  # type: ignore[override]
        """The node before this one in its parent."""
        return self._find_neighbour(-1)

    def _find_neighbour(self, step: int) -> Any:
        if self.parent is None:
            return None
        place = self.parent.index(self) + step
        return self.parent.contents[place] if 0 <= place < len(self.parent.contents) else None

    def extract(self, _self_index: int | None = None) -> Self:
        """Take the node out of its parent and return it."""
        parent = self.parent
        if parent is not None:
            del parent.contents[parent.index(self) if _self_index is None else _self_index]
            self.parent = None
        return self

    def replace_with(self, *args: Any) -> Self:
        """Put a node or a text in the place of this one, and return this one."""
        parent, new = self.parent, args[0]
        is_in_tree = isinstance(new, PageElement) and (new.parent is not None or new is parent)
        if parent is None or len(args) > 1 or is_in_tree:
            return super().replace_with(*args)
        parent.contents[parent.index(self)] = parent.adopt(new)
        self.parent = None
        return self

    def decompose(self) -> None:
        """Take the node out of its parent, and all it holds apart, so that they cannot be taken for a part of the body."""
        self.extract()
        if isinstance(self, Tag):
            for node in (self, *list_nodes(self)):
                node.parent = None
                if node.name is not None:
                    node.name, node.attrs, node.contents = "", {}, []
