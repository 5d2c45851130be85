"""zhihu-download, a script: no front matter, but three lines at the head of the body."""

import re

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost

NAME = re.compile(r"\((?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})\).*")
HEAD = re.compile(
    r"\s*#[ \t]+(?P<title>[^\n]+)\n+"
    r"[ \t]*\*\*Author:\*\*[ \t]*\[(?P<author>[^\[\]\n]+)\](?:\([^()\n]*\))?[ \t]*\n+"
    r"[ \t]*\*\*Link:\*\*[ \t]*(?:\[(?P<link>https?://[^\[\]\s]+)\](?:\([^()\n]*\))?|(?P<bare>https?://\S+))[ \t]*(?:\n+|$)"
)


def _adapt(raw: RawPost) -> RawPost:
    head = HEAD.match(raw.body)
    assert head is not None  # noqa: S101 - as recognised
    named = NAME.fullmatch(raw.name)
    date = f"{named['year']}-{named['month']}-{named['day']}" if named else ""
    raw = RawPost(raw.fields, raw.body[head.end() :], raw.name).with_value("title", head["title"].strip())
    raw = raw.with_value("author", head["author"].strip()).with_value("source", head["link"] or head["bare"])
    return raw.with_value("updated", date)  # the page shows when it was last edited


ZHIHU_DOWNLOAD = Dialect(
    "zhihu-download", lambda raw: not raw.fields and HEAD.match(raw.body) is not None, adapt=_adapt
)
