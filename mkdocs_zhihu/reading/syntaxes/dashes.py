"""YAML between two lines of dashes, as nearly all files have it; also a file without any front matter."""

import re
from itertools import chain, islice

from mkdocs_zhihu.reading.syntaxes.handler import ArchiveHandler, clean_lines
from mkdocs_zhihu.reading.values.aliases import ALIASES
from mkdocs_zhihu.reading.values.recovery import GLUED_LINE, recover_fields
from mkdocs_zhihu.reading.values.simple_fields import read_simple_fields
from mkdocs_zhihu.reading.values.yaml_fields import MAX_LENGTH, Field, FieldsError, parse_fields

OPENING = re.compile(r"-{3,}[ \t]*\n")
CLOSING = re.compile(r"^(?:-{3,}|\.{3})[ \t]*$", re.MULTILINE)
FIELD_LINE = re.compile(r"[A-Za-z_][\w-]*[ \t]*:|[ \t]+\S|[ \t]*-[ \t]|#")
HAS_FIELD = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:", re.MULTILINE)
KNOWN = frozenset(chain.from_iterable(ALIASES.values()))
"""Names of fields that are read."""
LEADING_TABS = re.compile(r"^\t+", re.MULTILINE)
MAX_CLOSINGS = 4


class DashesHandler(ArchiveHandler):
    """YAML, recovered line by line where it is broken."""

    FM_BOUNDARY = OPENING

    _tried: str | None = None
    _error: FieldsError | None = None
    _fields: list[Field]

    def detect(self, text: str) -> bool:  # noqa: ARG002 - the base class's signature
        """Return True: what is in no other syntax is in this one, or has no front matter."""
        return True

    def split(self, text: str) -> tuple[str, str]:
        """Return front matter and body; ("", text) where there is none."""
        opening = OPENING.match(text)
        if opening is None:
            return "", text
        self.fields_line = self.first_line + 1
        rest = text[opening.end() :]
        closings: list[re.Match[str]] = []
        for closing in islice(CLOSING.finditer(rest), MAX_CLOSINGS):
            closings.append(closing)
            if self._try(rest[: closing.start()]):
                return self.cut(rest, closing.start(), closing.end())
        if closings and not HAS_FIELD.search(rest, 0, closings[0].start()):
            return "", text
        end = _find_end_of_fields(rest)
        if closings and not _is_prose(rest[end : closings[0].start()]):
            return self.cut(rest, closings[0].start(), closings[0].end())
        if end == 0:  # the line of dashes was a rule
            return "", text
        message = "has no closing `---`; read up to the first line that is no field"
        self.report("fm.end", message, "add a line `---` after the front matter", 0)
        return self.cut(rest, end, end)

    def clean(self, fm: str) -> str:
        """Return the lines with two blanks for each tab before them, as Hexo takes them: YAML knows no tabs there."""
        return LEADING_TABS.sub(lambda tabs: "  " * len(tabs[0]), clean_lines(fm))

    def read_fields(self, fm: str) -> list[Field]:
        """Return the fields; broken YAML is read line by line."""
        return self._fields if self._try(fm) else self._recover(self.clean(fm))

    def _try(self, fm: str) -> bool:
        """Read the text as YAML and return whether that worked; the answer is remembered."""
        if fm != self._tried:
            self._tried, self._error, self._fields = fm, None, []
            try:
                self._fields = _read_fields(self.clean(fm)) if fm.strip() else []
            except FieldsError as error:
                self._error = error
        is_glued = any(GLUED_LINE.match(field.key or "") for field in self._fields)  # `title:'a: b'`
        return self._error is None and not is_glued

    def _recover(self, text: str) -> list[Field]:
        fields, recovered = recover_fields(text[:MAX_LENGTH])
        if not recovered and self._error is not None:
            self.report_broken(self._error)
        for found in recovered:
            if found.is_glued:
                message, hint = f"{found.key} has no blank after its colon", "write one"
            elif found.is_indented:
                message, hint = f"{found.key} is indented below a value", "begin the line with the key"
            else:
                message = f"{found.key} is not valid YAML; read as plain text"
                hint = "put the value in single quotes and write each ' inside twice"
            rule = "fm.title-broken" if found.key == "title" else "fm.broken"
            self.report(rule, message, hint, found.line, is_harmless=not found.is_known)
        return fields


def _read_fields(text: str) -> list[Field]:
    simple = read_simple_fields(text)
    return parse_fields(text) if simple is None else simple


def _find_end_of_fields(rest: str) -> int:
    end = 0
    for line in rest.splitlines(keepends=True):
        if not FIELD_LINE.match(line):
            break
        end += len(line)
    return end


def _is_prose(text: str) -> bool:
    """Return whether the text up to a line of dashes is the beginning of a body, and that line is a rule within it."""
    lines = filter(str.strip, text.splitlines(keepends=True))
    is_after_blank_line = text[:1].isspace()
    has_field = any(found[1] in KNOWN for found in HAS_FIELD.finditer(text))
    return is_after_blank_line and not has_field and not all(map(FIELD_LINE.match, lines))
