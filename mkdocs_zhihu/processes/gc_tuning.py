"""Python's garbage collector, while a build makes many values that stay and many trees that do not."""

import atexit
import gc
from dataclasses import dataclass

BUILD_GC_THRESHOLDS = (5_000, 300, 100)
"""The youngest values are looked at often: what is left of a tree is still in the processor's cache then. What was
there before, seldom."""


@dataclass(slots=True)
class GcTuning:
    """Makes collections of old values rare until `end`: each looks at every one again, and none is garbage."""

    usual: tuple[int, int, int] | None = None
    """The thresholds before, while others are set."""

    def begin(self, *, is_first: bool = True) -> None:
        """Set what is there apart and raise the thresholds; what an earlier build left is let go before."""
        if self.usual is None:
            self.usual = gc.get_threshold()
            if not is_first:
                gc.collect()
            gc.freeze()
            gc.set_threshold(*BUILD_GC_THRESHOLDS)
            atexit.unregister(gc.freeze)
            atexit.register(gc.freeze)  # Python's last collection would look at all that goes anyway

    def end(self) -> None:
        """Put things back as they were."""
        if self.usual is not None:
            gc.set_threshold(*self.usual)
            gc.unfreeze()
            self.usual = None
