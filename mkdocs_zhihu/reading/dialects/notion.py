"""What Notion's exports say outside of any front matter: the id in a file's name, the properties below the title."""

import posixpath
import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from mkdocs_zhihu.reading.values.dates import parse_date

PAGE_ID = re.compile(r"(?<=\S) [0-9a-f]{32}$")
PROPERTIES = re.compile(
    r"\s*#[ \t]+[^\n]{1,1000}\n\n?(?P<lines>(?:[^\W\d_][^:\n]{0,60}: [^\n]*(?:\n|$)){1,50})(?=\n|$)"
)
DATES = ("Date", "Published", "Created", "Created time", "日期", "发布日期", "创建时间", "创建日期")
TAGS = ("Tags", "标签")
FORMATS = ("%B %d, %Y", "%Y年%m月%d日 %p%I:%M")
"""Besides those that front matter has; half of a day is named."""
HALVES = str.maketrans({"上": "A", "下": "P", "午": "M"})


def strip_page_id(name: str) -> str:
    """Return a name without the id that Notion puts behind it.

    >>> strip_page_id("读书 1658ee89cadf4d0e9b6adfbb1d953c70"), strip_page_id("1658ee89cadf4d0e9b6adfbb1d953c70")
    ('读书', '1658ee89cadf4d0e9b6adfbb1d953c70')
    """
    return PAGE_ID.sub("", name)


def read_properties(body: str, uri: str, *, zone: tzinfo, now: datetime) -> Mapping[str, Any]:
    """Return the date and the tags in the properties of a page of Notion's; its text keeps them."""
    if not PAGE_ID.search(posixpath.splitext(posixpath.basename(uri))[0]):
        return {}
    match = PROPERTIES.match(body)
    lines = match["lines"].strip().split("\n") if match else []
    properties = dict(line.split(": ", 1) for line in lines)
    found = (_read_date(properties[key], zone, now) for key in DATES if key in properties)
    date = next(filter(None, found), None)
    tags = next((properties[key] for key in TAGS if key in properties), "")
    names = tuple(name for part in tags.split(",") if (name := part.strip()))
    return ({"date": date} if date else {}) | ({"tags": names} if names else {})


def _read_date(text: str, zone: tzinfo, now: datetime) -> datetime | None:
    """Return the time in a property, the first of two; None if it is none."""
    text = text.partition("→")[0].partition("(")[0].strip()
    for form in FORMATS:
        try:
            text = datetime.strptime(text.translate(HALVES), form).isoformat()  # noqa: DTZ007 - read below
        except ValueError:
            continue
        break
    return parse_date(text, zone=zone, default=zone, now=now)[0]
