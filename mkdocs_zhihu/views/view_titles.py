"""Titles of listing pages, in the language of the site."""

from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.views.listing import View


def title_of(view: View, translator: Translator) -> str:
    """Return the title of a listing page."""
    if view.kind == "month":
        title = translator.month(*view.key)
    elif view.kind == "year":
        title = translator.text("year", n=view.key[0])
    elif view.kind == "category_year":
        title = f"{view.key[-2]} · {translator.text('year', n=view.key[-1])}"
    elif view.kind == "question":
        title = view.entries[0].title
    elif view.key:
        title = view.key[-1]
    else:
        key = {"timeline": "archive", "newest": "latest"}.get(view.kind, view.kind)
        title = translator.text(key)
    return title if view.number == 1 else f"{title} · {translator.text('page', n=view.number)}"
