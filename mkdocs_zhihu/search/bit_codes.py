"""Numbers as bits: gamma and Rice codes, many at a time.

A code is `quotient` zeros, a one, and `width` bits of the remainder. A gamma code of n has as many zeros as n has
bits after its first; a Rice code of n has n >> width of them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Codes:
    """A run of codes, one element each."""

    quotients: Numbers
    """Zeros before the one."""

    widths: Numbers
    """Bits after the one."""

    remainders: Numbers
    """Their value."""

    def pack(self) -> bytes:
        """Return the codes one after the other, the last byte filled with zeros."""
        ends = np.cumsum(self.quotients + self.widths + 1)
        bits = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
        bits[ends - self.widths - 1] = 1
        for place in range(int(self.widths.max(initial=0))):
            wide = self.widths > place
            bits[ends[wide] - place - 1] = (self.remainders[wide] >> place) & 1
        return np.packbits(bits).tobytes()


def gamma(numbers: Numbers) -> Codes:
    """Return the gamma codes of numbers from 1."""
    widths = _count_bits(numbers) - 1
    return Codes(widths, widths, numbers - (1 << widths))


def rice(numbers: Numbers, widths: Numbers) -> Codes:
    """Return the Rice codes of numbers from 0."""
    return Codes(numbers >> widths, widths, numbers & ((1 << widths) - 1))


def rice_widths(total: int, counts: Numbers) -> Numbers:
    """Return the widths that suit lists of `counts` numbers below `total`: the logarithm of the mean gap."""
    return _count_bits(np.maximum(total // np.maximum(counts, 1), 1)) - 1


def merge(parts: list[tuple[Numbers, Codes]], length: int) -> Codes:
    """Return one run of codes from several, each with the places of its elements."""
    merged = Codes(*(np.zeros(length, np.int64) for _ in range(3)))
    for places, codes in parts:
        merged.quotients[places] = codes.quotients
        merged.widths[places] = codes.widths
        merged.remainders[places] = codes.remainders
    return merged


def _count_bits(numbers: Numbers) -> Numbers:
    return np.frexp(numbers)[1].astype(np.int64)
