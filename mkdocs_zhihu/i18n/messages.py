"""What is said to people in their language: problems, errors, commands and their help.

A message is made in English where something is found, often in a worker or out of a cache. Here it is recognised by its
template in the catalogue `zh.po` and said in Chinese. So no stage knows of languages, and a message that the catalogue does
not have stays English.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel.messages.pofile import read_po

Translate = Callable[[str], str]
"""From a message in English to the reader's language."""

FIELD = re.compile(r"\{(\w+)\}")
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Of the environment, in the order in which they count, as for gettext."""

MAX_DEPTH = 3
"""Messages within messages."""


def find_translate(environment: Mapping[str, str], theme_language: str = "") -> Translate:
    """Return what says messages in Chinese if the locale or the theme is Chinese; `LANGUAGE` decides alone."""
    first = next((name for name in VARIABLES if environment.get(name)), "")
    languages = [environment[first]] if first else []
    if first != "LANGUAGE":
        languages.append(theme_language)
    is_chinese = any(language.lower().startswith("zh") for language in languages)
    return load_catalogue().translate if is_chinese else str


@dataclass(frozen=True, slots=True)
class MessageCatalogue:
    """Messages in another language."""

    fixed: Mapping[str, str]
    """Those without values, by their English text."""

    templates: tuple[tuple[tuple[str, ...], str], ...]
    """The parts of each of the others, text and names of values in turn, and its translation; the most specific first."""

    def translate(self, message: str, depth: int = MAX_DEPTH) -> str:
        """Return a message in the other language, as it is if the catalogue does not have it."""
        if message in self.fixed or not depth:
            return self.fixed.get(message, message)
        for parts, translation in self.templates:
            found = match_template(parts, message)
            if found is not None:
                values = {name: self.translate(value, depth - 1) for name, value in found.items()}
                return FIELD.sub(lambda field, values=values: values[field[1]], translation)  # type: ignore[misc]
        return self._translate_parts(message, depth - 1)

    def _translate_parts(self, message: str, depth: int) -> str:
        """Return `place: what is wrong; what to do` with the parts that the catalogue has in the other language."""
        place, mark, rest = message.partition(": ")
        said = self.translate(rest, depth)
        if said != rest:
            return f"{place}{mark}{said}"
        first, mark, rest = message.partition("; ")
        parts = self.translate(first, depth), self.translate(rest, depth)
        return self.fixed.get(mark, mark).join(parts) if mark and parts != (first, rest) else message


@lru_cache(maxsize=1)
def load_catalogue() -> MessageCatalogue:
    """Return the messages in Chinese."""
    with files(__package__).joinpath("zh.po").open("rb") as file:
        found = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}
    fixed = {message: text for message, text in found.items() if not FIELD.search(message)}
    others = sorted((message for message in found if message not in fixed), key=_count_literals, reverse=True)
    return MessageCatalogue(fixed, tuple((tuple(FIELD.split(message)), found[message]) for message in others))


def match_template(parts: tuple[str, ...], message: str) -> dict[str, str] | None:
    """Return the values of a message that was made from a template, None if it was not.

    A value ends where the text after it first occurs, so that the time is linear: values hold the words of strangers.
    """
    literals, names = parts[::2], parts[1::2]
    place, end = len(literals[0]), len(message) - len(literals[-1])
    if not (message.startswith(literals[0]) and message.endswith(literals[-1])):
        return None
    values = {}
    for name, literal in zip(names[:-1], literals[1:-1], strict=True):
        found = message.find(literal, place + 1, end)
        if found < 0:
            return None
        values[name] = message[place:found]
        place = found + len(literal)
    return values | {names[-1]: message[place:end]} if place < end else None


def _count_literals(template: str) -> int:
    return len(FIELD.sub("", template))
