"""HTML to a tree, as a browser would read it."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import nh3
from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.nodes import Element, Text

TAGS = frozenset(
    "a abbr article aside audio b big blockquote br button caption center cite code col colgroup dd del"
    " details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img ins"
    " kbd label li main mark nav noscript ol p picture pre q s samp section small source span strike"
    " strong sub summary sup table tbody td tfoot th thead tr tt u ul var video".split()
)
ATTRIBUTES = frozenset(
    "alt class colspan eeimg h height hidden href id lang poster rel rowspan src start title value w"
    " width".split()
)
TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [^\s=">]+="[^"]*")*) ?/?>|([^<]+|<)')
ATTRIBUTE = re.compile(r' ([^\s=">]+)="([^"]*)"')
RAW_TEXT = re.compile(r'(<(noscript|iframe)\b(?:[^">]|"[^"]*")*>)(.*?)(</\2>)', re.DOTALL)
# Their text is not the author's; everything else that is not in TAGS leaves its text behind.
DROPPED = frozenset({"script", "style", "svg"})
SCHEMES = frozenset({"http", "https", "data", "zhihu"})
NORMALISER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED),
    attributes={"*": set(ATTRIBUTES)},
    generic_attribute_prefixes={"data-"},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def normalise_html(html: str) -> str:
    """Return a fragment as a browser would read it: well formed, without scripts, styles, comments."""
    clean = NORMALISER.clean(html)
    if "<noscript" in clean or "<iframe" in clean:  # a browser with scripts reads their content as text
        clean = RAW_TEXT.sub(lambda match: match[1] + NORMALISER.clean(match[3]) + match[4], clean)
    return clean


def build_tree(html: str) -> Tag:
    """Return the tree of normalised HTML.

    html5ever (through nh3) has applied the HTML5 algorithm, so the tree only has to follow the tags: as
    exact as html5lib. BeautifulSoup's objects are linked here rather than by its builders, which search
    for implied ends that cannot occur any more and take three times as long.
    """
    root = Element("[document]")
    root.hidden = True
    parent: Any = root
    last: Any = root
    for slash, name, attributes, text in TOKEN.findall(html):
        if slash:
            while parent is not root and parent.name != name:  # cannot happen in well-formed HTML
                parent = parent.parent
            parent = parent.parent or root
            continue
        node: Any
        if text:
            node = Text(unescape(text) if "&" in text else text)
        else:
            node = Element(name, _read_attributes(attributes) if attributes else None)
        siblings = parent.contents
        if siblings:
            before = node.previous_sibling = siblings[-1]
            before.next_sibling = node
        siblings.append(node)
        node.parent = parent
        node.previous_element = last
        last.next_element = last = node
        if not text and not node.can_be_empty_element:
            parent = node
    return root


def _read_attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) if "&" in value else value for name, value in ATTRIBUTE.findall(text)}


def classes(tag: Tag) -> list[str]:
    """Return the classes of a tag."""
    return str(tag.get("class", "")).split()


def has_class(tag: Tag, *names: str) -> bool:
    """Return whether a tag has one of the classes."""
    value = tag.get("class")
    return value is not None and any(name in names for name in str(value).split())


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's value, "" where it is absent or has none."""
    value = tag.get(name)
    return "" if value is None else str(value)


def children(tag: Tag) -> list[PageElement]:
    """Return a tag's children as a list that survives changes to the tree."""
    return list(tag.children)


def is_blank(node: PageElement) -> bool:
    """Return whether a node is text made of blanks only."""
    return isinstance(node, NavigableString) and not node.strip(" \t\n\r\f\xa0\u200b\u3000\ufeff")


def child_tags(tag: Tag) -> list[Tag]:
    """Return the children of a tag that are tags."""
    return [child for child in tag.children if isinstance(child, Tag)]


def next_content(node: PageElement) -> PageElement | None:
    """Return the next sibling that is not blank."""
    sibling = node.next_sibling
    while sibling is not None and is_blank(sibling):
        sibling = sibling.next_sibling
    return sibling


def iter_nodes(tag: Tag) -> Iterator[Any]:
    """Yield the nodes below a tag in document order; a text's `name` is None. Quicker than `descendants`."""
    stack = tag.contents[::-1]
    while stack:
        node: Any = stack.pop()
        yield node
        if node.name is not None and node.contents:
            stack.extend(node.contents[::-1])


def find_tags(tag: Tag, *names: str) -> list[Tag]:
    """Return the descendants of these names in document order; quicker than the search of soups."""
    found: list[Tag] = []
    _collect_tags(tag, frozenset(names), found)
    return found


def _collect_tags(tag: Tag, names: frozenset[str], found: list[Tag]) -> None:
    node: Any
    for node in tag.contents:
        name = node.name
        if name is not None:
            if name in names:
                found.append(node)
            if node.contents:
                _collect_tags(node, names, found)


def is_inside(node: PageElement, name: str) -> bool:
    """Return whether a node stands in a tag of this name."""
    parent = node.parent
    while parent is not None and parent.name != name:
        parent = parent.parent
    return parent is not None


def replace_content(root: Tag, content: list[PageElement]) -> None:
    """Make some nodes, linked among themselves, all that the root of a tree holds."""
    root.contents = content
    for node in content:
        node.parent = root
    before: PageElement = root
    for node in content[:1]:
        root.next_element, node.previous_element, before = node, root, content[-1]
    while isinstance(before, Tag) and before.contents:
        before = before.contents[-1]
    before.next_element = None


def relink(root: Tag) -> None:
    """Make every link of the tree agree with the `contents` lists, which may have been set directly.

    One walk in place of BeautifulSoup's bookkeeping at every single move, whose time grows with the
    number of siblings.
    """
    last = _relink_content(root, root)
    last.next_element = None


def _relink_content(tag: Tag, last: Any) -> Any:
    before: Any = None
    node: Any
    for node in tag.contents:
        node.parent = tag
        node.previous_sibling = before
        if before is not None:
            before.next_sibling = node
        node.previous_element = last
        last.next_element = last = before = node
        if node.name is not None and node.contents:
            last = _relink_content(node, last)
    if before is not None:
        before.next_sibling = None
    return last
