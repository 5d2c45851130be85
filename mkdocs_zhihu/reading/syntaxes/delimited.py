"""Front matter between an opening and a closing line, whatever language stands between them."""

import re
from typing import Any, ClassVar

from mkdocs_zhihu.reading.syntaxes.handler import ArchiveHandler
from mkdocs_zhihu.reading.values.yaml_fields import MAX_LENGTH, Value

WORDS = {None: "", True: "true", False: "false"}


class DelimitedHandler(ArchiveHandler):
    """Front matter that begins with `FM_BOUNDARY` and ends before the first line that is `CLOSING`."""

    FM_BOUNDARY: re.Pattern[str]
    """What the file begins with."""

    CLOSING: ClassVar[re.Pattern[str]]
    """The line after the fields."""

    def detect(self, text: str) -> bool:
        """Return whether the file begins as it should and has the closing line."""
        opening = self.FM_BOUNDARY.match(text)
        return opening is not None and self.CLOSING.search(text, opening.end(), MAX_LENGTH) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body."""
        opening = self.FM_BOUNDARY.match(text)
        start = opening.end() if opening else 0
        self.fields_line = self.first_line + text.count("\n", 0, start)
        closing = self.CLOSING.search(text, start, MAX_LENGTH)
        assert closing is not None  # noqa: S101 - as detected
        return self.cut(text[start:], closing.start() - start, closing.end() - start)


def to_value(value: Any) -> Value:
    """Return what JSON or TOML holds with every scalar as text."""
    if isinstance(value, dict):
        return {str(key): to_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_value(item) for item in value]
    return WORDS[value] if value is None or isinstance(value, bool) else str(value)
