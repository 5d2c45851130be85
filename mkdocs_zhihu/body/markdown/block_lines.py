"""Lines of the blocks that the parser reads, and how deep blocks may stand in one another."""

from markdown_it.rules_block import StateBlock

MAX_NESTING = 50
"""Levels of brackets; the parser gives up what lies deeper, so blocks end before that."""
MAX_BLOCKS = 45
"""Levels of quotations, lists, containers and boxes; deeper marks are text."""


def find_line(state: StateBlock, place: int, start: int, end: int) -> int:
    """Return the first line from `start` that goes as far as a place in the text, `end` if none before it does."""
    return next((line for line in range(start, end) if state.eMarks[line] >= place), end)
