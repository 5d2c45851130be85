"""Times as pages write them: of China, with or without an hour, or counted from the day of saving."""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
EDITED = ("编辑于", "Edited on", "编辑日期")
LINE = re.compile(r"(发布于|编辑于|创建于|Published on|Edited on|发布日期|编辑日期)[：:]?\s*([^・·\n]+)")
ABSOLUTE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?")
CLOCK = re.compile(r"(今天|昨天|前天)?\s*(\d{1,2}:\d{2})")
AGO = re.compile(r"(\d+)\s*(分钟|小时|天|days?|hours?|minutes?)\s*(?:前|ago)")
DAYS = {"今天": 0, "昨天": 1, "前天": 2}
HOURS = {"小时": 1.0, "hour": 1.0, "分钟": 1 / 60, "minute": 1 / 60, "天": 24.0, "day": 24.0}
MILLISECONDS = 10**11


def read_times(text: str, saved: str) -> tuple[str, str]:
    """Return when a line such as `编辑于 2020-07-24・IP 属地北京` says that a text was published and edited.

    `saved` is the time that `昨天 10:19` and `3 天前` count from; without it they say nothing.
    """
    published = edited = ""
    for word, time in LINE.findall(text):
        found = _read_time(time.strip(), saved)
        if word in EDITED:
            edited = edited or found
        else:
            published = published or found
    return published, edited


def _read_time(text: str, saved: str) -> str:
    if match := ABSOLUTE.match(text):
        return " ".join(filter(None, match.groups()))
    if not saved:
        return ""
    day = datetime.fromisoformat(saved)
    if match := AGO.match(text):
        try:
            return format_time(day - timedelta(hours=int(match[1][:6]) * HOURS[match[2].removesuffix("s")]))
        except OverflowError:  # before the year 1
            return ""
    if match := CLOCK.match(text):
        return f"{day - timedelta(days=DAYS.get(match[1] or '', 0)):%Y-%m-%d} {match[2]:0>5}"
    return ""


def format_time(time: datetime) -> str:
    """Return a time as pages show it."""
    return f"{time.astimezone(CHINA) if time.tzinfo else time:%Y-%m-%d %H:%M}"


def read_seconds(value: object) -> str:
    """Return the time of a Unix time in seconds or milliseconds, "" for anything else."""
    try:
        seconds = float(value)  # type: ignore[arg-type]
        seconds = seconds / 1000 if seconds > MILLISECONDS else seconds
        return format_time(datetime.fromtimestamp(seconds, CHINA)) if seconds > 0 else ""
    except (TypeError, ValueError, OverflowError, OSError):
        return ""


def read_date(text: str) -> str:
    """Return the time of an ISO 8601 or RFC 2822 date, or of one that JavaScript wrote, "" for anything else."""
    text = re.sub(r"\s*\(.*\)\s*$", "", text.strip()).replace("GMT+", "+").replace("GMT-", "-")
    for read in (datetime.fromisoformat, parsedate_to_datetime, _read_javascript):
        try:
            return format_time(read(text))
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""


def _read_javascript(text: str) -> datetime:
    return datetime.strptime(text, "%a %b %d %Y %H:%M:%S %z")
