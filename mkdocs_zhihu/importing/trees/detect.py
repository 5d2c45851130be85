"""What kind of file it is, by its content."""

import codecs
import json
import re
from enum import StrEnum

from mkdocs_zhihu.reading.decode import decode_text
from mkdocs_zhihu.reading.documents import COMMENT
from mkdocs_zhihu.reading.file_kinds import MARKDOWN, is_binary
from mkdocs_zhihu.reading.mhtml import is_mhtml
from mkdocs_zhihu.reading.syntaxes.json_semicolons import JsonHandler


class FileKind(StrEnum):
    """A kind of file that a reader exists for."""

    ZIP = "zip"
    JSON = "json"
    MHTML = "mhtml"
    XML = "xml"
    HTML = "html"
    SQLITE = "sqlite"
    MARKDOWN = "markdown"
    BINARY = "binary"
    EMPTY = "empty"


ZIP_HEADS = (b"PK\x03\x04", b"PK\x05\x06")
SQLITE_HEAD = b"SQLite format 3\x00"
XML = re.compile(r"<\?xml\b|<(?:rss|feed|rdf:RDF|RDF|opml)\b", re.IGNORECASE)
HTML = re.compile(
    r"<!doctype html|<html\b|<head\b|<body\b|<!-- (?:saved from url|Page saved with)", re.IGNORECASE
)
XHTML = re.compile(rf"<\?xml[^>]*>\s*(?:{COMMENT}\s*)*(?:<!doctype html|<html\b)", re.IGNORECASE)
MARKUP = re.compile(rf"(?:{COMMENT}\s*)*<[!?]?[\w:]+[^<>]*(?:>\s*(?:<|\Z)|\Z)")
"""What begins a page or a feed that is named as a note: `<html>` in a sentence has words behind it, no tag."""
LIST = re.compile(r"\[[\s\d\"{\[\]tfn-]")
JSON_NAMES = (".json", ".jsonl", ".ndjson", ".geojson")
STRING = r'"(?:[^"\\]|\\.)*"'
SCALAR = rf"(?:{STRING}|-?\d[\d.eE+-]*|true|false|null)"
REAL_JSON = re.compile(
    rf"(?:\[\s*)*\{{\s*(?:{STRING}\s*:|\}})"
    rf"|(?:\[\s*)+(?:{SCALAR}\s*,\s*)*(?:{SCALAR}?\s*(?:\Z|\]\s*(?:\Z|[,\]]))|(?<=[\s,])[\[{{\"])"
)
"""What begins a file of JSON whatever its name is: `{a: 1}` is a style, `[1] …`, `[[…]]` and `2019, …` are Markdown."""


def detect_source_kind(head: bytes, name: str = "") -> FileKind:
    """Return the kind of a file by its first bytes; its name says only whether what is no JSON should be some.

    >>> [detect_source_kind(head, name).value for head, name in ((b"{a: 1}", "a.css"), (b"{a: 1}", "a.json"), (b'{"a": 1', "a"))]
    ['markdown', 'json', 'json']
    """
    if head.startswith(ZIP_HEADS):
        return FileKind.ZIP
    if head.startswith(SQLITE_HEAD):
        return FileKind.SQLITE
    if not head.strip():
        return FileKind.EMPTY
    if is_binary(head):
        return FileKind.BINARY
    return (
        FileKind.MHTML
        if is_mhtml(head)
        else _detect_text(decode_text(_trim(head), "")[0].lstrip("\ufeff \t\n"), name)
    )


def _trim(head: bytes) -> bytes:
    """Return what a text in UTF-8 begins with, without a character that is cut."""
    try:
        _, size = codecs.utf_8_decode(head, "strict", False)  # noqa: FBT003 - more may follow
    except UnicodeDecodeError:
        return head
    return head[:size]


def _detect_text(text: str, name: str) -> FileKind:
    if _is_json(text, name):
        return FileKind.JSON
    is_note = name.lower().endswith(tuple(MARKDOWN))
    return FileKind.MARKDOWN if is_note and not MARKUP.match(text) else _detect_markup(text)


def _detect_markup(text: str) -> FileKind:
    if XHTML.match(text):
        return FileKind.HTML
    if XML.match(text):
        return FileKind.XML
    comment = re.match(rf"(?:{COMMENT}\s*)+", text)
    if HTML.match(text) or (comment and HTML.match(text, comment.end())):
        return FileKind.HTML
    return FileKind.MARKDOWN


def _is_json(text: str, name: str) -> bool:
    if name.lower().endswith(JSON_NAMES):
        return text.startswith("{") or LIST.match(text) is not None
    return REAL_JSON.match(text) is not None and not JsonHandler.CLOSING.search(text) and not _goes_on(text)


def _goes_on(text: str) -> bool:
    """Return whether words stand behind a value of JSON; more objects are JSON, too."""
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return False  # the value may be cut
    return text[end:].lstrip()[:1] not in ("", "{")
