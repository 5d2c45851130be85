"""Lines of the block that the parser reads."""

from markdown_it.rules_block import StateBlock


def find_line(state: StateBlock, place: int, start: int, end: int) -> int:
    """Return the first line from `start` that goes as far as a place in the text, `end` if none before it does."""
    return next((line for line in range(start, end) if state.eMarks[line] >= place), end)
