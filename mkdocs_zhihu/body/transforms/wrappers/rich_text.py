"""Rich text: the post inside the containers that pages put around it."""

import re

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import classes, has_class
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.saved_page import SECTION

PAGE = re.compile(
    r"""class=["'][^"'<>]*\b(?:Post-RichText|RichContent|ContentItem|Comments|AuthorInfo|QuestionHeader|QuestionAnswer|App-main)"""
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
    left_out = _count_characters(draft.root) - sum(map(_count_characters, containers))
    for container in containers:
        container.extract()
    draft.root.clear()
    for container in containers:
        for node in list(container.contents):
            draft.root.append(node)
    if left_out:
        message = f"is a saved page; {left_out} characters that stand around the post were left out"
        draft.report("dom", message, "", "info")


def _find_containers(draft: Draft) -> list[Tag]:
    """Return the containers of the best kind that there is, none within another."""
    for outer, *inner in CONTAINERS:
        found: list[Tag] = []
        for tag in draft.find_class(outer):
            text = _find_text(tag, *inner)
            # In the order of the page, what is within another one comes right after it.
            if text is not None and not (found and _holds(found[-1], text)):
                found.append(text)
        if found:
            return found
    return []


def _holds(outer: Tag, tag: Tag) -> bool:
    """Return whether a tag is another one or within it; to compare them by what they hold would take long."""
    return tag is outer or any(parent is outer for parent in tag.parents)


def _find_text(tag: Tag, inner: str = "") -> Tag | None:
    """Return the tag with the text: this one, if need be with another class, or the first within it that has the class."""
    if not inner or (inner == "ztext" and has_class(tag, inner)):
        return tag
    nodes = (node for node in tag.descendants if isinstance(node, Tag))
    return None if inner == "ztext" else next((node for node in nodes if inner in classes(node)), None)


def _count_characters(tag: Tag) -> int:
    return len("".join(tag.get_text().split()))
