"""A tree to HTML, once."""

from html import escape

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.nodes import VOID


class EndTag(str):
    """Markup that waits until the content of its element is written."""

    __slots__ = ()


def serialize(root: Tag) -> str:
    """Return the HTML of a tree's content: every text and attribute escaped, attributes in their order.

    BeautifulSoup's own writer sorts attributes and looks up a formatter for each string; it takes three
    times as long.
    """
    pieces: list[str] = []
    stack: list[PageElement | EndTag] = list(reversed(root.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, EndTag):
            pieces.append(node)
        elif isinstance(node, Tag):
            attributes = "".join(f' {name}="{escape(str(value))}"' for name, value in node.attrs.items())
            pieces.append(f"<{node.name}{attributes}>")
            if node.name not in VOID:
                stack.append(EndTag(f"</{node.name}>"))
                stack += reversed(node.contents)
        elif isinstance(node, NavigableString):
            pieces.append(escape(node, quote=False))
    return "".join(pieces)
