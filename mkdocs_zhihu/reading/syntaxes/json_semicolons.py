"""JSON up to a line of semicolons, as Hexo reads it, with or without its outer braces."""

import json
import re
from typing import Any

from mkdocs_zhihu.reading.syntaxes.handler import ArchiveHandler
from mkdocs_zhihu.reading.values.yaml_fields import MAX_LENGTH, Field, FieldsError, Value

OPENING = re.compile(r"(?:;{3,}[ \t]*\n)?(?=\s*[{\"])")
CLOSING = re.compile(r"^;{3,}[ \t]*$", re.MULTILINE)
LINE = re.compile(r"\s*\"(?P<key>[\w-]+)\"\s*:\s*(?P<value>[^\[{].*?)\s*,?\s*$")
WORDS = {None: "", True: "true", False: "false"}


class JsonHandler(ArchiveHandler):
    """JSON, every value as text."""

    FM_BOUNDARY = OPENING

    def detect(self, text: str) -> bool:
        """Return whether the file begins as JSON and has the closing line."""
        opening = OPENING.match(text)
        return opening is not None and CLOSING.search(text, opening.end(), MAX_LENGTH) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body."""
        opening = OPENING.match(text)
        start = opening.end() if opening else 0
        self.fields_line = self.first_line + text.count("\n", 0, start)
        closing = CLOSING.search(text, start, MAX_LENGTH)
        assert closing is not None  # noqa: S101 - as detected
        return self.cut(text[start:], closing.start() - start, closing.end() - start)

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields."""
        text = fm.strip().removesuffix(",")
        try:
            found = json.loads(
                text if text.startswith("{") else f"{{{text}}}", parse_int=str, parse_float=str
            )
        except RecursionError:
            return self.recover(fm, LINE, FieldsError("is nested too deeply", 0))
        except json.JSONDecodeError as error:
            return self.recover(fm, LINE, FieldsError(f"is no valid JSON ({error.msg})", error.lineno - 1))
        return [Field(key, to_value(value), _find_line(fm, key)) for key, value in found.items()]


def to_value(value: Any) -> Value:
    """Return what JSON or TOML holds with every scalar as text."""
    if isinstance(value, dict):
        return {str(key): to_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_value(item) for item in value]
    return WORDS[value] if value is None or isinstance(value, bool) else str(value)


def _find_line(fm: str, key: str) -> int:
    place = fm.find(json.dumps(key, ensure_ascii=False))
    return fm.count("\n", 0, place) if place >= 0 else 0
