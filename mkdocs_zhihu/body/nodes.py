"""BeautifulSoup's nodes, light to make: a body is thousands of them."""

from typing import Any, Self

from bs4.element import NavigableString, PageElement, Tag

VOID = frozenset({"br", "col", "hr", "img", "source"})


class Element(Tag):
    """A Tag that no parser made; what all of them share is kept on the class."""

    parser_class = None
    namespace = None
    prefix = None
    sourceline = None
    sourcepos = None
    known_xml = False
    hidden = False
    cdata_list_attributes = None
    preserve_whitespace_tags = None
    _namespaces: dict[str, str] = {}  # noqa: RUF012 - as in the base class; never changed
    parent: Any = None
    previous_element: Any = None
    next_element: Any = None
    previous_sibling: Any = None
    next_sibling: Any = None

    def __init__(self, name: str, attributes: dict[str, str] | None = None) -> None:
        # The base class would set 22 attributes, one by one.
        self.name = name
        self.attrs = attributes or {}
        self.contents: list[PageElement] = []
        self.can_be_empty_element = name in VOID


class Text(NavigableString):
    """A NavigableString that is in no tree yet."""

    name = None
    """As a tag's, so that a walk need not ask what kind of node it meets."""
    hidden = False
    parent: Any = None
    previous_element: Any = None
    next_element: Any = None
    previous_sibling: Any = None
    next_sibling: Any = None

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
