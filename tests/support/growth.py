"""Whether the time of some work grows as its input does: two times of one run are compared, so that no machine is too slow."""

import gc
import time
from collections.abc import Callable

COUNT = 500
FOLD = 32
MOST = FOLD * 2.5
"""What is linear takes 32 times as long, what is quadratic 1,024 times."""
LITTLE = 0.2
"""Seconds that say nothing."""
HANG = 20.0
"""CPU seconds for work that takes less than one, and that would take minutes if it grew as the square of its input."""


def grows_too_fast(work: Callable[[str], object], make: Callable[[int], str]) -> bool:
    """Return whether `work` takes more for each unit of an input that `make` gives more units, each of three times."""
    return all(
        _measure(work, make(COUNT * FOLD)) > MOST * _measure(work, make(COUNT)) + LITTLE for _ in range(3)
    )


def _measure(work: Callable[[str], object], text: str) -> float:
    """Return the CPU seconds of the work alone: a collection of garbage looks at all that a test process holds."""
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        work(text)
        return time.process_time() - begin
    finally:
        gc.enable()
