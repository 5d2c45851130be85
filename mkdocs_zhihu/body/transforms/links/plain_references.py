"""Footnotes of a daily story: bare marks, and a list after a paragraph that says 参考."""

from itertools import zip_longest

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import child_tags, find_tags, relink
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.links.footnotes import is_note_list
from mkdocs_zhihu.body.transforms.links.references import (
    HEADINGS,
    build_list,
    build_mark,
    read_number,
    take_content,
)


def collect_plain_references(draft: Draft) -> None:
    """Make bare marks links to the flat list after 参考, if it has a note for every mark.

    before: <p>a<sup>[1]</sup></p><p><strong>参考</strong></p><ol><li>b</li></ol>
    after:  <p>a<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup></p><ol><li id="fn:1">b</li></ol>
    """
    if "<sup" not in draft.source or "参考" not in draft.source:
        return
    blocks = child_tags(draft.root)
    if any(is_note_list(draft, block) for block in blocks):
        return
    marks: list[tuple[Tag, int]] = []
    count = 0
    for block, following in zip_longest(blocks, blocks[1:]):
        marks += [(mark, number) for mark in find_tags(block, "sup") if (number := read_number(mark))]
        is_list = following is not None and following.name == "ol"
        if is_list and block.get_text().strip() in HEADINGS and marks:
            assert following is not None  # noqa: S101 - it is a list
            count += _link(draft, block, following, marks, f"{count + 1}-" if count else "")
            marks = []
    if count:
        relink(draft.root)


def _link(draft: Draft, heading: Tag, notes: Tag, marks: list[tuple[Tag, int]], prefix: str) -> bool:
    items = child_tags(notes)
    if max(number for _, number in marks) > len(items):
        return False
    content = {number: take_content(item) for number, item in enumerate(items, 1)}
    for mark, number in marks:
        mark.replace_with(build_mark(draft, f"{prefix}{number}"))
    new = build_list(draft, content, prefix)
    if draft.sections:
        notes.replace_with(new)
    else:
        notes.extract()
        draft.root.append(new)
    heading.extract()
    return True
