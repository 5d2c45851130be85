"""HTML to a tree, as a browser would read it."""

import re
from html import unescape
from typing import Any

import nh3
from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.nodes import VOID, Element, Text
from mkdocs_zhihu.body.dom.places import list_nodes

TAGS = frozenset(
    "a abbr article aside audio b big blockquote br button caption center cite code col colgroup dd del"
    " details dfn div dl dt em embed figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img input ins"
    " kbd label li main mark nav noscript object ol p picture pre q s samp section small source span strike"
    " strong sub summary sup table tbody td tfoot th thead tr tt u ul var video".split()
)
ATTRIBUTES = frozenset(
    "alt class colspan eeimg h height hidden href id lang poster rel rowspan src start title value w"
    " width".split()
)
TAG = r'<(/?)([a-z][a-z0-9]*)((?: [^\s=">]+="[^"]*")*) ?/?>'
TAG_AND_TEXT = re.compile(rf"{TAG}([^<]*)")
TOKEN = re.compile(rf"{TAG}|([^<]+|<)")
RAW_TEXT = re.compile(r'(<(noscript|iframe)\b(?:[^">]|"[^"]*")*>)(.*?)(</\2>)', re.DOTALL)
ESCAPED_PICTURE = re.compile(r"\s*&(?:amp;){0,20}lt;img\s")
# Their text is not the author's; everything else that is not in TAGS leaves its text behind.
DROPPED_TAGS = frozenset({"script", "style", "svg", "title"})
BLANKS = " \t\n\r\f\xa0\u200b\u3000\ufeff"
SCHEMES = frozenset({"http", "https", "data", "mailto", "zhihu"})
NORMALISER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(DROPPED_TAGS),
    attributes={
        "*": set(ATTRIBUTES),
        "a": {"name"},
        "input": {"type", "checked"},
        "object": {"data"},
        "td": {"align", "style"},
        "th": {"align", "style"},
    },
    generic_attribute_prefixes={"data-"},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def normalise_html(html: str) -> str:
    """Return a fragment as a browser would read it: well formed, without scripts, styles, comments."""
    return normalise_nested(NORMALISER.clean(html))


def normalise_nested(clean: str) -> str:
    """Return normalised HTML whose `noscript` and `iframe` hold normalised HTML too."""
    if "<noscript" in clean or "<iframe" in clean:  # a browser with scripts reads their content as text
        clean = RAW_TEXT.sub(
            lambda match: match[1] + NORMALISER.clean(_restore_picture(match[3])) + match[4], clean
        )
    return clean


def _restore_picture(text: str) -> str:
    """Return the picture of a `noscript` that browsers escape when they save a page, once each time.

    >>> _restore_picture('&amp;lt;img src="a.png"&amp;gt;'), _restore_picture("a &lt;img b&gt;")
    ('<img src="a.png">', 'a &lt;img b&gt;')
    """
    if ESCAPED_PICTURE.match(text) is not None:
        while "<" not in text:
            text = unescape(text)
    return text


def build_tree(html: str) -> Tag:
    """Return the tree of normalised HTML.

    html5ever (through nh3) has applied the HTML5 algorithm, so the tree only has to follow the tags: as
    exact as html5lib. BeautifulSoup's builders would search for implied ends that cannot occur any more.
    """
    root = Element("[document]")
    parent: Any = root
    for slash, name, attributes, text in _read_tokens(html):
        if slash:
            while parent is not root and parent.name != name:  # cannot happen in well-formed HTML
                parent = parent.parent
            parent = parent.parent or root
        elif name:
            node = Element(name, _read_attributes(attributes) if attributes else None)
            node.parent = parent
            parent.contents.append(node)
            if name not in VOID:
                parent = node
        if text:
            words = str.__new__(Text, unescape(text) if "&" in text else text)
            words.parent = parent
            parent.contents.append(words)
    return root


def _read_tokens(html: str) -> list[tuple[str, str, str, str]]:
    """Return tags, as slash, name and attributes, with the text after each."""
    tokens: list[tuple[str, str, str, str]] = TAG_AND_TEXT.findall(html)
    if len(tokens) != html.count(
        "<"
    ):  # one that begins no tag, which well-formed HTML has only in attributes
        return TOKEN.findall(html)
    return [("", "", "", html.partition("<")[0]), *tokens]


def _read_attributes(text: str) -> dict[str, str]:
    """Return the attributes in ` name="value" name="value"`, where no value holds a quotation mark."""
    parts = text.split('"')
    values = parts[1::2]
    if "&" in text:
        values = [unescape(value) for value in values]
    return {name[1:-1]: value for name, value in zip(parts[::2], values, strict=False)}


def classes(tag: Tag) -> list[str]:
    """Return the classes of a tag."""
    return str(tag.attrs.get("class", "")).split()


def has_class(tag: Tag, *names: str) -> bool:
    """Return whether a tag has one of the classes."""
    value = tag.attrs.get("class")
    return value is not None and not frozenset(names).isdisjoint(str(value).split())


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute's value, "" where it is absent or has none."""
    value = tag.attrs.get(name)
    return "" if value is None else str(value)


def children(tag: Tag) -> list[PageElement]:
    """Return a tag's children as a list that survives changes to the tree."""
    return list(tag.contents)


def is_blank(node: PageElement) -> bool:
    """Return whether a node is text made of blanks only."""
    return isinstance(node, NavigableString) and not node.strip(BLANKS)


def child_tags(tag: Tag) -> list[Tag]:
    """Return the children of a tag that are tags."""
    return [child for child in tag.contents if isinstance(child, Tag)]


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
            inner: Any = node.contents
            if inner and (inner[0].name is not None or len(inner) > 1):  # most tags hold one text
                _collect_tags(node, names, found)


def find_class(tag: Tag, name: str) -> list[Tag]:
    """Return the descendants that have a class, in document order."""
    found: list[Tag] = []
    _collect_class(tag, name, found)
    return found


def _collect_class(tag: Tag, name: str, found: list[Tag]) -> None:
    node: Any
    for node in tag.contents:
        if node.name is not None:
            if "class" in node.attrs and name in classes(node):
                found.append(node)
            if node.contents:
                _collect_class(node, name, found)


def is_inside(node: PageElement, name: str) -> bool:
    """Return whether a node stands in a tag of this name."""
    parent = node.parent
    while parent is not None and parent.name != name:
        parent = parent.parent
    return parent is not None


def replace_content(root: Tag, content: list[PageElement]) -> None:
    """Make some nodes all that a tag holds."""
    root.contents = content
    for node in content:
        node.parent = root


def release(root: Tag) -> None:
    """Undo the links from nodes to their parents, so that the tree goes with its last user, not at a collection."""
    for node in list_nodes(root):
        node.parent = None


def relink(root: Tag) -> None:
    """Make every `parent` of the tree agree with the `contents` lists, which may have been set directly."""
    node: Any
    for node in root.contents:
        node.parent = root
        if node.name is not None and node.contents:
            relink(node)
