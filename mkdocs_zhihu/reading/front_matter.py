"""The text of a file, split into front matter and body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import frontmatter

from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.reading.syntaxes import SYNTAXES, ArchiveHandler
from mkdocs_zhihu.reading.syntaxes.metadata_lines import KNOWN, split_names
from mkdocs_zhihu.reading.values.yaml_fields import Field

LEADING_BLANK = re.compile(r"\A(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file's text, split."""

    fields: Mapping[str, Field]
    """Every field by its key as written."""

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
    handlers = (syntax(uri=uri, first_line=first_line) for syntax in SYNTAXES)
    handler = next(handler for handler in handlers if handler.detect(stripped))
    fields = cast("dict[str, Field]", frontmatter.parse(stripped, handler=handler)[0])
    fields = _rename_capitals(fields, handler)
    body = LEADING_BLANK.sub("", stripped if handler.body is None else handler.body).rstrip()
    return FrontMatter(fields, handler.lines, handler.fields_line, handler.has_front_matter, body), tuple(
        handler.problems
    )


def _rename_capitals(fields: dict[str, Field], handler: ArchiveHandler) -> dict[str, Field]:
    """Return the fields with `title` for `Title` where there is no `title`, as Pelican takes them."""
    if all(map(str.islower, fields)):  # as most are
        return fields
    renamed: dict[str, Field] = {}
    for key, field in fields.items():
        is_capital = key not in KNOWN and key.lower() in KNOWN and key.lower() not in fields
        name = key.lower() if is_capital else key
        if name in renamed:  # `Title` and `TITLE`
            handler.report_repeated(name, renamed[name].line, field.line)
        else:
            renamed[name] = field._replace(value=split_names(name, field.value)) if is_capital else field
    return renamed
