"""Headings of a daily story, whose feed deleted all real ones."""

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import child_tags, children
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.text.headings import NAMES

FINAL_PUNCTUATION = "。！？：；…，、.!?:;,"
MAX_PSEUDO = 30


def promote_pseudo_headings(draft: Draft) -> None:
    """Make a wholly bold short paragraph of a daily story a heading: its feed deleted all real ones.

    kind:   daily
    before: <p><strong>a</strong></p><p>b</p>
    after:  <h2><strong>a</strong></h2><p>b</p>
    """
    if draft.kind != "daily":
        return
    name = "h3" if draft.find_all("h2") else "h2"
    tags = child_tags(draft.root)
    for tag, following in zip(tags, [*tags[1:], None], strict=True):
        if (
            following is not None
            and following.name not in NAMES
            and _is_pseudo(tag)
            and not _is_pseudo(following)
        ):
            draft.rename(tag, name)


def _is_pseudo(tag: Tag) -> bool:
    inner = children(tag)
    if tag.name != "p" or len(inner) != 1 or not isinstance(inner[0], Tag) or inner[0].name != "strong":
        return False
    text = tag.get_text().strip()
    return bool(text) and len(text) <= MAX_PSEUDO and text[-1] not in FINAL_PUNCTUATION
