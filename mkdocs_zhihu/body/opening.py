"""From a post's raw text to the tree of its draft."""

from collections.abc import Mapping

from mkdocs_zhihu.body.dom.tree import build_tree, normalise_html
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.markdown import render_formulas, render_markdown
from mkdocs_zhihu.body.markdown.hexo.inline_tags import LIQUID
from mkdocs_zhihu.body.markdown.hexo.page_tags import render_page_tags
from mkdocs_zhihu.body.page_facts import note_page
from mkdocs_zhihu.body.raw.data_pictures import name_data_pictures
from mkdocs_zhihu.body.raw.markup import mend_html, mend_markup
from mkdocs_zhihu.body.raw.size_limits import MAX_MARKDOWN, cap_depth, find_excess
from mkdocs_zhihu.body.saved_page import SavedPage
from mkdocs_zhihu.body.transforms.text.excerpt import mark_more
from mkdocs_zhihu.model import BodyFormat, Dollars
from mkdocs_zhihu.reading.body_format import is_page_of_other_site


def open_draft(
    draft: Draft, text: str, page: SavedPage | None, body_format: BodyFormat, dollars: Dollars
) -> str:
    """Give a draft its tree, and return what the body has too much of: then it has none."""
    is_zhihus = page is not None and any(part.html for part in page.parts)
    may_have_tex = body_format == "html" and not is_zhihus and len(text) <= MAX_MARKDOWN
    tags: Mapping[str, int] = {}
    if may_have_tex and is_page_of_other_site(text, draft.uri):
        text, tags = (text, tags) if page is not None else render_page_tags(text)
        text = render_formulas(text, dollars)
    source, unknown_tags, excess = _read(text, body_format, dollars)
    source, was_flattened, excess = _flatten(source, excess)
    if excess:
        return excess
    mend = mend_markup if body_format == "markdown" or page is not None else mend_html
    source, was_cut = cap_depth(mark_more(mend(source)))
    draft.source = normalise_html(source)
    draft.root = build_tree(draft.source)
    _report_tags(draft, unknown_tags or tags)
    if was_cut or was_flattened:
        draft.report("depth", "is nested deeper than 256 levels; the rest was flattened", "simplify its HTML")
    if page is not None:
        note_page(draft, page)
    return ""


def _flatten(source: str, excess: str) -> tuple[str, bool, str]:
    """Return a body that has too much of something, flattened, whether it was, and what it still has too much of."""
    if not excess or not source:
        return source, False, excess
    source, was_flattened = cap_depth(source)  # depth is the commoner excess, and flattening the gentler cure
    return source, was_flattened, find_excess(source)


def _read(text: str, body_format: BodyFormat, dollars: Dollars) -> tuple[str, Mapping[str, int], str]:
    """Return the body as HTML, tags of Hexo that are not known, and what it has too much of."""
    text, pictures = name_data_pictures(text)
    if body_format == "html":
        return text, {}, find_excess(text)
    if len(text) > MAX_MARKDOWN:
        return "", {}, f"is more than {MAX_MARKDOWN:,} characters of Markdown"
    rendered = render_markdown(text, dollars=dollars, in_code=pictures)
    return rendered.html, rendered.unknown_tags, find_excess(rendered.html)


def _report_tags(draft: Draft, unknown: Mapping[str, int]) -> None:
    for opening, count in unknown.items():
        sign, name = opening.split()
        if sign == "{%" and name in LIQUID:
            message = f"has {count} of Liquid's tag `{name}`, which only Jekyll runs; what it holds is shown"
        elif sign == "{%":
            message = f"has {count} of Hexo's tag `{name}`, which is not known; what it holds is shown"
        else:
            message = f"has {count} of Hugo's shortcode `{name}`, which is not known; its text and links are shown, its options are not"
        spellings = (opening, f"{{%- {name}", f"{{{{% {name}", f"{{{{<{name}")
        near = next((text for text in spellings if text in draft.text), "")
        draft.report("md.tags", message, "write it as Markdown or HTML", near=near)
