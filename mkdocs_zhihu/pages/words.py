"""Texts, dates and titles in the site's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel.dates import format_date

from mkdocs_zhihu.texts import CATALOGUE, LOCALES
from mkdocs_zhihu.views import View


@dataclass(frozen=True, slots=True)
class Words:
    """Texts and dates in the site's language."""

    language: str
    """Key of the catalogue."""

    def text(self, key: str, **values: Any) -> str:
        """Return a text of the interface, in the singular for `n=1`; unknown keys are a mistake of ours."""
        texts = CATALOGUE[self.language]
        singular = texts.get(f"{key}_one") if values.get("n") in (1, "1") else None
        return (singular or texts[key]).format(**values)

    def date(self, date: datetime | None) -> str:
        """Return a date in words, "" for none."""
        return format_date(date, format="long", locale=LOCALES[self.language]) if date else ""


def title_of(view: View, words: Words) -> str:
    """Return the title of a listing page."""
    if view.kind == "month":
        title = words.text(
            "month", y=view.key[0], m=view.key[1].lstrip("0") if words.language != "en" else view.key[1]
        )
    elif view.kind == "year":
        title = words.text("year", n=view.key[0])
    elif view.kind == "category_year":
        title = f"{view.key[-2]} · {words.text('year', n=view.key[-1])}"
    elif view.kind == "question":
        title = view.entries[0].title
    elif view.key:
        title = view.key[-1]
    else:
        key = {"timeline": "archive"}.get(view.kind, view.kind)
        title = words.text(key)
    return title if view.number == 1 else f"{title} · {words.text('page', n=view.number)}"
