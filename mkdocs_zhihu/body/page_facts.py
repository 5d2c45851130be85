"""What a saved page says about its post, as facts of the draft."""

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.raw.markup import mend_html
from mkdocs_zhihu.body.raw.size_limits import find_excess
from mkdocs_zhihu.body.saved_page import (
    SavedPage,
    clean_title,
    compose_body,
    looks_like_page,
    read_other_page,
    read_saved_page,
)
from mkdocs_zhihu.body.transforms.wrappers.daily import is_same_title
from mkdocs_zhihu.reading.documents import is_document

PAGE = 20
"""How many times as much as a body a page may hold."""


def open_page(text: str) -> tuple[str, SavedPage] | None:
    """Return the body of a saved page and what the page says, None for any other body."""
    if not looks_like_page(text) or find_excess(text, times=PAGE):
        return None
    html = mend_html(text)
    page = read_saved_page(html)
    if page is not None:
        return compose_body(page), page
    if not is_document(html):
        return None
    return html, read_other_page(html)


def note_page(draft: Draft, page: SavedPage) -> None:
    """Note what a page says about itself, and what of it was left out."""
    main = page.main
    is_mangled = is_same_title(page.title, draft.title) or clean_title(draft.title) != draft.title
    if not draft.title or is_mangled:
        draft.true_title = page.title or clean_title(draft.title)
    draft.original = page.url or (main.url if main else "")
    draft.tags += page.tags
    if main is not None:
        draft.kind, draft.author, draft.bio = main.kind, main.author, main.bio
        draft.published, draft.edited, draft.is_paid = main.published, main.edited, main.is_paid
    elif page.parts:
        draft.published = page.asked
    if page.left_out:
        counts = ", ".join(f"{kind}: {count}" for kind, count in page.left_out.items())
        draft.report("dom", f"is a saved page; left out were {counts}", "", "info")
    if any(part.is_truncated and not part.is_paid for part in page.parts):
        hint = "open the answer on Zhihu and save the page again"
        draft.report("dom.folded", "was saved while an answer was folded; only its beginning is here", hint)
