"""Times as tools write them."""

import re
from datetime import UTC, datetime, tzinfo
from typing import Any

from mkdocs_zhihu.reading.values.dates import parse_date

NUMBER = re.compile(r"-?\d{1,18}(?:\.\d{1,9})?", re.ASCII)
MILLISECONDS = 10**11
"""A number from here on counts milliseconds; as seconds it would be the year 5138."""

IN_BRACKETS = re.compile(r"\s*\(UTC\s*([+-]\d{2}:?\d{2})\)\s*$")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def parse_time(value: Any, zone: tzinfo, now: datetime) -> datetime | None:
    """Return a time, or None for what is none: Unix seconds or milliseconds, ISO 8601, RFC 2822, a day.

    A time without zone is in `zone`. Nothing before 1971 and nothing in the future is a time.
    """
    text = str(value if value is not None else "").strip()
    if not text:
        return None
    if COMPACT.fullmatch(text) and text[:2] in ("19", "20"):
        text = "-".join(COMPACT.fullmatch(text).groups())  # type: ignore[union-attr]
    if NUMBER.fullmatch(text):
        return _parse_number(float(text), zone, now)
    text = IN_BRACKETS.sub(r"\1", text)
    found, _ = parse_date(text, zone=zone, now=now, default=zone)
    return found


def _parse_number(number: float, zone: tzinfo, now: datetime) -> datetime | None:
    seconds = number / 1000 if abs(number) >= MILLISECONDS else number
    try:
        found = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return parse_date(found.isoformat(), zone=zone, now=now)[0]
