"""Pages that the app Zhihu++ exports: one post a file, the API's own HTML in a page of the app's."""

import re

from bs4.element import Tag

from mkdocs_zhihu.body.dom.tree import has_class
from mkdocs_zhihu.body.saved_page.page_model import Part, SavedPage
from mkdocs_zhihu.body.saved_page.page_times import read_times
from mkdocs_zhihu.body.saved_page.page_tree import (
    find_class,
    first_class,
    has_ancestor,
    read_line,
    write_html,
)
from mkdocs_zhihu.reading.values.anonymous import ANONYMOUS

EXPORTED = re.compile(r"导出日期[：:]\s*(\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2})?)")
COUNT = re.compile(r"\d{1,9}")


def read_app_export(root: Tag) -> SavedPage | None:
    """Return the post of an exported page, None for any other page."""
    footer, content = first_class(root, "export-footer"), first_class(root, "RichContent-inner")
    if footer is None or content is None:
        return None
    lines = [
        read_line(tag) for tag in find_class(footer, "export-footer-line") if not has_class(tag, "is-hidden")
    ]
    published, edited = read_times("\n".join(lines), "")
    exported = EXPORTED.search(" ".join(lines))
    author = read_line(first_class(root, "author-name"))
    counts = [_read_count(tag) for tag in find_class(root, "stat-chip-value")]
    part = Part(
        html=write_html(content),
        author="" if author in ANONYMOUS else author,
        bio=read_line(first_class(root, "author-bio")),
        published=published,
        edited=edited,
        votes=counts[0] if counts else None,
        comment_count=counts[1] if len(counts) > 1 else None,
    )
    comments = sum(not has_ancestor(tag, [content]) for tag in find_class(root, "comment"))
    return SavedPage(
        title=read_line(next((tag for tag in find_class(root, "title") if tag.name == "h1"), None)),
        saved=exported[1] if exported else "",
        parts=(part,),
        left_out={"comments": comments} if comments else {},
    )


def _read_count(tag: Tag) -> int | None:
    text = read_line(tag).replace(",", "")
    return int(text) if COUNT.fullmatch(text) else None
