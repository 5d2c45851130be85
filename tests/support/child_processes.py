"""Child processes that a test leaves behind."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess

Children = Callable[[], list[BaseProcess]]


def watch_children() -> Children:
    """Return what lists the child processes that began since and still run: those of another test may run, too."""
    before = multiprocessing.active_children()
    return lambda: [child for child in multiprocessing.active_children() if child not in before]
