"""One file's bytes to one Post."""

import hashlib
import posixpath
import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from mkdocs_zhihu.model import BodyFormat, Post
from mkdocs_zhihu.problems import Problem, Problems
from mkdocs_zhihu.reading.body_format import detect_body_format, is_page_of_other_site
from mkdocs_zhihu.reading.dialects import ParsedFile, read_document
from mkdocs_zhihu.reading.dialects.notion import read_properties, strip_page_id
from mkdocs_zhihu.reading.documents import is_document, is_medium_draft, read_app_address
from mkdocs_zhihu.reading.file_kinds import FOLDER_PAGES
from mkdocs_zhihu.reading.markdown.heading_text import unescape
from mkdocs_zhihu.reading.markdown.title_heading import find_heading
from mkdocs_zhihu.reading.mhtml import read_text
from mkdocs_zhihu.reading.unsupported import find_unsupported, is_template
from mkdocs_zhihu.reading.values.dates import parse_date
from mkdocs_zhihu.reading.values.fields import FieldReader
from mkdocs_zhihu.reading.values.name_limits import limit_names
from mkdocs_zhihu.reading.values.original_facts import KEY, with_facts
from mkdocs_zhihu.reading.values.path_dates import find_path_date, strip_path_date
from mkdocs_zhihu.reading.values.value_texts import to_text

BLANK = " \t\n\ufeff\u3000\xa0\u200b"
CUID = re.compile(r"c[a-z0-9]{24}")
"""A file's name that is no title: Hashnode's backups have posts under their ids, with headings of any level."""
SIGNS = re.compile(r"\A\s*#{2,6}(?=[ \t])")
EMPTY_HINT = "restore it from a backup, or delete it"


def read_post(
    *, data: bytes, uri: str, zone: tzinfo, now: datetime, folder_format: BodyFormat | None = None
) -> tuple[Post | None, Problems]:
    """Return the post in a file's bytes, or None where there is nothing to show.

    `zone` is the site's time zone; dates after `now` are no dates. A body that does not tell what it is written in
    is read as `folder_format`. Never raises for bad input: what was wrong and what was done about it is in the
    problems.
    """
    text, decode_problems = read_text(data, uri)
    if not text.strip(BLANK):
        empty = Problem(uri, "file", "is empty; set aside", EMPTY_HINT, set_aside=True)
        return None, (*decode_problems, empty)
    document, split_problems = read_document(text, uri)
    detected, is_certain = detect_body_format(document.body, uri)
    body_format = detected if is_certain else folder_format or detected
    values, value_problems = _read_values(document, uri, zone, now, is_markdown=body_format == "markdown")
    problems = (*decode_problems, *split_problems, *value_problems)
    refused = _find_refusal(uri, values["title"], document.body)
    if refused is not None:
        return None, (*problems, refused)
    first_line = text.count("\n", 0, max(text.rfind(document.body), 0)) + 1
    post = Post(
        uri=uri,
        text=document.body,
        first_line=first_line,
        format=body_format,
        is_format_certain=is_certain,
        digest=hashlib.sha256(data).hexdigest(),
        **values,
    )
    return post, problems


def _read_values(
    document: ParsedFile, uri: str, zone: tzinfo, now: datetime, *, is_markdown: bool
) -> tuple[dict[str, Any], Problems]:
    """Return what front matter says of a post, and what stands in for it: the body's heading, the file's name and path."""
    is_written = is_markdown or _is_written_page(document.body, uri)
    reader = FieldReader(
        uri,
        document.fields,
        document.first_line,
        document.lines,
        is_hexo=is_written and document.is_own,
        unpublished=_find_reason(document.body, uri),
    )
    # Only feeds write the time of another zone without saying so.
    has_site_time = is_written or not document.is_own
    values = reader.values(zone=zone, now=now, default=zone if has_site_time else None)
    if is_markdown:
        values |= _complete(values, document, uri, zone, now)
    elif is_written and not _says_date(document):
        values["date"] = _read_name_date(uri, zone, now)
    if values["date"] is None and values["updated"] is not None:
        values |= {"date": values["updated"], "is_dated_by_edit": True}
    if not document.exists and is_document(document.body):  # it says its title itself
        values["original"] = read_app_address(uri)
    elif not document.exists:
        values["title"] = values["title"] or to_text(_name_file(uri))
        hint = "add front matter with at least title and date"
        reader.problems.append(Problem(uri, "fm.missing", "has no front matter", hint, 1, "info"))
    limited, cut = limit_names(with_facts(values, reader.value(KEY)), uri)
    return limited, (*reader.problems, *cut)


def _complete(
    values: Mapping[str, Any], document: ParsedFile, uri: str, zone: tzinfo, now: datetime
) -> dict[str, Any]:
    """Return what blogs leave to the body and the file's name; their themes write titles and tags as HTML."""
    title = to_text(unescape(values["title"])) or find_heading(document.body)
    if not title and CUID.fullmatch(_name_file(uri)):
        title = find_heading(SIGNS.sub("#", document.body))
    name = name_note(uri) if document.exists and document.body.strip() else ""
    properties = {} if document.exists else read_properties(document.body, uri, zone=zone, now=now)
    return {
        "title": title or ("" if name.isdigit() else to_text(name)),
        "tags": tuple(map(unescape, values["tags"])),
        "date": values["date"] if _says_date(document) else _read_name_date(uri, zone, now),
        **properties,
    }


def _find_reason(body: str, uri: str) -> tuple[str, str] | None:
    if is_medium_draft(posixpath.basename(uri), body):
        return "is a draft; not published", "rename it without `draft_` to publish it"
    if is_template(body, uri):
        return "is a template of a site, no post; not published", "move it out of the folder"
    return None


def _says_date(document: ParsedFile) -> bool:
    """Return whether front matter has a date, be it none that can be read, or the day it was archived."""
    return not {"date", "archived"}.isdisjoint(document.fields)


def _is_written_page(body: str, uri: str) -> bool:
    """Return whether a file is a page of a blog's author: a saved one says its date itself."""
    return is_page_of_other_site(body, uri) and not is_document(body)


def _find_refusal(uri: str, title: str, body: str) -> Problem | None:
    """Return why a file holds no post, None if it holds one."""
    if not body and not title:
        return Problem(uri, "file", "has neither a title nor a body; set aside", EMPTY_HINT, set_aside=True)
    unsupported = find_unsupported(title, body)
    if unsupported is None:
        return None
    rule, message, hint = unsupported
    return Problem(uri, rule, message, hint, set_aside=True)


def _read_name_date(uri: str, zone: tzinfo, now: datetime) -> datetime | None:
    """Return the day in a file's name or path, None if there is none."""
    return parse_date(find_path_date(uri), zone=zone, default=zone, now=now)[0]


def _name_file(uri: str) -> str:
    """Return a file's name without its extension, and without the id that Notion puts there."""
    return strip_page_id(posixpath.splitext(posixpath.basename(uri))[0])


def name_note(uri: str) -> str:
    """Return what a note without a title is called: its file, or the folder that it is the page of.

    >>> name_note("a/读书笔记.md"), name_note("读书/index.md"), name_note("2019-05-06-笔记/index.md")
    ('读书笔记', '读书', '笔记')
    """
    name = strip_path_date(uri)
    if name.lower() in FOLDER_PAGES:
        name = strip_path_date(f"{posixpath.dirname(uri)}.md")
    return strip_page_id(name)
