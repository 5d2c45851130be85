"""Texts, dates and titles in the site's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.dates import format_date, format_skeleton

from mkdocs_zhihu.i18n.catalogues import CATALOGUE, LOCALES, find_language
from mkdocs_zhihu.i18n.locales import find_locale, merge_texts


@lru_cache(maxsize=10_000)
def _format_day(day: date, locale: str) -> str:
    """Return a day in words; a post says each of its dates two or three times, and many posts share them."""
    return str(format_date(day, format="long", locale=locale))


@dataclass(frozen=True, slots=True)
class Translator:
    """Texts and dates in the site's language."""

    texts: Mapping[str, str]
    """Every text of the interface by its key."""

    locale: str
    """Whose dates they are, as Babel knows it."""

    names_months: bool = True
    """Whether the text for a month is in the language of the dates."""

    def text(self, key: str, **values: Any) -> str:
        """Return a text of the interface, in the singular for `n=1`; unknown keys are a mistake of ours."""
        singular = self.texts.get(f"{key}_one") if values.get("n") in (1, "1") else None
        return (singular or self.texts[key]).format(**values)

    def date(self, date: datetime | None) -> str:
        """Return a date in words, "" for none."""
        return _format_day(date.date(), self.locale) if date else ""

    def short_month(self, number: int) -> str:
        """Return the short name of a month, from 1 to 12."""
        if self.names_months and self.locale.startswith("zh"):
            return self.text("month_short", m=number)
        return str(format_skeleton("MMM", datetime(2000, number, 1), locale=self.locale))  # noqa: DTZ001 - a month has no zone

    def month(self, year: str, month: str) -> str:
        """Return the name of a month with its year, both given in digits."""
        if not self.names_months:
            return format_skeleton("yMMMM", datetime(int(year), int(month), 1), locale=self.locale)  # noqa: DTZ001 - a month has no zone
        return self.text("month", y=year, m=month if self.locale == "en" else month.lstrip("0"))


def build_translator(language: str, own: Mapping[str, str]) -> Translator:
    """Return texts and dates for a theme's language; `own` are the user's texts, which win.

    A language without a catalogue has English texts, and its own dates if Babel knows them.
    """
    key, locale = find_language(language), find_locale(language)
    return Translator(
        texts=merge_texts(CATALOGUE[key], own),
        locale=locale,
        names_months="month" in own or locale == LOCALES[key],
    )
