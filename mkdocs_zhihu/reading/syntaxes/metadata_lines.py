"""Lines `Key: value` before the text, as Pelican, MkDocs and MultiMarkdown read them, Logseq's `key:: value`, and Nikola's comment of such lines."""

import re
from collections.abc import Sequence
from itertools import chain
from typing import ClassVar

from mkdocs_zhihu.reading.syntaxes.handler import ArchiveHandler
from mkdocs_zhihu.reading.values.aliases import ALIASES, EDITED, WRITTEN
from mkdocs_zhihu.reading.values.recovery import KNOWN_KEYS
from mkdocs_zhihu.reading.values.yaml_fields import MAX_LENGTH, Field, FieldsError, Value, parse_fields

KNOWN = KNOWN_KEYS | {"status", *EDITED, *WRITTEN, *chain.from_iterable(ALIASES.values())}
"""Keys of front matter that a field is read from."""
KEYS = frozenset(
    "title date modified category categories tags slug author authors summary description status lang translation"
    " keywords email affiliation save_as url".split()
)
"""Keys of Pelican and MultiMarkdown that tell, beside a title, that lines are metadata."""
ALONE = frozenset({"Title", "title", "author", "authors"})
"""Keys that tell it alone, where they are the only one."""
GENERATED = frozenset({"title", "slug"})
"""Keys that only generators of sites read together: beside them other keys are metadata too."""
NAMES = frozenset({"tags", "tag", "author", "authors"})
"""Keys whose value is a list of names."""
LISTS = NAMES | {"category", "categories", "keywords"}
"""Keys whose value may be a list of YAML's."""
QUOTES = ("'", '"')
ITEM = re.compile(r"-[ \t]+(?=\S)")
END = re.compile(r"^[ \t]*\n|^(?:-{3,}|\.{3})[ \t]*(?:\n|\Z)|\Z", re.MULTILINE)


class MetadataHandler(ArchiveHandler):
    """Lines up to a blank one, each a key with its value as it stands."""

    LINE: ClassVar[re.Pattern[str]] = re.compile(r"([A-Za-z][\w-]*)(?:::(?=\s|$)|:(?!/))[ \t]*(.*)", re.ASCII)
    FM_BOUNDARY = LINE
    MORE: ClassVar[re.Pattern[str]] = re.compile(r"(?: {4}|\t)[ \t]*(\S.*)")
    """More of the value above it."""

    def detect(self, text: str) -> bool:
        """Return whether the text begins with a title and other keys of Pelican's, or with one key alone above text."""
        if not self.LINE.match(text):
            return False
        end = END.search(text.rstrip())
        assert end is not None  # noqa: S101 - the end of the text is one
        head = text[: end.start()]
        return self._has_only_fields(head) and _tells_metadata(
            self._read_keys(head), is_above_text=end[0].isspace()
        )

    def split(self, text: str) -> tuple[str, str]:
        """Return the metadata and the text after it."""
        end = END.search(text)
        assert end is not None  # noqa: S101 - as detected
        return self.cut(text, end.start(), end.end())

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields, their keys in small letters."""
        found: list[tuple[str, list[str], int]] = []
        for number, line in enumerate(fm.rstrip("\n").split("\n")):
            match, more = self.LINE.match(line), self.MORE.match(line)
            if match:
                found.append((match[1].lower(), [match[2].strip()], number))
            elif more:
                found[-1][1].append(more[1].strip())
        return [
            Field(key, split_names(key, _read_value(key, *lines)), number) for key, lines, number in found
        ]

    def _read_keys(self, head: str) -> Sequence[str]:
        """Return the keys of lines as they are written."""
        return [match[1] for match in map(self.LINE.match, head.split("\n")) if match]

    def _has_only_fields(self, head: str) -> bool:
        lines = head.rstrip("\n").split("\n")
        return len(head) <= MAX_LENGTH and all(
            self.LINE.match(line) or self.MORE.match(line) for line in lines
        )


class MetadataCommentHandler(MetadataHandler):
    """Nikola's: a comment of HTML with lines `.. key: value`."""

    LINE = re.compile(r"[ \t]*\.\.[ \t]+([A-Za-z][\w-]*):(?:[ \t]+(.*)|$)", re.ASCII)
    COMMENT: ClassVar[re.Pattern[str]] = re.compile(
        r"<!--[ \t]*\n(?=[ \t]*\.\.[ \t])((?:[^-]|-(?!->))*)-->[ \t]*\n?"
    )

    def detect(self, text: str) -> bool:
        """Return whether the text begins with such a comment."""
        comment = self.COMMENT.match(text)
        head = comment[1].strip("\n \t") if comment else ""
        return self._has_only_fields(head) and not KNOWN.isdisjoint(map(str.lower, self._read_keys(head)))

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
    names: list[Value] = [name.strip() for name in value.split(";" if ";" in value else ",")]
    return names if len(names) > 1 else value


def _read_value(key: str, first: str, *more: str) -> Value:
    """Return a value as YAML reads quotes and lists, else as it stands, its lines in one."""
    text = " ".join(filter(None, (first, *more)))
    if key in LISTS and not first and more and all(map(ITEM.match, more)):
        return [_read_yaml(ITEM.sub("", line, count=1), QUOTES) for line in more]
    return _read_yaml(text, (*QUOTES, "[") if key in LISTS else QUOTES)


def _read_yaml(text: str, signs: tuple[str, ...]) -> Value:
    """Return what YAML reads in a text that begins with one of `signs`; others, and what is no YAML, are as they are."""
    if not text.startswith(signs):
        return text
    try:
        return parse_fields(f"value: {text}")[0].value
    except FieldsError:
        return text


def _tells_metadata(keys: Sequence[str], *, is_above_text: bool) -> bool:
    """Return whether lines with these keys are metadata; in doubt they are text, of which nothing may be lost."""
    if len(keys) == 1:
        return keys[0] in ALONE and is_above_text
    names = {key.lower() for key in keys}
    return len(names) == len(keys) and "title" in names and (names <= KEYS or names >= GENERATED)
