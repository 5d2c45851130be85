"""Python's garbage collector, called less often while a build makes many values that all stay."""

import gc
from dataclasses import dataclass

RARE = (200_000, 20, 100)


@dataclass(slots=True)
class RareCollections:
    """Makes collections rare until `end`: each looks at every value again, and none of ours is garbage."""

    usual: tuple[int, int, int] | None = None
    """The thresholds before, while others are set."""

    def begin(self) -> None:
        """Set what is there apart and raise the thresholds."""
        if self.usual is None:
            self.usual = gc.get_threshold()
            gc.freeze()
            gc.set_threshold(*RARE)

    def end(self) -> None:
        """Put things back as they were."""
        if self.usual is not None:
            gc.set_threshold(*self.usual)
            gc.unfreeze()
            self.usual = None
