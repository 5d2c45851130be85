"""Running text that is as it should be, as most of it is: the same as `flow` makes of it, for less."""

from typing import Any

from bs4.element import Tag

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.flow import ATOMS, EDGES, MARKS, UNCLEAN, is_block


def settle_plain(draft: Draft, tag: Tag) -> bool:
    """Settle the marks of a tag whose content needs nothing else, and return True; else change nothing.

    Such content is texts without a blank at an edge, atoms, and marks that hold one such text and do not touch
    another mark of the same kind: nothing to split, join, move or drop.
    """
    marks: list[Tag] = []
    before = ""
    has_text = False
    node: Any
    for node in tag.contents:
        name = node.name
        kind = ""
        if name is None:
            if not _is_settled(node):
                return False
            has_text = True
        elif not _is_atom(draft, node):
            kind = MARKS.get(name, "")
            if not kind or kind == before or not _holds_settled_text(node):
                return False
            has_text = True
            marks.append(node)
        before = kind
    for mark in marks if has_text else ():
        _settle_mark(draft, mark)
    return has_text


def _is_settled(text: str) -> bool:
    return text.strip(EDGES) == text != "" and UNCLEAN.search(text) is None


def _is_atom(draft: Draft, node: Tag) -> bool:
    if node.name in ATOMS:
        return True
    return draft.is_made(node) and node.name not in ("a", "br") and not is_block(draft, node)


def _holds_settled_text(mark: Tag) -> bool:
    text: Any = mark.contents[0] if len(mark.contents) == 1 else None
    return text is not None and text.name is None and _is_settled(text)


def _settle_mark(draft: Draft, mark: Tag) -> None:
    if mark.name != "a":
        mark.name, mark.attrs = MARKS[mark.name], {}
    draft.keep(mark)
