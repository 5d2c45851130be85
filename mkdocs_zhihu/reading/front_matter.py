"""The text of a file, split into front matter and body."""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any

import frontmatter
from frontmatter.default_handlers import BaseHandler

from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading.recovery import recover_fields
from mkdocs_zhihu.reading.simple_fields import read_simple_fields
from mkdocs_zhihu.reading.yaml_fields import MAX_LENGTH, Field, FieldsError, parse_fields

OPENING = re.compile(r"-{3,}[ \t]*\n")
CLOSING = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)
FIELD_LINE = re.compile(r"[A-Za-z_][\w-]*[ \t]*:|[ \t]+\S|[ \t]*-[ \t]|#")
HAS_FIELD = re.compile(r"^[A-Za-z_][\w-]*[ \t]*:", re.MULTILINE)
LINE_SEPARATORS = re.compile("[\x85\u2028\u2029]")

LEADING_BLANK = re.compile(r"\A(?:[ \t]*\n)+")
MAX_CLOSINGS = 4


class FrontMatterHandler(BaseHandler):
    """python-frontmatter's split and load for files as people archived them.

    Every value is a string. `load` never raises: broken YAML is recovered line by line, and what was
    done is in `problems`.
    """

    FM_BOUNDARY = OPENING

    def __init__(self, *, uri: str, first_line: int) -> None:
        super().__init__()
        self.uri = uri
        """The post, for `problems`."""
        self.first_line = first_line
        """Line of the opening `---` in the file, counted from 1."""
        self.problems: list[Problem] = []
        """What was found wrong."""
        self.fields: list[Field] = []
        """What was read."""
        self.lines: tuple[str, ...] = ()
        """The front matter as written."""
        self.has_front_matter = False
        """Whether there was any."""
        self.body: str | None = None
        """What follows it, as written; python-frontmatter would strip the first line's indent."""
        self._tried: str | None = None
        self._error: FieldsError | None = None

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body; ("", text) where there is none."""
        opening = OPENING.match(text)
        if opening is None:
            return "", text
        rest = text[opening.end() :]
        closings: list[re.Match[str]] = []
        for closing in islice(CLOSING.finditer(rest), MAX_CLOSINGS):
            closings.append(closing)
            if self._try(rest[: closing.start()]):
                return self._cut(rest, closing.start(), closing.end())
        if closings and not HAS_FIELD.search(rest, 0, closings[0].start()):
            return "", text
        if closings:
            return self._cut(rest, closings[0].start(), closings[0].end())
        end = _find_end_of_fields(rest)
        if end == 0:  # the line of dashes was a rule
            return "", text
        self._report("fm.end", "has no closing `---`; read up to the first line that is no field",
                     "add a line `---` after the front matter", 0)  # fmt: skip
        return self._cut(rest, end, end)

    def load(self, fm: str) -> dict[str, Any]:
        """Return nothing: what was read is in `fields`, where a key keeps its line."""
        text = clean_lines(fm)
        self.lines = tuple(text.split("\n"))
        if not self._try(fm):
            self._recover(text)
        return {}

    def _try(self, fm: str) -> bool:
        """Read the text as YAML and return whether that worked; the answer is remembered."""
        if fm != self._tried:
            self._tried, self._error = fm, None
            try:
                self.fields = _read_fields(clean_lines(fm)) if fm.strip() else []
            except FieldsError as error:
                self._error = error
        return self._error is None

    def _recover(self, text: str) -> None:
        self.fields, recovered = recover_fields(text[:MAX_LENGTH])
        if not recovered and self._error is not None:
            self._report("fm.broken", f"front matter {self._error}; the fields that can be read were kept",
                         "mend it by hand", self._error.line)  # fmt: skip
        for line, key in recovered:
            rule = "fm.title-broken" if key == "title" else "fm.broken"
            self._report(rule, f"{key} is not valid YAML; read as plain text",
                         "put the value in single quotes and write each ' inside twice", line)  # fmt: skip

    def _cut(self, rest: str, start: int, end: int) -> tuple[str, str]:
        self.has_front_matter, self.body = True, rest[end:]
        return rest[:start], rest[end:]

    def _report(self, rule: str, message: str, hint: str, line: int) -> None:
        self.problems.append(Problem(self.uri, rule, message, hint, self.first_line + 1 + line))


def _read_fields(text: str) -> list[Field]:
    simple = read_simple_fields(text)
    return parse_fields(text) if simple is None else simple


def clean_lines(fm: str) -> str:
    """Return front matter without the characters that only YAML takes for line ends."""
    return LINE_SEPARATORS.sub(" ", fm).replace("\ufeff", "")


def _find_end_of_fields(rest: str) -> int:
    end = 0
    for line in rest.splitlines(keepends=True):
        if not FIELD_LINE.match(line):
            break
        end += len(line)
    return end


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's text, split."""

    fields: tuple[Field, ...]
    """Every key with its value, in order."""

    lines: tuple[str, ...]
    """The front matter as written, without its dashes."""

    first_line: int
    """Line of `lines[0]` in the file, counted from 1."""

    exists: bool
    """Whether the file has front matter at all."""

    body: str
    """All that follows."""


def split_front_matter(text: str, uri: str) -> tuple[FrontMatter, Problems]:
    """Return the front matter and the body of a file; leading blank lines are skipped."""
    stripped = text.lstrip("\ufeff \t\n")
    first_line = text[: len(text) - len(stripped)].count("\n") + 1
    handler = FrontMatterHandler(uri=uri, first_line=first_line)
    frontmatter.parse(stripped, handler=handler)
    body = LEADING_BLANK.sub("", stripped if handler.body is None else handler.body).rstrip()
    found = FrontMatter(tuple(handler.fields), handler.lines, first_line + 1, handler.has_front_matter, body)
    return found, tuple(handler.problems)
