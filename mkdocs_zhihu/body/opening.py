"""From a post's raw text to the tree of its draft."""

from collections.abc import Mapping, Sequence

from mkdocs_zhihu.body.dom.tree import build_tree, normalise_html
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.markdown import render_formulas, render_markdown
from mkdocs_zhihu.body.markdown.hexo.inline_tags import TEMPLATE_TAGS
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
    source, unread, excess = _read(draft.uri, text, page, body_format, dollars)
    source, was_flattened, excess = _flatten(source, excess)
    if excess:
        return excess
    mend = mend_markup if body_format == "markdown" or page is not None else mend_html
    source, was_cut = cap_depth(mark_more(mend(source)))
    draft.source = normalise_html(source)
    draft.root = build_tree(draft.source)
    _report_unread(draft, unread)
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


def _read(
    uri: str, text: str, page: SavedPage | None, body_format: BodyFormat, dollars: Dollars
) -> tuple[str, Mapping[str, int], str]:
    """Return the body as HTML, what in it is not read, and how often, and what it has too much of."""
    if body_format == "html":
        text, unread = _read_html(uri, text, page, dollars)
        text, _ = name_data_pictures(text)
        return text, unread, find_excess(text)
    text, pictures = name_data_pictures(text)
    if len(text) > MAX_MARKDOWN:
        return "", {}, f"is more than {MAX_MARKDOWN:,} characters of Markdown"
    rendered = render_markdown(text, dollars=dollars, in_code=pictures)
    return rendered.html, rendered.unread, find_excess(rendered.html)


def _read_html(
    uri: str, text: str, page: SavedPage | None, dollars: Dollars
) -> tuple[str, Mapping[str, int]]:
    """Return HTML whose TeX is formulas and whose tags are read, and what of them is not read, and how often.

    A body of Zhihu's has neither, a page that a browser saved has no tags.
    """
    is_zhihus = page is not None and any(part.html for part in page.parts)
    if is_zhihus or len(text) > MAX_MARKDOWN or not is_page_of_other_site(text, uri):
        return text, {}
    unread: Mapping[str, int] = {}
    if page is None:
        text, unread = render_page_tags(text)
    return render_formulas(text, dollars), unread


def _report_unread(draft: Draft, unread: Mapping[str, int]) -> None:
    """Name what is not known or not carried out here; see `Rendered.unread`."""
    for construct, count in unread.items():
        sign, name = construct.split(maxsplit=1)
        if sign == "%%":
            message = f"shows {count} of Obsidian's comments, as one ends within a line, or another sign `%%` has no end"
            hint = "put `%%` on lines of their own around what is hidden"
            draft.report("md.obsidian", message, hint, near=sign)
        elif sign == "--8<--":
            message = f"names {name} with a sign of PyMdown's snippets, which are not put into posts; its name is shown"
            draft.report("md.tags", message, "copy its text into the post, or link to it", near=name)
        else:
            near = next((text for text in _spell_opening(sign, name) if text in draft.text), "")
            draft.report(
                "md.tags", _describe_tag(sign, name, count), "write it as Markdown or HTML", near=near
            )


def _describe_tag(sign: str, name: str, count: int) -> str:
    """Return what to say of a tag, a shortcode or a macro that is not read."""
    if sign == "{{":
        return f"has {count} of Logseq's macro `{name}`, which is not run here; its words are shown, what it would bring in is not"
    if sign == "{{<":
        return f"has {count} of Hugo's shortcode `{name}`, which is not known; its text and links are shown, its options are not"
    if name in TEMPLATE_TAGS:
        return f"has {count} of `{name}`, a tag of the template language, which is not run here; the text around it is shown"
    return f"has {count} of Hexo's tag `{name}`, which is not known; what it holds is shown"


def _spell_opening(sign: str, name: str) -> Sequence[str]:
    """Return how such a tag may begin in a post."""
    if sign == "{%":
        return f"{{% {name}", f"{{%- {name}"
    if sign == "{{<":
        return f"{{{{< {name}", f"{{{{% {name}", f"{{{{<{name}"
    return f"{{{{ {name}", f"{{{{{name} ((", f"{{{{{name}"
