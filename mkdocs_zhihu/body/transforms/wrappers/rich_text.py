"""Rich text: the post inside the containers that pages put around it."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import classes, has_class
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.saved_page import SECTION

CONTAINERS = (
    ("Post-RichText",),
    ("Post-RichTextContainer", "RichText"),
    ("RichContent-inner", "RichText"),
    ("RichText", "ztext"),
)
"""Where the post's text is, best first: a class, and a class inside it; the last is one tag with both."""


def unwrap_rich_text(draft: Draft) -> None:
    """Take the post out of a piece of a page. What the page showed around it is not the post.

    Whole pages are read before, see `saved_page`; of several answers each is a section.

    before: <div class="Post-RichTextContainer"><div class="RichText ztext"><p>a</p></div></div><div class="Comments"><div class="RichText">b</div></div>
    after:  <p>a</p>
    """
    draft.sections = draft.find_class(SECTION)
    if "RichText" not in draft.source or draft.sections:
        return
    container = _find_container(draft)
    if container is None:
        return
    kept = container.get_text()
    left_out = "".join(draft.root.get_text().replace(kept, "", 1).split())
    container.extract()
    draft.root.clear()
    for node in list(container.contents):
        draft.root.append(node)
    if left_out:
        message = f"is a saved page; {len(left_out)} characters that stand around the post were left out"
        draft.report("dom", message, "", "info")


def _find_container(draft: Draft) -> Tag | None:
    for outer, *inner in CONTAINERS:
        for tag in draft.find_class(outer):
            if not inner:
                return tag
            if inner[0] == "ztext":
                if has_class(tag, "ztext"):
                    return tag
                continue
            for node in tag.descendants:
                if isinstance(node, Tag) and inner[0] in classes(node):
                    return node
    return None
