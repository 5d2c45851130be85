"""Dates as archives write them."""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

ISO = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:(?:,?[T ]+|(?<=日))(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?"
)

WORD = re.compile("[A-Za-z]{3}")
MONTHS = {
    name: number for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
# What feeds write; Python's own reader knows a hundred other ways to write a date, and takes ten times as long.
USUAL = re.compile(
    rf"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), (\d{{2}}) ({'|'.join(MONTHS)}) ([1-9]\d{{3}}) (\d{{2}}):(\d{{2}}):(\d{{2}}) GMT",
    re.ASCII,
)

ENGLISH_DAY = re.compile(
    r"(?:[A-Z][a-z]{2,8}, )?(?:(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})\.?,?|([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,?) (\d{4})",
    re.ASCII,
)
"""A day alone, as Astro, Notion and Logseq write it: `Jan 2, 2020`, `2 January 2020`."""
CHINESE_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
CHINESE_WEEKDAY = re.compile(r"(?<=[日\d])\s*[（(]?(?:星期|周)[一二三四五六日天][)）]?")
CHINESE_CLOCK = re.compile(r"(\d{1,2})[时時点點](?:(\d{1,2})分(?:(\d{1,2})秒)?)?")
CHINESE_HALF_DAY = re.compile(r"\s*(?:(凌晨|清晨|早上|上午)|(中午)|下午|傍晚|晚上)\s*(\d{1,2})(?=:)")

HALF_DAY = re.compile(r"\b(0?[1-9]|1[0-2])(:\d\d(?::\d\d)?)\s*([AP])\.?M\b\.?", re.ASCII | re.IGNORECASE)
"""A time of twelve hours: `5:06 PM`."""
NAMED_OFFSET = re.compile(r"\s*\(?(?:UTC|GMT)\s*([+-])(\d{1,2})(?::?(\d{2}))?\)?(?:\s*\([^()]*\))?$")
"""What JavaScript and browser extensions write, such as `GMT+0800 (CST)`, `UTC+8`, `(UTC +08:00)`."""
SECONDS = re.compile(r"\d{10}(?:\.\d+)?", re.ASCII)
MILLISECONDS = re.compile(r"\d{13}", re.ASCII)

FILE_DATE = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(?=[^.])", re.ASCII)
"""What the name of a file begins with, as Jekyll has it and Hexo may."""

CHINA = re.compile(r"\bCST\b")
"""In an archive of Zhihu it is China's time, whatever the rest of the world takes it for."""
UNIX = re.compile(
    r"([A-Z][a-z]{2}) ([A-Z][a-z]{2}) +(\d{1,2}) (\d{2}:\d{2}:\d{2}) ([A-Z]{3,4}|[+-]\d{4}) (\d{4})", re.ASCII
)
"""What Unix and Java write: `Tue May 18 21:42:21 CST 2021`."""

FIRST_YEAR = 1971
"""Archives of the web begin later; 1970-01-01 is a zero that became a date."""
LAST = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
"""The last time of all that may be in another zone."""


def parse_date(
    text: str, *, zone: tzinfo, now: datetime, default: tzinfo | None = None
) -> tuple[datetime | None, bool]:
    """Return the date in `zone` and whether the text named a zone.

    Takes RFC 2822, ISO 8601, JavaScript's dates and Unix time. A time without zone is in the zone `default`, as Hexo writes it, or UTC,
    as the feeds write their time of crawling; a day without time is that day in `zone`. None if it is no date, before 1971, or in the future.
    """
    text = CHINA.sub("+0800", NAMED_OFFSET.sub(_spell_offset, _spell_chinese(text.strip())))
    day = ENGLISH_DAY.fullmatch(text)
    text = _spell_day(day) if day else HALF_DAY.sub(_count_hours, text)
    found = _parse_rfc(text) or _parse_iso(text, zone) or _parse_unix(text)
    if found is None:
        return None, False
    date, has_zone = found
    if default is not None and not has_zone:
        date, has_zone = date.replace(tzinfo=default), True
    if date.year < FIRST_YEAR or date > now + timedelta(days=1):
        return None, has_zone
    return date.astimezone(zone), has_zone


def is_date(text: str) -> bool:
    """Return whether a text is a date, be it in the future.

    >>> is_date("2020-01-02"), is_date("2020"), is_date("10 min")
    (True, False, False)
    """
    return parse_date(text, zone=UTC, now=LAST)[0] is not None


def _count_hours(match: re.Match[str]) -> str:
    return f"{int(match[1]) % 12 + 12 * (match[3] in 'Pp')}{match[2]}"


def _spell_chinese(text: str) -> str:
    """Return a Chinese date as ISO has it, but for its signs between year, month and day.

    >>> _spell_chinese("2020年1月2日 星期四 下午3:04"), _spell_chinese("2020年1月2日15时04分05秒")
    ('2020年1月2日 15:04', '2020年1月2日15:04:05')
    """
    if text.isascii():
        return text
    text = CHINESE_DAY.sub(r"\1年\2月\3日", text.replace("：", ":"))
    text = CHINESE_CLOCK.sub(_spell_clock, CHINESE_WEEKDAY.sub("", text))
    return CHINESE_HALF_DAY.sub(_count_chinese_hours, text)


def _spell_clock(match: re.Match[str]) -> str:
    return ":".join(filter(None, (match[1], match[2] or "00", match[3])))


def _count_chinese_hours(match: re.Match[str]) -> str:
    hour = int(match[3])
    is_late = not match[1] and not (match[2] and hour == 11)  # noqa: PLR2004 - 中午 11:30
    return f" {hour if hour > 12 else hour % 12 + 12 * is_late}"  # noqa: PLR2004 - 下午 15:04


def _spell_day(match: re.Match[str]) -> str:
    month = MONTHS.get((match[2] or match[3])[:3])
    return f"{match[5]}-{month}-{match[1] or match[4]}" if month else match[0]


def _spell_offset(match: re.Match[str]) -> str:
    return f" {match[1]}{int(match[2]):02}{match[3] or '00'}"


def _parse_unix(text: str) -> tuple[datetime, bool] | None:
    """Read seconds or milliseconds since 1970."""
    if SECONDS.fullmatch(text):
        return datetime.fromtimestamp(float(text), UTC), True
    return (datetime.fromtimestamp(int(text) / 1000, UTC), True) if MILLISECONDS.fullmatch(text) else None


def _parse_rfc(text: str) -> tuple[datetime, bool] | None:
    if not WORD.search(text):
        return None
    try:
        usual = USUAL.fullmatch(text)
        if usual is not None:
            day, month, *rest = usual.groups()
            year, hour, minute, second = map(int, rest)
            return datetime(year, MONTHS[month], int(day), hour, minute, second, tzinfo=UTC), True
        text = UNIX.sub(r"\1, \3 \2 \6 \4 \5", text) if UNIX.fullmatch(text) else text
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return (date, True) if date.tzinfo else (date.replace(tzinfo=UTC), False)


def _parse_iso(text: str, zone: tzinfo) -> tuple[datetime, bool] | None:
    match = ISO.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else 0 for part in match.groups()[:6])
    try:
        date = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        offset = _parse_offset(match[7])
        if offset is not None:
            return date - offset, True
        if match[4] is None:
            return date.replace(tzinfo=zone), True
    except (ValueError, OverflowError):
        return None
    return date, False


def _parse_offset(text: str | None) -> timedelta | None:
    if text is None:
        return None
    if text[0] not in "+-":
        return timedelta(0)
    digits = text[1:] if len(text) != len("+800") else f"0{text[1:]}"
    hours, _, minutes = text[1:].partition(":") if ":" in text else (digits[:2], "", digits[2:])
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return size if text[0] == "+" else -size
