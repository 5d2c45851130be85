"""Running text that is as it should be, as most of it is: the same as `flow` makes of it, for less."""

from typing import Any

from bs4.element import Tag

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.text.flow import EDGES, MARKS, find_node_kind, is_clean


def finish_regular_text(draft: Draft, tag: Tag) -> bool:
    """Settle the marks of a tag whose content needs nothing else, and return True; else change nothing.

    Such content is texts without a blank at an edge, atoms, and marks that hold one such text and do not touch
    another mark of the same kind: nothing to split, join, move or drop.
    """
    marks: list[Tag] = []
    before = ""
    has_text = False
    node: Any
    for node in tag.contents:
        kind = find_node_kind(draft, node)
        mark = MARKS[node.name] if kind == "mark" else ""
        if kind == "text":
            if not _is_finished_text(node):
                return False
            has_text = True
        elif kind == "mark":
            if not mark or mark == before or not _has_regular_text(node):
                return False
            has_text = True
            marks.append(node)
        elif kind != "atom":
            return False
        before = mark
    for node in marks if has_text else ():
        _finish_mark(draft, node)
    return has_text


def _is_finished_text(text: str) -> bool:
    return text.strip(EDGES) == text != "" and is_clean(text)


def _has_regular_text(mark: Tag) -> bool:
    text: Any = mark.contents[0] if len(mark.contents) == 1 else None
    return text is not None and text.name is None and _is_finished_text(text)


def _finish_mark(draft: Draft, mark: Tag) -> None:
    if mark.name != "a":
        mark.name, mark.attrs = MARKS[mark.name], {}
    draft.keep(mark)
