"""The time one picture may take."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from mkdocs_zhihu.media.fetch.outcomes import Failed, Outcome


class Budget:
    """Seconds that are spent on requests only: waiting for a turn costs nothing."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    @asynccontextmanager
    async def spend(self) -> AsyncIterator[None]:
        """Stop the block when the time is over: Failed."""
        began = monotonic()
        try:
            async with asyncio.timeout(max(0.0, self._left)) as clock:
                yield
        except TimeoutError as error:
            if clock.expired():
                raise Failed(Outcome.TIMEOUT, "the deadline passed") from error
            raise
        finally:
            self._left -= monotonic() - began
