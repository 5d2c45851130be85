"""YAML without a line of dashes before it, as Hexo still reads it."""

import re

from mkdocs_zhihu.reading.syntaxes.dashes import DashesHandler
from mkdocs_zhihu.reading.values.recovery import KNOWN_KEYS
from mkdocs_zhihu.reading.values.yaml_fields import MAX_LENGTH

CLOSING = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE)
FIELD_LINE = re.compile(r"(?:([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]|$)|[ \t]+\S|-[ \t]|#)")
NEEDED = frozenset({"title", "date"})


class NoOpeningHandler(DashesHandler):
    """Fields from the first line on, one of them a title or a date, up to a line of dashes."""

    def detect(self, text: str) -> bool:
        """Return whether the file begins with fields; a heading underlined with dashes does not look like them."""
        return _find_closing(text) is not None

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body."""
        closing = _find_closing(text)
        assert closing is not None  # noqa: S101 - as detected
        return self.cut(text, closing.start(), closing.end())


def _find_closing(text: str) -> re.Match[str] | None:
    if ":" not in text[:40]:
        return None
    closing = CLOSING.search(text, 0, MAX_LENGTH)
    lines = text[: closing.start()].rstrip("\n").split("\n") if closing else []
    matches = [FIELD_LINE.match(line) for line in lines]
    if (
        not matches
        or not matches[0]
        or not all(match or not line for match, line in zip(matches, lines, strict=True))
    ):
        return None
    keys = {match[1] for match in matches if match and match[1]}
    return closing if matches[0][1] in KNOWN_KEYS and keys & NEEDED else None
