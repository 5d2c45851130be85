"""Lines `Key: value` before the text, as Pelican, MkDocs and MultiMarkdown read them, and Nikola's comment of such lines."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import ClassVar

from mkdocs_zhihu.reading.syntaxes.handler import ArchiveHandler
from mkdocs_zhihu.reading.values.aliases import ALIASES, EDITED, WRITTEN
from mkdocs_zhihu.reading.values.recovery import KNOWN_KEYS
from mkdocs_zhihu.reading.values.yaml_fields import MAX_LENGTH, Field, Value

KNOWN = KNOWN_KEYS | {"status", *EDITED, *WRITTEN, *chain.from_iterable(ALIASES.values())}
"""Keys that tell that lines are metadata."""
FIRST = frozenset({"title", "author", "authors"})
"""Keys that tell it alone, where they are the only one."""
NAMES = frozenset({"tags", "tag", "author", "authors"})
"""Keys whose value is a list of names."""
MIN_KEYS = 2
END = re.compile(r"^[ \t]*(?:\n|\Z)|^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE)
SEPARATOR = {True: ";", False: ","}


class MetadataHandler(ArchiveHandler):
    """Lines up to a blank one, each a key with its value as it stands."""

    LINE: ClassVar[re.Pattern[str]] = re.compile(r"([A-Za-z][\w-]*):(?!/)[ \t]*(.*)", re.ASCII)
    FM_BOUNDARY = LINE
    MORE: ClassVar[re.Pattern[str]] = re.compile(r"(?: {4}|\t)[ \t]*(\S.*)")
    """More of the value above it."""

    def detect(self, text: str) -> bool:
        """Return whether the text begins with a title or an author alone, or with two keys that are known."""
        if not self.LINE.match(text):
            return False
        end = END.search(text, 0, MAX_LENGTH)
        return end is not None and self._is_metadata(text[: end.start()], is_closed=bool(end[0].strip()))

    def split(self, text: str) -> tuple[str, str]:
        """Return the metadata and the text after it."""
        end = END.search(text)
        assert end is not None  # noqa: S101 - as detected
        return self.cut(text, end.start(), end.end())

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields, their keys in small letters."""
        fields: list[Field] = []
        for number, line in enumerate(fm.rstrip("\n").split("\n")):
            match, more = self.LINE.match(line), self.MORE.match(line)
            if match:
                fields.append(Field(match[1].lower(), match[2].strip(), number))
            elif more:
                key, value, start, *_ = fields[-1]
                fields[-1] = Field(key, f"{value} {more[1].strip()}".strip(), start)
        return [field._replace(value=split_names(field.key, field.value)) for field in fields]

    def _is_metadata(self, head: str, *, is_closed: bool) -> bool:
        lines = head.rstrip("\n").split("\n")
        matches = [self.LINE.match(line) for line in lines]
        if not all(match or self.MORE.match(line) for match, line in zip(matches, lines, strict=True)):
            return False
        return _tells_metadata([match[1].lower() for match in matches if match], is_closed=is_closed)


class MetadataCommentHandler(MetadataHandler):
    """Nikola's: a comment of HTML with lines `.. key: value`."""

    LINE = re.compile(r"[ \t]*\.\.[ \t]+([A-Za-z][\w-]*):(?:[ \t]+(.*)|$)", re.ASCII)
    COMMENT: ClassVar[re.Pattern[str]] = re.compile(
        r"<!--[ \t]*\n(?=[ \t]*\.\.[ \t])((?:[^-]|-(?!->))*)-->[ \t]*\n?"
    )

    def detect(self, text: str) -> bool:
        """Return whether the text begins with such a comment."""
        comment = self.COMMENT.match(text)
        return comment is not None and self._is_metadata(comment[1].strip("\n \t"), is_closed=False)

    def split(self, text: str) -> tuple[str, str]:
        """Return what the comment holds, and the text after it."""
        comment = self.COMMENT.match(text)
        assert comment is not None  # noqa: S101 - as detected
        self.fields_line = self.first_line + 1
        _, body = self.cut(text, 0, comment.end())
        return comment[1], body


def split_names(key: str | None, value: Value) -> Value:
    """Return the names in the value of a key that holds names; other values are as they are.

    >>> split_names("tags", "甲, 乙"), split_names("tags", "甲"), split_names("title", "甲, 乙")
    (['甲', '乙'], '甲', '甲, 乙')
    """
    if key not in NAMES or not isinstance(value, str):
        return value
    names: list[Value] = [name.strip() for name in value.split(SEPARATOR[";" in value])]
    return names if len(names) > 1 else value


def _tells_metadata(keys: Sequence[str], *, is_closed: bool) -> bool:
    """Return whether lines with these keys are metadata; what is not known is only where a title and another are."""
    if len(keys) < MIN_KEYS:
        return bool(keys) and keys[0] in FIRST and not is_closed
    return set(keys[:MIN_KEYS]) <= KNOWN and ("title" in keys or set(keys) <= KNOWN)
