"""What can become of an address: one word each."""

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of an address or of a picture. The words stand in the manifest."""

    KEPT = "kept"
    GONE = "gone"
    REFUSED = "refused"
    DEFERRED = "deferred"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"
    UNRESOLVED = "unresolved"
    TIMEOUT = "timeout"
    FORBIDDEN = "forbidden address"
    BAD_REDIRECT = "bad redirect"
    BAD_URL = "bad address"
    TOO_LARGE = "too large"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    ENCODED = "encoded"
    NOT_A_PICTURE = "not a picture"
    SVG = "svg"
    EXCESSIVE = "excessive"
    BROKEN = "broken"


# The next run asks again at once; everything else has an age.
TRANSIENT = frozenset({
    Outcome.DEFERRED, Outcome.UNAVAILABLE, Outcome.UNREACHABLE, Outcome.UNRESOLVED, Outcome.TIMEOUT, Outcome.TRUNCATED,
    Outcome.EMPTY,
})  # fmt: skip
# Worth another request within the same run.
RETRYABLE = frozenset(
    {Outcome.UNAVAILABLE, Outcome.UNREACHABLE, Outcome.UNRESOLVED, Outcome.TRUNCATED, Outcome.EMPTY}
)
# The host itself is in trouble.
HOST_FAILURES = frozenset({Outcome.UNAVAILABLE, Outcome.UNREACHABLE, Outcome.UNRESOLVED, Outcome.TIMEOUT})
# Not for us, but still where it was: a browser may show it.
STILL_THERE = frozenset({Outcome.REFUSED, Outcome.TOO_LARGE, Outcome.SVG, Outcome.EXCESSIVE, Outcome.ENCODED})

DESCRIPTIONS = {
    Outcome.GONE: "the host no longer has it",
    Outcome.REFUSED: "the host will not give it",
    Outcome.DEFERRED: "the host asked for patience; run `mirror` again later",
    Outcome.UNAVAILABLE: "the host is in trouble; run `mirror` again later",
    Outcome.UNREACHABLE: "the host cannot be reached",
    Outcome.UNRESOLVED: "the name of the host cannot be resolved",
    Outcome.TIMEOUT: "it came too slowly",
    Outcome.FORBIDDEN: "it leads to an address that is not public",
    Outcome.BAD_REDIRECT: "its redirects lead nowhere",
    Outcome.BAD_URL: "its address is not valid",
    Outcome.TOO_LARGE: "it is larger than the limit",
    Outcome.TRUNCATED: "it broke off",
    Outcome.EMPTY: "the response was empty",
    Outcome.ENCODED: "it came in an encoding that was not requested",
    Outcome.NOT_A_PICTURE: "the response is not a picture",
    Outcome.SVG: "SVG is a program, not a picture; it is never kept",
    Outcome.EXCESSIVE: "it unpacks to too much",
    Outcome.BROKEN: "it cannot be decoded",
}


class Failed(Exception):  # noqa: N818 - it ends an attempt, nothing more
    """An attempt that came to nothing. Caught where the next address is tried; never seen outside."""

    def __init__(
        self,
        outcome: Outcome,
        detail: str = "",
        *,
        status: int = 0,
        wait: float = 0.0,
        is_skipped: bool = False,
    ) -> None:
        super().__init__(detail)
        self.is_skipped = is_skipped
        self.outcome = outcome
        self.detail = detail.encode("utf-8", "replace").decode()  # what a host sends may be no text
        self.status = status
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one address."""

    url: str
    """As it was asked for."""

    outcome: Outcome
    """In a word."""

    status: int = 0
    """The last HTTP status; 0 if there was no response."""

    detail: str = ""
    """What was found, for people."""
