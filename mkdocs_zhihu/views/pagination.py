"""Long lists in pages."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")

PAGES_AROUND = 2


def split_pages(items: Sequence[Item], per_page: int) -> list[Sequence[Item]]:
    """Return the items in pages of at most `per_page`; at least one page, be it empty."""
    return [items[start : start + per_page] for start in range(0, len(items), per_page)] or [items]


def window(number: int, count: int) -> list[int]:
    """Return the page numbers to link from page `number`: the ends and those around it; 0 is a gap.

    Its length does not depend on how many pages there are.
    """
    wanted = sorted({1, count, *range(max(1, number - PAGES_AROUND), min(count, number + PAGES_AROUND) + 1)})
    numbers: list[int] = []
    for page in wanted:
        if numbers and page - numbers[-1] == 2:  # noqa: PLR2004 - a gap of one page is that page
            numbers.append(page - 1)
        elif numbers and page - numbers[-1] > 1:
            numbers.append(0)
        numbers.append(page)
    return numbers
