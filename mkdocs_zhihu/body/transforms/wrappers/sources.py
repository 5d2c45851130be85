"""Other sources in the same format, recognised by their shape."""

import re
from itertools import chain, groupby

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import attribute, child_tags, has_class
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.wrappers.daily import is_same_title

# 快科技's tail; only at the end, and only if its own closing line is there.
MYDRIVERS_TAIL = ("end", "zhuanzai", "url", "bqian", "page_article", "jiucuo")
MYDRIVERS_SIGNS = ("zhuanzai", "url")
CODE_BUTTONS = (
    "copy-code-btn",
    "cnblogs_code_toolbar",
    "cnblogs_code_copy",
    "hljs-button",
    "code-copy-button",
    "btn-clipboard",
)
"""What copies a block of code, on 掘金, 博客园, CSDN and blogs."""
EMPTY_BOXES = ("image-viewer-box", "aw-upload-file-list")


def unwrap_source(draft: Draft) -> None:
    """Remove the furniture of 掘金, 开源中国, 快科技 and Dockone.

    before: <div class="markdown-body"><p>a</p><div class="image-viewer-box"></div></div>
    after:  <div class="markdown-body"><p>a</p></div>
    """
    if any(name in draft.source for name in MYDRIVERS_SIGNS):
        _drop_mydrivers_tail(draft)
    if any(name in draft.source for name in EMPTY_BOXES):
        for tag in draft.find_all("div", "ul"):
            if has_class(tag, *EMPTY_BOXES) and not tag.get_text(strip=True):
                tag.decompose()
    for name in CODE_BUTTONS:
        for tag in draft.find_class(name):
            tag.extract()


def _drop_mydrivers_tail(draft: Draft) -> None:
    runs = (list(run) for is_of_tail, run in groupby(_top(draft.root), _is_of_tail) if is_of_tail)
    tails = [run for run in runs if len(run) > 1 and any(has_class(tag, *MYDRIVERS_SIGNS) for tag in run)]
    if not tails:
        return
    for tag in chain.from_iterable(tails):
        if has_class(tag, "bqian"):
            names = (re.sub(r"^#", "", link.get_text().strip()) for link in tag.find_all("a"))
            draft.tags += [name for name in names if name]
        tag.extract()
    for image in draft.find_all("img"):
        if is_same_title(attribute(image, "alt"), draft.title):
            draft.true_title = attribute(image, "alt")


def _is_of_tail(tag: Tag) -> bool:
    return tag.name in ("p", "div", "a") and has_class(tag, *MYDRIVERS_TAIL)


def _top(tag: Tag) -> list[Tag]:
    """Return the tags of the outermost level, through wrappers that hold nothing else."""
    tags = child_tags(tag)
    return _top(tags[0]) if len(tags) == 1 and tags[0].name == "div" else tags
