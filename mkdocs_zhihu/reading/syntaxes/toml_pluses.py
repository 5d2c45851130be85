"""TOML between two lines of plus signs, as Hugo and Zola write it."""

import re
import tomllib

from mkdocs_zhihu.reading.syntaxes.delimited import DelimitedHandler, to_value
from mkdocs_zhihu.reading.values.yaml_fields import Field, FieldsError

PLACE = re.compile(r"\s*\(at line (\d+).*\)$")
LINE = re.compile(r"\s*(?P<key>[\w-]+)\s*=\s*(?P<value>[^\[{].*)")
GROUPS = ("taxonomies", "extra", "params")
"""Tables whose keys count as if they stood outside."""


class TomlHandler(DelimitedHandler):
    """TOML, every value as text."""

    FM_BOUNDARY = re.compile(r"\+{3}[ \t]*\n")
    CLOSING = re.compile(r"^\+{3}[ \t]*$", re.MULTILINE)

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields."""
        try:
            found = tomllib.loads(fm, parse_float=str)
        except RecursionError:
            return self.recover(fm, LINE, FieldsError("is nested too deeply", 0))
        except ValueError as error:  # of TOML, or of a number with thousands of digits
            place = PLACE.search(str(error))
            message = f"is no valid TOML ({PLACE.sub('', str(error))})"
            return self.recover(fm, LINE, FieldsError(message, int(place[1]) - 1 if place else 0))
        groups = [found.pop(name) for name in GROUPS if isinstance(found.get(name), dict)]
        merged = {key: value for group in reversed(groups) for key, value in group.items()} | found
        lines = _find_lines(fm)
        return [Field(key, to_value(value), lines.get(key, 0)) for key, value in merged.items()]


def _find_lines(fm: str) -> dict[str, int]:
    """Return the first line of each key, counted from 0."""
    lines = list(enumerate(fm.split("\n")))
    return {line.partition("=")[0].strip(" \t\"'"): number for number, line in reversed(lines) if "=" in line}
