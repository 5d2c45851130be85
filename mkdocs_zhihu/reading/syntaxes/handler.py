"""What all handlers of front matter have in common."""

import re
from collections.abc import Iterable

from frontmatter.default_handlers import BaseHandler

from mkdocs_zhihu.problems import Level, Problem
from mkdocs_zhihu.reading.values.recovery import KEY_LINE, strip_quotes
from mkdocs_zhihu.reading.values.yaml_fields import Field, FieldsError

LINE_SEPARATORS = re.compile("[\x85\u2028\u2029]")
OWN_KEY = re.compile(r"[^\W\d\x00-\x7f\uff00-\uffef]")
"""How a key in another script begins, such as 作者: a note of the author's own; a wide letter or blank is a slip."""


class ArchiveHandler(BaseHandler):
    """python-frontmatter's split and load for files as people archived them.

    Every value is a string. Nothing raises: what is broken is read as well as it can be, and what was done is in
    `problems`.
    """

    def __init__(self, *, uri: str, first_line: int) -> None:
        super().__init__()
        self.uri = uri
        """The post, for `problems`."""
        self.first_line = first_line
        """Line of the file on which its text begins, counted from 1."""
        self.fields_line = first_line
        """Line of the first field in the file."""
        self.problems: list[Problem] = []
        """What was found wrong."""
        self.lines: tuple[str, ...] = ()
        """The front matter as written."""
        self.has_front_matter = False
        """Whether there was any."""
        self.body: str | None = None
        """What follows it, as written; python-frontmatter would strip the first line's indent."""

    def cut(self, text: str, start: int, end: int) -> tuple[str, str]:
        """Return what stands before `start` for the front matter, and what stands after `end` for the body."""
        self.has_front_matter, self.body = True, text[end:]
        return text[:start], text[end:]

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields of the front matter."""
        raise NotImplementedError

    def clean(self, fm: str) -> str:
        """Return front matter as its syntax knows it."""
        return clean_lines(fm)

    def load(self, fm: str) -> dict[str, Field]:
        """Return the fields by their keys; see `index_fields`."""
        self.lines = tuple(self.clean(fm).split("\n"))
        return self.index_fields(self.read_fields(fm)) if fm.strip() else {}

    def index_fields(self, fields: Iterable[Field]) -> dict[str, Field]:
        """Return the fields that have a usable key, of a repeated key the first."""
        known: dict[str, Field] = {}
        for field in fields:
            if field.key is not None and OWN_KEY.match(field.key):
                continue
            if field.key is None or not KEY_LINE.match(f"{field.key}:"):
                self.report(
                    "fm.key", f"the key {field.key!r} is no name; ignored", "remove the line", field.line
                )
            elif field.key in known:
                self.report_repeated(field.key, known[field.key].line, field.line)
            else:
                if field.tag:
                    tag = field.tag.replace("tag:yaml.org,2002:", "!!")
                    message = f"the YAML tag {tag} of {field.key} was dropped"
                    self.report("fm.tag", message, "remove the tag", field.line)
                known[field.key] = field
        return known

    def report(self, rule: str, message: str, hint: str, line: int, *, is_harmless: bool = False) -> None:
        """Add one problem; `line` is counted from 0 at the first field."""
        level: Level = "info" if is_harmless else "warning"
        self.problems.append(Problem(self.uri, rule, message, hint, self.fields_line + line, level))

    def report_repeated(self, key: str, first: int, line: int) -> None:
        """Say that a key stands twice; lines are counted from 0 at the first field."""
        places = f"{self.fields_line + first} and {self.fields_line + line}"
        message = f"{key} stands twice, in lines {places}; the first was kept"
        self.report("fm.duplicate", message, "delete one of them", line)

    def recover(self, fm: str, pattern: re.Pattern[str], error: FieldsError) -> list[Field]:
        """Return the fields that stand on one line each, and say that the whole cannot be read."""
        message = f"front matter {error}; the fields that stand on one line each were kept"
        self.report("fm.broken", message, "mend it by hand", error.line)
        matches = [(number, pattern.match(line)) for number, line in enumerate(fm.split("\n"))]
        return [
            Field(match["key"], strip_quotes(match["value"].rstrip()), number)
            for number, match in matches
            if match
        ]

    def report_broken(self, error: FieldsError) -> None:
        """Say that front matter cannot be read to its end."""
        message = f"front matter {error}; the fields that can be read were kept"
        self.report("fm.broken", message, "mend it by hand", error.line)


def clean_lines(fm: str) -> str:
    """Return front matter without the characters that only YAML takes for line ends."""
    return LINE_SEPARATORS.sub(" ", fm).replace("\ufeff", "")
