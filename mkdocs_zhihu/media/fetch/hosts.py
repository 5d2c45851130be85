"""How often a host is asked, when it is left alone, and which referrer it wants."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from mkdocs_zhihu.media.fetch.limits import Limits
from mkdocs_zhihu.media.fetch.outcomes import HOST_FAILURES, Failed, Outcome

ZHIHU = "https://www.zhihu.com/"


class Host:
    """One host during one run."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.referers = ["", ZHIHU if name.endswith(".zhimg.com") else f"https://{name}/"]
        self._slots = asyncio.Semaphore(limits.per_host)
        self._next = 0.0
        self._quiet_until = 0.0
        self._open_until = 0.0
        self._failures = 0
        self._is_given_up = False
        self._is_unresolved = False

    @asynccontextmanager
    async def visit(self) -> AsyncIterator[None]:
        """Hold one of the host's slots, once it may be asked; Failed if it is left alone for now."""
        self._check()
        async with self._slots:
            await self._wait()
            yield

    async def _wait(self) -> None:
        while True:
            self._check()
            start = max(self._next, self._quiet_until)
            now = monotonic()
            if start <= now:
                self._next = now + self.limits.delay
                return
            await asyncio.sleep(start - now)

    def _check(self) -> None:
        if self._is_given_up:
            raise Failed(Outcome.DEFERRED, f"{self.name} asked for a longer wait")
        if self._open_until > monotonic():
            outcome = Outcome.UNRESOLVED if self._is_unresolved else Outcome.DEFERRED
            raise Failed(outcome, f"{self.name} failed {self._failures} times in a row", is_skipped=True)

    def note(self, outcome: Outcome, wait: float = 0.0) -> None:
        """Learn from a response; `wait` is what the host asked for, in seconds."""
        if wait > self.limits.longest_wait:
            self._is_given_up = True
        elif wait:
            self._quiet_until = max(self._quiet_until, monotonic() + wait)
        if outcome not in HOST_FAILURES:
            self._failures = 0
            return
        self._is_unresolved = outcome is Outcome.UNRESOLVED
        self._failures += 1
        if self._failures >= self.limits.breaker:  # and each time the one probe after the wait fails
            self._open_until = monotonic() + self.limits.cool_down

    def prefer(self, referer: str) -> None:
        """Ask with this referrer first from now on: it worked where another did not."""
        self.referers.sort(key=lambda known: known != referer)


class Hosts:
    """Every host of one run."""

    def __init__(self, limits: Limits) -> None:
        self.is_any_reached = False
        self._limits = limits
        self._known: dict[str, Host] = {}

    def note_connection(self) -> None:
        """Learn that a connection to one of them was made, whatever came of it."""
        self.is_any_reached = True

    def find(self, name: str) -> Host:
        """Return the state of a host, by its name and port."""
        if name not in self._known:
            self._known[name] = Host(name, self._limits)
        return self._known[name]


def add_jitter(seconds: float) -> float:
    """Return a wait somewhere between half of it and all: clients that failed together return apart."""
    return seconds * random.uniform(0.5, 1.0)  # noqa: S311 - nothing secret
