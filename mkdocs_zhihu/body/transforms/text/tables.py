"""Tables: a head where the source has one in all but name."""

import re

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.dom.tree import attribute, child_tags, has_class
from mkdocs_zhihu.body.draft import Draft

SPANS = ("colspan", "rowspan")
MAX_SPAN = 1000
STYLE = re.compile(r"\btext-align:\s*(\w+)", re.IGNORECASE)
SIDES = ("center", "right")
"""Where the words of a cell may stand but on the left."""


def head_tables(draft: Draft) -> None:
    """Move a first row made of `th` alone into a `thead`; keep spans, and the side on which words stand as a class.

    before: <table><tbody><tr><th>a</th></tr><tr><td>1</td></tr></tbody></table>
    after:  <table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
    """
    for table in draft.find_all("table"):
        for part in child_tags(table):
            if part.name in ("caption", "colgroup", "col"):
                _move_out(table, part)
        rows = [row for part in child_tags(table) for row in _rows_of(part)]  # not those of tables inside
        if not rows:
            draft.rename(table, "div")
            continue
        cells = child_tags(rows[0])
        has_head = bool(cells) and all(cell.name == "th" for cell in cells)
        head = Element("thead")
        body = Element("tbody")
        for index, row in enumerate(rows):
            (head if has_head and index == 0 else body).append(row.extract())
        for part in child_tags(table):
            part.decompose()
        table.clear()
        for part in (head, body):
            if part.contents:
                table.append(part)
    for cell in draft.find_all("td", "th"):
        _keep_attributes(draft, cell)


def _rows_of(part: Tag) -> list[Tag]:
    rows = child_tags(part) if part.name in ("thead", "tbody", "tfoot") else [part]
    return [row for row in rows if row.name == "tr"]


def _move_out(table: Tag, part: Tag) -> None:
    if part.name == "caption" and part.get_text(strip=True):
        table.insert_before(Element("p"))
        paragraph = table.previous_sibling
        assert isinstance(paragraph, Tag)  # noqa: S101 - just inserted
        paragraph.extend(list(part.children))
    part.extract()


def _keep_attributes(draft: Draft, cell: Tag) -> None:
    spans = {name: attribute(cell, name) for name in SPANS}
    styled = STYLE.search(attribute(cell, "style"))
    align = styled[1] if styled else attribute(cell, "align").strip()
    side = next((side for side in SIDES if align.lower() == side or has_class(cell, f"zh-{side}")), "")
    cell.attrs = {
        name: text
        for name, text in spans.items()
        if text.isascii() and text.isdigit() and 1 < int(text[:5]) <= MAX_SPAN
    }
    if side:
        cell.attrs["class"] = f"zh-{side}"
    draft.keep(cell)
