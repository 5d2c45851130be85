"""BeautifulSoup's nodes, light to make and to move: a body is thousands of them."""

import itertools
from collections.abc import Iterator
from typing import Any, Self

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.places import Node, list_nodes

VOID = frozenset({"br", "col", "embed", "hr", "img", "input", "source"})
NEAR = 8
"""Places on both sides of the last one that are looked at first."""


class Element(Node, Tag):
    """A Tag that no parser made; what all of them share is kept on the class."""

    parser_class = None
    namespace = None
    prefix = None
    sourceline = None
    sourcepos = None
    known_xml = False
    cdata_list_attributes = None
    preserve_whitespace_tags = None
    last_place = 0
    """Where `index` found a node last."""
    _namespaces: dict[str, str] = {}  # noqa: RUF012 - as in the base class; never changed

    def __init__(self, name: str, attributes: dict[str, str] | None = None) -> None:
        # The base class would set 22 attributes, one by one.
        self.name = name
        self.attrs = attributes or {}
        self.contents: list[PageElement] = []

    @property
    def can_be_empty_element(self) -> bool:  # type: ignore[override]
        """Whether it has no end tag."""
        return self.name in VOID

    @property
    def descendants(self) -> Iterator[Any]:
        """The nodes below, in document order."""
        return iter(list_nodes(self))

    def index(self, element: PageElement) -> int:
        """Return the place of a node among the contents: of this very node, not of one that is equal.

        Transforms go through a tag from one end to the other, so it is mostly near the place that was found last.
        """
        contents, near = self.contents, self.last_place
        nearby = range(max(0, near - NEAR), min(len(contents), near + NEAR))
        for place in itertools.chain(nearby, range(len(contents))):
            if contents[place] is element:
                self.last_place = place
                return place
        raise ValueError("Tag.index: element not in tag")

    def insert(self, position: int, *new_children: Any) -> Any:
        """Put nodes and texts at a place, and return the nodes; see `_insert`."""
        return [self._insert(place, child) for place, child in enumerate(new_children, position)]

    def _insert(self, position: int, child: Any) -> Any:
        """Put a node, which leaves its place, or a text at a place; beyond the end it is the last."""
        if isinstance(child, PageElement) and child.parent is not None:
            if child.parent is self and self.index(child) < min(position, len(self.contents)):
                position -= 1
            child.extract()
        node = self.adopt(child)
        self.contents.insert(position, node)
        return node

    def adopt(self, child: Any) -> Any:
        """Return a node that is in no tree, or one of a text, with this tag for its parent."""
        node = child if isinstance(child, PageElement) else Text(child)
        node.parent = self
        return node

    def append(self, tag: Any) -> Any:
        """Put a node or a text at the end, and return the node."""
        return self._insert(len(self.contents), tag)

    def unwrap(self) -> Self:
        """Put what the tag holds in its place, and return it, empty."""
        parent = self.parent
        if parent is None:
            raise ValueError("a tag that is in no tree has no place")
        place = parent.index(self)
        parent.contents[place : place + 1] = self.contents
        for node in self.contents:
            node.parent = parent
        self.parent, self.contents = None, []
        return self

    def clear(self, decompose: bool = False) -> None:  # noqa: FBT001, FBT002 - as in the base class
        """Take everything out of the tag."""
        node: Any
        for node in self.contents[:]:
            node.decompose() if decompose else node.extract()

    def smooth(self) -> None:
        """Join texts that stand side by side, here and below."""
        joined: list[Any] = []
        node: Any
        for node in self.contents:
            if node.name is None and joined and joined[-1].name is None:
                joined[-1] = Text(joined[-1] + node)
                joined[-1].parent = self
            else:
                joined.append(node)
        self.contents = joined
        for node in joined:
            if node.name is not None:
                node.smooth()

    def get_text(self, separator: str = "", strip: bool = False, *_types: Any) -> str:  # noqa: FBT001, FBT002 - likewise
        """Return the texts below, joined."""
        texts = [node for node in list_nodes(self) if node.name is None]
        return separator.join(filter(None, map(str.strip, texts)) if strip else texts)


class Text(Node, NavigableString):
    """A NavigableString that is in no tree yet."""

    name = None
    """As a tag's, so that a walk need not ask what kind of node it meets."""

    def __new__(cls, value: str | bytes) -> Self:
        """Return the text; the base class would link it to nothing, attribute by attribute."""
        assert isinstance(value, str)  # noqa: S101 - we never make one from bytes
        return str.__new__(cls, value)

    def get_text(self, *_arguments: Any, **_options: Any) -> str:
        """Return the text; the base class knows only its own subclasses for text."""
        return str(self)


class ColouredText(Text):
    """A text with its colours, one node in place of hundreds."""

    html: str
    """What is written for it."""

    def __new__(cls, value: str | bytes, html: str = "") -> Self:
        """Return the text, shown as this HTML."""
        text = super().__new__(cls, value)
        text.html = html
        return text


# BeautifulSoup collects the text of the types listed here, not of their subclasses.
Element.interesting_string_types = {NavigableString, Text, ColouredText}  # type: ignore[attr-defined]
