"""Headers of requests and of responses."""

import email.utils
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp

from mkdocs_zhihu.media.fetch.outcomes import Failed, Outcome
from mkdocs_zhihu.media.fetch.partial import Partial

OK, PARTIAL, NOT_MODIFIED, NOT_SATISFIABLE = 200, 206, 304, 416
GONE = frozenset({404, 410})
BUSY = frozenset({429, 503})
MAX_WAIT = 10**9


@dataclass(frozen=True, slots=True)
class FileInfo:
    """What a host said about a picture it gave, or that did not change."""

    url: str
    """Where the last redirect led."""

    status: int
    """200, 206 or 304."""

    content_type: str = ""
    """As the host said; it is not relied on."""

    etag: str = ""
    """For the next conditional request."""

    modified: str = ""
    """Likewise."""


def read_header(response: aiohttp.ClientResponse, name: str, size: int) -> str:
    """Return the beginning of a header, "" if it has bytes that no text has and no request can send back."""
    value: str = response.headers.get(name, "")[:size]
    return value if value.isascii() and value.isprintable() else ""


def raise_for_status(response: aiohttp.ClientResponse) -> None:
    """Raise Failed unless the response is a picture, a part of one, or that it did not change."""
    status = response.status
    if status in (OK, PARTIAL, NOT_MODIFIED):
        return
    wait = parse_retry_after(response.headers.get("Retry-After", "")) if status in BUSY else 0.0
    if status in GONE:
        raise Failed(Outcome.GONE, status=status)
    if status in BUSY or status >= 500:  # noqa: PLR2004 - the class of server errors
        raise Failed(Outcome.UNAVAILABLE, f"HTTP {status}", status=status, wait=wait)
    if status == NOT_SATISFIABLE:
        raise Failed(Outcome.TRUNCATED, "the rest cannot be had", status=status)
    raise Failed(Outcome.REFUSED, f"HTTP {status}", status=status)


def parse_retry_after(text: str) -> float:
    """Return the seconds a host asks to wait for, 0 where it says nothing that can be read."""
    if re.fullmatch(r"\d{1,20}", text := text.strip(), re.ASCII):
        return min(float(text), MAX_WAIT)
    try:
        moment = email.utils.parsedate_to_datetime(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        wait = (moment - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError, OverflowError):  # no date, or a year or a zone out of range
        return 0.0
    return min(max(0.0, wait), MAX_WAIT)


def continues_part(response: aiohttp.ClientResponse, part: Partial) -> bool:
    """Return whether the response begins where the last one broke off."""
    found = re.match(r"bytes (\d{1,18})-", response.headers.get("Content-Range", ""), re.ASCII)
    if response.status != PARTIAL:
        return False
    if found is None or int(found[1]) != part.received:
        raise Failed(Outcome.TRUNCATED, "the response is another part of the file", status=response.status)
    return True


def build_headers(conditions: Mapping[str, str], part: Partial, referer: str) -> dict[str, str]:
    """Return the headers of a request; if a file broke off, its rest is asked for."""
    headers = dict(conditions)
    if referer:
        headers["Referer"] = referer
    if part.received and part.validator:
        headers |= {"Range": f"bytes={part.received}-", "If-Range": part.validator}
    return headers


def find_validator(info: FileInfo) -> str:
    """Return what proves that the rest of a file belongs to its beginning; a weak tag does not."""
    return info.modified if not info.etag or info.etag.startswith("W/") else info.etag
