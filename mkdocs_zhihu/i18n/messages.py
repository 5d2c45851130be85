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

    templates: tuple[tuple[re.Pattern[str], str], ...]
    """What recognises each of the others, and its translation; the most specific first."""

    def translate(self, message: str, depth: int = MAX_DEPTH) -> str:
        """Return a message in the other language, as it is if the catalogue does not have it."""
        if message in self.fixed or not depth:
            return self.fixed.get(message, message)
        for pattern, translation in self.templates:
            match = pattern.fullmatch(message)
            if match:
                values = {name: self.translate(value, depth - 1) for name, value in match.groupdict().items()}
                return FIELD.sub(lambda field, values=values: values[field[1]], translation)  # type: ignore[misc]
        return message


@lru_cache(maxsize=1)
def load_catalogue() -> MessageCatalogue:
    """Return the messages in Chinese."""
    with files(__package__).joinpath("zh.po").open("rb") as file:
        found = {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}
    fixed = {message: text for message, text in found.items() if not FIELD.search(message)}
    others = sorted((message for message in found if message not in fixed), key=_count_literals, reverse=True)
    return MessageCatalogue(fixed, tuple((compile_template(message), found[message]) for message in others))


def compile_template(template: str) -> re.Pattern[str]:
    """Return what matches a message that was made from a template."""
    parts = FIELD.split(template)
    pieces = (f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
    return re.compile("".join(pieces), re.DOTALL)


def _count_literals(template: str) -> int:
    return len(FIELD.sub("", template))
