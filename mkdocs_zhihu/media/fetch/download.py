"""One address to a file: redirects, referrers, limits; every hop is checked like the first."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from yarl import URL

from mkdocs_zhihu.media.fetch.budget import Budget
from mkdocs_zhihu.media.fetch.hosts import Hosts, add_jitter
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.network import ForbiddenAddressError
from mkdocs_zhihu.media.fetch.outcomes import RETRYABLE, Failed, Outcome
from mkdocs_zhihu.media.fetch.partial import Partial
from mkdocs_zhihu.media.fetch.responses import (
    NOT_MODIFIED,
    FileInfo,
    build_headers,
    continues_part,
    find_validator,
    raise_for_status,
    read_header,
)

REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Downloader:
    """Gets files from hosts it knows how to treat."""

    session: aiohttp.ClientSession
    """Reaches public addresses only; see `network`."""

    hosts: Hosts
    """Manners."""

    limits: Limits
    """How far to go."""

    lanes: asyncio.Semaphore
    """Held by every request that is under way."""

    async def download_with_retries(
        self, url: str, part: Partial, conditions: Mapping[str, str], budget: Budget
    ) -> FileInfo:
        """Download, again while the host fails for the moment and asks for no long wait."""
        for number in range(self.limits.tries - 1):
            try:
                return await self.download(url, part, conditions, budget)
            except Failed as failure:
                is_over = failure.is_skipped or failure.wait > self.limits.longest_wait
                if failure.outcome not in RETRYABLE or is_over:
                    raise
                if not failure.wait:
                    await asyncio.sleep(add_jitter(self.limits.pause * 2**number))
        return await self.download(url, part, conditions, budget)

    async def download(
        self, url: str, part: Partial, conditions: Mapping[str, str], budget: Budget
    ) -> FileInfo:
        """Write the file at an address to `part`; Failed with its outcome if that cannot be done.

        A host that refuses is asked once more with the other referrer.
        """
        refused: Failed | None = None
        host = self.hosts.find(_host_of(url))
        for referer in tuple(host.referers):
            try:
                info = await self._follow(url, part, build_headers(conditions, part, referer), budget)
            except Failed as failure:
                if failure.outcome is not Outcome.REFUSED:
                    raise
                refused = failure
            else:
                if refused is not None:
                    host.prefer(referer)
                return info
        assert refused is not None  # noqa: S101 - there are two referrers
        raise refused

    async def _follow(self, url: str, part: Partial, headers: Mapping[str, str], budget: Budget) -> FileInfo:
        for _ in range(self.limits.redirects + 1):
            host = self.hosts.find(_host_of(url))
            async with host.visit():
                try:
                    async with self.lanes, budget.spend():
                        target = await self._ask(url, part, headers)
                except Failed as failure:
                    host.note(failure.outcome, failure.wait)
                    raise
                host.note(Outcome.KEPT)
            if isinstance(target, FileInfo):
                return target
            url = target
        raise Failed(Outcome.BAD_REDIRECT, f"more than {self.limits.redirects}")

    async def _ask(self, url: str, part: Partial, headers: Mapping[str, str]) -> FileInfo | str:
        """Return what the host says of the file, or where a redirect leads."""
        try:
            async with self.session.get(URL(url), headers=headers, allow_redirects=False) as response:
                if response.status in REDIRECTS:
                    return _join(url, response.headers.get("Location", ""))
                return await self._read(response, part)
        except ForbiddenAddressError as error:
            raise Failed(Outcome.FORBIDDEN, str(error)) from error
        except aiohttp.ClientConnectorError as error:
            raise _describe_connection_error(error) from error
        except (aiohttp.InvalidURL, ValueError) as error:
            raise Failed(Outcome.BAD_URL, str(error)[:80]) from error
        except aiohttp.ClientPayloadError as error:
            raise Failed(Outcome.TRUNCATED, f"after {part.received} bytes") from error
        except (aiohttp.ClientError, ConnectionError) as error:
            raise Failed(Outcome.UNREACHABLE, f"{type(error).__name__}: {error}"[:120]) from error

    async def _read(self, response: aiohttp.ClientResponse, part: Partial) -> FileInfo:
        raise_for_status(response)
        info = FileInfo(
            str(response.url),
            response.status,
            read_header(response, "Content-Type", 100),
            read_header(response, "ETag", 200),
            read_header(response, "Last-Modified", 60),
        )
        if response.status == NOT_MODIFIED:
            return info
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if not continues_part(response, part):
            part.restart("" if encoding == "identity" else encoding)
            part.validator = find_validator(info) if encoding == "identity" else ""
        part.expect(part.received + (response.content_length or 0))
        async for chunk in response.content.iter_chunked(CHUNK):
            part.write(chunk)
        part.finish()
        if not part.size:
            raise Failed(Outcome.EMPTY, status=response.status)
        return info


def _host_of(url: str) -> str:
    try:
        parts = urlsplit(url)
        name, port = parts.hostname, parts.port
    except ValueError as error:
        raise Failed(Outcome.BAD_URL, str(error)[:80]) from error
    if parts.scheme not in ("http", "https") or not name:
        raise Failed(Outcome.BAD_URL, f"{parts.scheme}: is not fetched")
    if "@" in parts.netloc:
        raise Failed(Outcome.BAD_URL, "a user name in an address is made to look like another host")
    return f"{name}:{port}" if port else name


def _join(url: str, location: str) -> str:
    try:
        target = str(URL(url).join(URL(location)))
        scheme = urlsplit(target).scheme
    except ValueError as error:
        raise Failed(Outcome.BAD_REDIRECT, location[:80]) from error
    if not location or scheme not in ("http", "https"):
        raise Failed(Outcome.BAD_REDIRECT, f"to {location[:80]!r}")
    return target


def _describe_connection_error(error: aiohttp.ClientConnectorError) -> Failed:
    if isinstance(error.os_error, ForbiddenAddressError):
        return Failed(Outcome.FORBIDDEN, str(error.os_error))
    is_unknown = isinstance(error, aiohttp.ClientConnectorDNSError)
    return Failed(Outcome.UNRESOLVED if is_unknown else Outcome.UNREACHABLE, str(error.os_error)[:120])
