"""How far the mirror goes for one picture, and how it treats other people's servers."""

from dataclasses import dataclass

MEGABYTE = 1_000_000
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Numbers only; the defaults suit a private archive and public hosts."""

    max_bytes: int = 20 * MEGABYTE
    """Largest file, on the wire and unpacked."""

    max_pixels: int = 50 * MEGABYTE
    """Largest picture, read from its header before anything is decoded."""

    max_side: int = 32_000
    """Longest side; browsers draw no longer one."""

    max_frames: int = 1_500
    """Longest animation."""

    max_frame_pixels: int = 400 * MEGABYTE
    """Largest animation, all frames together."""

    deadline: float = 60.0
    """Seconds that the requests for one picture may take together, waits that a host asked for not counted."""

    connect: float = 15.0
    """Seconds to reach a host."""

    tries: int = 4
    """Requests for one address while its host stumbles."""

    pause: float = 0.5
    """Seconds before the second try; doubled each time, and spread."""

    longest_wait: float = 60.0
    """Longest `Retry-After` that is waited for; a longer one leaves the host to the next run."""

    redirects: int = 5
    """Longest chain."""

    per_host: int = 4
    """Requests to one host at a time."""

    delay: float = 0.05
    """Seconds between the beginnings of two requests to one host."""

    in_flight: int = 32
    """Pictures at a time."""

    breaker: int = 6
    """Failures of a host in a row after which it is left alone."""

    cool_down: float = 20.0
    """Seconds after which it is asked once more."""

    gone_age: float = 30 * DAY
    """Seconds for which a picture that is gone is not asked for again."""

    refused_age: float = 7 * DAY
    """The same for one that was refused, or was no picture."""
