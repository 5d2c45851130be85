"""Lists: nested ones inside their item."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.dom.tree import attribute, children, is_blank
from mkdocs_zhihu.body.draft import Draft

LISTS = ("ul", "ol")


def nest_lists(draft: Draft) -> None:
    """Move a list that stands beside its item into it, and wrap stray content in items.

    before: <ul><li>a</li><ul><li>b</li></ul></ul>
    after:  <ul><li>a<ul><li>b</li></ul></li></ul>
    """
    for tag in draft.find_all(*LISTS):
        start = attribute(tag, "start")
        if tag.name == "ol" and start.isascii() and start.isdigit() and len(start) < 7 and start != "1":  # noqa: PLR2004
            tag.attrs = {"start": start}
            draft.keep(tag)
        _nest(tag)
    for item in draft.find_all("li"):
        if draft.is_made(item):
            continue
        value = attribute(item, "value")
        if value.isascii() and value.isdigit() and len(value) < 7:  # noqa: PLR2004 - no list is longer
            item.attrs = {"value": value}
            draft.keep(item)
        if item.parent is None or item.parent.name not in LISTS:
            draft.rename(item, "div")


def _nest(tag: Tag) -> None:
    item: Tag | None = None
    has_ended = False
    waiting = children(tag)[::-1]
    while waiting:
        child = waiting.pop()
        if isinstance(child, Tag) and child.name == "li":
            item, has_ended = child, True
        elif isinstance(child, Tag) and child.name in LISTS and item is None:
            waiting += children(child)[::-1]
            child.unwrap()
        elif is_blank(child):
            child.extract()
        else:
            if item is None:
                item = Element("li")
                child.insert_before(item)
            if has_ended and not (isinstance(child, Tag) and child.name in LISTS):
                item.append(Element("br"))  # it would stand on a line of its own
            item.append(child.extract())
            has_ended = False
