"""TOML between two lines of plus signs, as Hugo and Zola write it."""

import re
import tomllib

from mkdocs_zhihu.reading.syntaxes.handler import ArchiveHandler
from mkdocs_zhihu.reading.syntaxes.json_semicolons import to_value
from mkdocs_zhihu.reading.values.yaml_fields import MAX_LENGTH, Field, FieldsError

OPENING = re.compile(r"\+{3}[ \t]*\n")
CLOSING = re.compile(r"^\+{3}[ \t]*$", re.MULTILINE)
PLACE = re.compile(r"\s*\(at line (\d+).*\)$")
LINE = re.compile(r"\s*(?P<key>[\w-]+)\s*=\s*(?P<value>[^\[{].*?)\s*$")
GROUPS = ("taxonomies", "extra", "params")
"""Tables whose keys count as if they stood outside."""


class TomlHandler(ArchiveHandler):
    """TOML, every value as text."""

    FM_BOUNDARY = OPENING

    def detect(self, text: str) -> bool:
        """Return whether the file begins with a line of plus signs and has a second one."""
        opening = OPENING.match(text)
        return opening is not None and CLOSING.search(text, opening.end(), MAX_LENGTH) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body."""
        opening = OPENING.match(text)
        start = opening.end() if opening else 0
        self.fields_line = self.first_line + 1
        closing = CLOSING.search(text, start, MAX_LENGTH)
        assert closing is not None  # noqa: S101 - as detected
        return self.cut(text[start:], closing.start() - start, closing.end() - start)

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields."""
        try:
            found = tomllib.loads(fm, parse_float=str)
        except RecursionError:
            return self.recover(fm, LINE, FieldsError("is nested too deeply", 0))
        except tomllib.TOMLDecodeError as error:
            place = PLACE.search(str(error))
            message = f"is no valid TOML ({PLACE.sub('', str(error))})"
            return self.recover(fm, LINE, FieldsError(message, int(place[1]) - 1 if place else 0))
        groups = [found.pop(name) for name in GROUPS if isinstance(found.get(name), dict)]
        merged = {key: value for group in reversed(groups) for key, value in group.items()} | found
        return [Field(key, to_value(value), _find_line(fm, key)) for key, value in merged.items()]


def _find_line(fm: str, key: str) -> int:
    match = re.search(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*=", fm, re.MULTILINE)
    return fm.count("\n", 0, match.start()) if match else 0
