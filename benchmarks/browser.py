"""The browser of the tests, for benchmarks: found and started as they do it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from chromium import ARGUMENTS, CHROMIUM, open_browser

__all__ = ["ARGUMENTS", "CHROMIUM", "open_browser"]
