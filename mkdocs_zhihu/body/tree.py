"""HTML to a tree, as a browser would read it."""

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

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
    return NORMALISER.clean(html)


def build_tree(html: str) -> BeautifulSoup:
    """Return the tree of normalised HTML.

    html5ever (through nh3) has applied the HTML5 algorithm, so BeautifulSoup's fastest builder only has
    to follow the tags: as exact as html5lib at a third of its time.
    """
    return BeautifulSoup(html, "html.parser", multi_valued_attributes=None)


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
