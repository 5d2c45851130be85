"""MarkDownload, a browser extension: `created: 2024-05-06T10:20:30 (UTC +08:00)` is the time of clipping."""

import re

from mkdocs_zhihu.reading.dialects.dialect import Dialect, RawPost

CLIPPED = re.compile(r".*\(UTC [+-]\d{2}:\d{2}\)")
HEAD = re.compile(
    r"\s*#[ \t]+(?P<title>[^\n]+)\n\s*(?:>[ \t]*#+[ \t]*Excerpt[ \t]*\n(?:>[^\n]*\n)*\s*(?:-{3,}[ \t]*(?:\n|$))?)?"
)


def _adapt(raw: RawPost) -> RawPost:
    """Take the title from the head of the body, which repeats the excerpt too."""
    head = HEAD.match(raw.body)
    title = head["title"].strip().rstrip("#").strip() if head else ""
    if head is None or raw.text("title") not in ("", title):
        return raw
    return RawPost(raw.fields, raw.body[head.end() :], raw.name).with_value("title", title)


MARK_DOWNLOAD = Dialect(
    "markdownload",
    lambda raw: bool(raw.text("source")) and CLIPPED.fullmatch(raw.text("created")) is not None,
    adapt=_adapt,
)
