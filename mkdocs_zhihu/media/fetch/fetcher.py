"""One picture from the best of its addresses into the store."""

import asyncio
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path
from time import time

from mkdocs_zhihu.media.fetch.budget import Budget
from mkdocs_zhihu.media.fetch.download import Downloader
from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.outcomes import RETRYABLE, TRANSIENT, Attempt, Failed, Outcome
from mkdocs_zhihu.media.fetch.partial import Partial
from mkdocs_zhihu.media.fetch.responses import NOT_MODIFIED, FileInfo
from mkdocs_zhihu.media.fetch.verify import verify_picture
from mkdocs_zhihu.media.image_requests import ImageRequest
from mkdocs_zhihu.media.store.blobs import Blobs
from mkdocs_zhihu.media.store.picture import Picture
from mkdocs_zhihu.media.store.rows import Result, Row

# After these no other address of the picture is worth a request in this run.
FINAL = frozenset({Outcome.TIMEOUT})


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches pictures one by one; many may be under way at a time."""

    downloader: Downloader
    """Gets files."""

    blobs: Blobs
    """Keeps them."""

    folder: Path
    """For files that are still coming in."""

    limits: Limits
    """How far to go."""

    judges: Executor
    """Decode pictures."""

    writers: Executor
    """Wait for the disk."""

    async def fetch(self, want: ImageRequest, known: Row | None, *, is_there: bool) -> Result:
        """Return what became of a picture; every address is tried until one gives it.

        Only if its file `is_there` the host may say that it did not change.
        """
        budget = Budget(self.limits.deadline)
        attempts: list[Attempt] = []
        for url in want.urls:
            try:
                conditions = _conditions(known) if is_there and known and known.url == url else {}
                result = await self._try_url(url, want.key, known if is_there else None, conditions, budget)
            except Failed as failure:
                attempts.append(Attempt(url, failure.outcome, failure.status, failure.detail))
                if failure.outcome in FINAL:
                    break
            else:
                attempts.append(Attempt(url, result.row.outcome, result.row.status))
                return replace(result, attempts=tuple(attempts))
        return _sum_up(want, known, attempts)

    async def _try_url(
        self, url: str, key: str, known: Row | None, conditions: dict[str, str], budget: Budget
    ) -> Result:
        with Partial(self.folder, self.limits.max_bytes) as part:
            info = await self._download(url, part, conditions, budget)
            if known is not None and info.status == NOT_MODIFIED:
                return Result(replace(known, asked=int(time()), status=NOT_MODIFIED))
            loop = asyncio.get_running_loop()
            picture = await loop.run_in_executor(self.judges, verify_picture, part.path, self.limits)
            await loop.run_in_executor(self.writers, self.blobs.add, part.path, picture.name)
        return _keep(key, url, info, picture, known)

    async def _download(
        self, url: str, part: Partial, conditions: dict[str, str], budget: Budget
    ) -> FileInfo:
        try:
            return await self.downloader.download_with_retries(url, part, conditions, budget)
        except Failed as failure:
            if failure.outcome in RETRYABLE and failure.wait > self.limits.longest_wait:
                raise Failed(Outcome.DEFERRED, f"asked to wait {failure.wait:.0f} s") from failure
            raise


def _conditions(known: Row) -> dict[str, str]:
    pairs = (("If-None-Match", known.etag), ("If-Modified-Since", known.modified))
    return {name: value for name, value in pairs if value}


def _keep(key: str, url: str, info: FileInfo, picture: Picture, known: Row | None) -> Result:
    """Return the record of a picture that was fetched; a second, different one is kept beside the first."""
    row = Row(
        key=key,
        outcome=Outcome.KEPT,
        digest=picture.digest,
        url=url,
        final_url=info.url if info.url != url else "",
        status=info.status,
        content_type=info.content_type,
        etag=info.etag,
        modified=info.modified,
        asked=int(time()),
        detail=f"{picture.trailing} bytes after its end" if picture.trailing else "",
    )
    if known is not None and known.digest and known.digest != picture.digest:
        return Result(replace(row, digest=known.digest), picture=picture, is_version=True)
    return Result(row, picture=picture)


def _sum_up(want: ImageRequest, known: Row | None, attempts: list[Attempt]) -> Result:
    """Return the record of a picture that was not fetched: what may pass comes first, then the best address."""
    reason = next((attempt for attempt in attempts if attempt.outcome in TRANSIENT), None) or attempts[0]
    if known is not None and known.digest:  # what is kept stays kept, whatever the host says today
        return Result(replace(known, asked=int(time())), tuple(attempts), failure=reason.outcome)
    row = Row(
        key=want.key,
        outcome=reason.outcome,
        url=reason.url,
        status=reason.status,
        asked=int(time()),
        detail=reason.detail,
    )
    return Result(row, tuple(attempts))
