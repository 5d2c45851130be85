"""Check boxes of task lists, as GitHub and Hexo write them: characters, no controls."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.nodes import Text
from mkdocs_zhihu.body.dom.tree import attribute, is_blank
from mkdocs_zhihu.body.draft import Draft


def draw_checkboxes(draft: Draft) -> None:
    """Write `☐` or `☑` in place of a check box at the beginning of an item; other controls go.

    before: <ul><li><input type="checkbox" checked>a</li><li><input type="checkbox">b</li></ul>
    after:  <ul><li>☑ a</li><li>☐ b</li></ul>
    """
    for box in draft.find_all("input"):
        if attribute(box, "type").lower() == "checkbox" and _begins_item(box):
            box.replace_with(Text("☑ " if "checked" in box.attrs else "☐ "))
        else:
            box.extract()


def _begins_item(tag: Tag) -> bool:
    before = tag.previous_sibling
    while before is not None and is_blank(before):
        before = before.previous_sibling
    parent = tag.parent
    if before is not None or parent is None:
        return False
    return parent.name == "li" or (parent.name in ("p", "label") and _begins_item(parent))
