"""How far a long stage is, on a terminal."""

import sys
import time
from dataclasses import dataclass
from typing import TextIO

MIN_INTERVAL = 0.2
CLEAR_LINE = "\r\x1b[K"


@dataclass(slots=True)
class Progress:
    """One line that is written over again and again, and gone at the end; nothing where there is no terminal."""

    what: str
    """What is counted, such as `posts read`."""

    stream: TextIO | None = None
    """The terminal."""

    last: float = 0.0
    """When the line was written, 0 for never."""

    def show(self, done: int, total: int = 0) -> None:
        """Say how many there are already, and of how many if that is known."""
        if self.stream is None or time.monotonic() - self.last < MIN_INTERVAL:
            return
        self.last = time.monotonic()
        whole = f" of {total:,}" if total else ""
        self.stream.write(f"{CLEAR_LINE}zhihu: {done:,}{whole} {self.what}")
        self.stream.flush()

    def end(self) -> None:
        """Take the line away."""
        if self.stream is not None and self.last:
            self.stream.write(CLEAR_LINE)
            self.stream.flush()
            self.last = 0.0


def open_progress(what: str, *, is_wanted: bool) -> Progress:
    """Return the progress of a stage, shown if wanted and standard error is a terminal."""
    return Progress(what, sys.stderr if is_wanted and sys.stderr.isatty() else None)
