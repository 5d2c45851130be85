"""Horizontal rules."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import child_tags
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.links.footnotes import is_note_list


def trim_rules(draft: Draft) -> None:
    """Drop a rule at either end, and all but one of several in a row.

    before: <hr><p>a</p><hr><hr><p>b</p><hr>
    after:  <p>a</p><hr><p>b</p>
    """
    before: Tag | None = None
    for tag in child_tags(draft.root):
        if is_note_list(draft, tag):
            continue
        if tag.name == "hr" and (before is None or before.name == "hr"):
            tag.decompose()
        else:
            before = tag
    if before is not None and before.name == "hr":
        before.decompose()
