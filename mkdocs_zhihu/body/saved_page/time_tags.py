"""Which `<time>` of a page says when it was published: most are of something that the text speaks of."""

from collections.abc import Iterator

from bs4.element import Tag

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.tree import attribute, classes, has_class

PUBLISHED = frozenset(("datePublished", "dateCreated", "pubdate"))
EDITED = frozenset(("dateModified", "dateUpdated"))
"""Values of `itemprop`."""
CLASSES = (
    "date", "dt-published", "published", "pubdate", "entry-date", "post-date", "post-time", "article-date",
)  # fmt: skip
"""Classes of a date, or of what stands around it."""
ENTRY = "h-entry"
"""The class of a post whose parts have classes of their own, such as `dt-published`, wherever they stand in it."""
QUOTED = "h-cite"
"""The class of a comment, and of another post, in such a post."""
OTHERS = frozenset(("aside", "nav", "footer"))
"""Elements with dates of something else."""
ITEMS = frozenset(("article", "li", "tr", "dd"))
ITEM_CLASSES = ("post", "entry", "item", "card", "post-item", "post-card")
"""Classes of one entry in a list of posts."""
NEAR = 3
"""Elements around a date whose classes may be its own."""
LONGEST_BYLINE = 60
"""Characters of a paragraph that may stand before the date; a longer one is the text."""


def find_published_time(root: Tag) -> str:
    """Return the `datetime` of the tag that dates a page, "" if none does: the only one that may, or the first before the text."""
    nodes = list_nodes(root)
    times = [node for node in nodes if node.name == "time" and _may_date(node)]
    if not times or (len(times) > 1 and (_has_text_before(times[0], nodes) or _are_of_a_list(times))):
        return ""
    return attribute(times[0], "datetime")


def find_edited_time(root: Tag) -> str:
    """Return the `datetime` of the only tag that says when a page was edited, "" if none or more than one does."""
    times = [node for node in list_nodes(root) if node.name == "time" and _read_properties(node) & EDITED]
    return attribute(times[0], "datetime") if len(times) == 1 else ""


def _read_properties(time: Tag) -> frozenset[str]:
    return frozenset(attribute(time, "itemprop").split())


def _may_date(time: Tag) -> bool:
    """Return whether a tag says, itself or by its place, that its time is the date of publication."""
    around = list(_iter_parents(time))
    properties = _read_properties(time)
    if properties & PUBLISHED or "pubdate" in time.attrs:
        return True
    if has_class(time, "dt-published") and any(has_class(tag, ENTRY) for tag in around):
        around = [tag for tag in around if tag.name != "footer"]
    if properties & EDITED or any(map(_is_of_other, around)):
        return False
    return any(has_class(tag, *CLASSES) for tag in (time, *around[:NEAR])) or any(
        tag.name == "header" for tag in around
    )


def _is_of_other(tag: Tag) -> bool:
    """Return whether what an element holds is beside the post: lists of other posts, comments."""
    names = (*classes(tag), attribute(tag, "id"))
    return tag.name in OTHERS or any("comment" in name.lower() for name in names)


def _has_text_before(time: Tag, nodes: list[Tag]) -> bool:
    """Return whether a paragraph of the text stands before a tag."""
    end = next(place for place, node in enumerate(nodes) if node is time)
    around = set(map(id, _iter_parents(time)))
    paragraphs = (node for node in nodes[:end] if node.name == "p" and id(node) not in around)
    return any(len(node.get_text().strip()) > LONGEST_BYLINE for node in paragraphs)


def _are_of_a_list(times: list[Tag]) -> bool:
    """Return whether dates are of the entries of a list: each stands in one of its own, the first in one without the only `h1`."""
    items = [next(filter(_is_item, _iter_parents(time)), None) for time in times]
    first = items[0]
    others = [item for item in items[1:] if item is not None and item is not first]
    if first is None or not others:
        return False
    return not _has_heading(first) or any(map(_has_heading, others))


def _is_item(tag: Tag) -> bool:
    return tag.name in ITEMS or has_class(tag, *ITEM_CLASSES)


def _has_heading(tag: Tag) -> bool:
    return any(node.name == "h1" for node in list_nodes(tag))


def _iter_parents(tag: Tag) -> Iterator[Tag]:
    """Yield the elements around a tag, the nearest first."""
    parent = tag.parent
    while parent is not None:
        yield parent
        parent = parent.parent
