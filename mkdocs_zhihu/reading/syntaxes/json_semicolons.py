"""JSON up to a line of semicolons, as Hexo reads it, with or without its outer braces."""

import json
import re

from mkdocs_zhihu.reading.syntaxes.delimited import DelimitedHandler, to_value
from mkdocs_zhihu.reading.values.yaml_fields import Field, FieldsError

LINE = re.compile(r"\s*\"(?P<key>[\w-]+)\"\s*:\s*(?P<value>[^\[{].*)")
COMMA = re.compile(r",(?=[ \t]*$)", re.MULTILINE)
STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"(\s*:)?")
"""A string, and the colon behind one that is a key."""


class JsonHandler(DelimitedHandler):
    """JSON, every value as text."""

    FM_BOUNDARY = re.compile(r"(?:;{3,}[ \t]*\n)?(?=\s*[{\"])")
    CLOSING = re.compile(r"^;{3,}[ \t]*$", re.MULTILINE)

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields."""
        text = fm.strip().removesuffix(",")
        try:
            found = json.loads(
                text if text.startswith("{") else f"{{{text}}}", parse_int=str, parse_float=str
            )
        except RecursionError:
            return self._recover(fm, FieldsError("is nested too deeply", 0))
        except json.JSONDecodeError as error:
            return self._recover(fm, FieldsError(f"is no valid JSON ({error.msg})", error.lineno - 1))
        lines = _find_lines(fm)
        return [Field(key, to_value(value), lines.get(key, 0)) for key, value in found.items()]

    def _recover(self, fm: str, error: FieldsError) -> list[Field]:
        return self.recover(COMMA.sub("", fm), LINE, error)


def _find_lines(fm: str) -> dict[str, int]:
    """Return the first line of each key, as it is written, counted from 0."""
    found: dict[str, int] = {}
    line = done = 0
    for match in STRING.finditer(fm):
        line += fm.count("\n", done, match.start())
        done = match.start()
        if match[2]:
            found.setdefault(match[1], line)
    return found
