"""Rich text: the post inside the containers that pages put around it."""

import re

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import classes, has_class
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.saved_page import SECTION

PAGE = re.compile(
    r"Post-RichText|RichContent|ContentItem|Comments|AuthorInfo|QuestionHeader|QuestionAnswer|App-main"
)
"""Classes of what a page has around a post."""

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
    containers = _find_containers(draft)
    if not PAGE.search(draft.source):  # what stands beside them is the author's
        for container in containers:
            container.unwrap()
        return
    if not containers:
        return
    left_out = "".join(draft.root.get_text().split())
    for container in containers:
        left_out = left_out.replace("".join(container.get_text().split()), "", 1)
        container.extract()
    draft.root.clear()
    for container in containers:
        for node in list(container.contents):
            draft.root.append(node)
    if left_out:
        message = f"is a saved page; {len(left_out)} characters that stand around the post were left out"
        draft.report("dom", message, "", "info")


def _find_containers(draft: Draft) -> list[Tag]:
    """Return the containers of the best kind that there is, none within another."""
    for outer, *inner in CONTAINERS:
        found: list[Tag] = []
        for tag in draft.find_class(outer):
            if not inner:
                found.append(tag)
            elif inner[0] == "ztext":
                found += [tag] if has_class(tag, "ztext") else []
            else:
                nodes = (node for node in tag.descendants if isinstance(node, Tag))
                found += [node for node in nodes if inner[0] in classes(node)][:1]
        if found:
            known = set(map(id, found))
            return [tag for tag in found if not any(id(parent) in known for parent in tag.parents)]
    return []
