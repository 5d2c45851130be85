"""The interface in other languages, and in the user's own words."""

import string
from collections.abc import Mapping
from difflib import get_close_matches

from babel import Locale, UnknownLocaleError

from mkdocs_zhihu.i18n.catalogues import LOCALES, find_language
from mkdocs_zhihu.i18n.english import EN

MARKUP = frozenset('<>&"')
"""Texts stand in attributes and between tags as they are."""


def find_locale(language: str) -> str:
    """Return Babel's name for a theme's language, English for one that Babel does not know."""
    key = find_language(language)
    if key != "en":
        return LOCALES[key]
    for name in (language, language.partition("-")[0]):
        try:
            return str(Locale.parse(name.replace("-", "_")))
        except (UnknownLocaleError, ValueError):
            continue
    return LOCALES["en"]


def merge_texts(texts: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    """Return a catalogue with the user's texts in it.

    Who words a text anew has not seen our singular of it: it goes, unless there is one of theirs.
    """
    kept = {key: text for key, text in texts.items() if key.removesuffix("_one") not in own}
    return kept | dict(own)


def find_mistake(key: object, text: object) -> str:
    """Return what is wrong with a text of the user's and how to mend it, "" if it can be shown."""
    name = str(key).removesuffix("_one")
    if name not in EN or (name != key and "{n}" not in EN[name]):
        near = get_close_matches(str(key), EN, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"the texts are {', '.join(sorted(EN))}"
        return f"{key!r} is no text of the interface; {hint}"
    if not isinstance(text, str) or MARKUP & set(text):
        return f"the text {key!r} must be a string without any of < > & and straight double quotes"
    try:
        fields = {f"{{{field}}}" for field in _read_fields(text)}
    except ValueError:
        return f"the text {key!r} has a brace without its partner; write {{{{ or }}}} for a brace itself"
    known = {f"{{{field}}}" for field in _read_fields(EN[name])}
    if fields - known:
        hint = f"use {', '.join(sorted(known))}" if known else "there is none in this text"
        return f"{min(fields - known)} in the text {key!r} stands for nothing; {hint}"
    return ""


def _read_fields(text: str) -> set[str]:
    """Return what stands between braces in a text."""
    return {
        field + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for _, field, form, conversion in string.Formatter().parse(text)
        if field is not None
    }
