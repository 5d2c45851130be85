"""Years on the archive's page: twelve months, and the newest posts."""

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.views import ViewLink

LEVELS = 4
NEWEST = 5


class MonthCell(Struct, frozen=True, gc=False):
    """One of the twelve months of a year."""

    name: str
    """Its short name."""

    count: int = 0
    """How many posts it has."""

    url: str = ""
    """Its page, "" for a month without posts."""

    level: int = 0
    """1 to 4 by its share of the most posts a month has on the page; 0 for none."""


class YearRow(Struct, frozen=True):
    """A year with its months and some of its posts; its size does not depend on the number of posts."""

    link: ViewLink
    """The year."""

    months: tuple[MonthCell, ...]
    """All twelve, January first."""

    newest: tuple[Entry, ...]
    """Its newest posts."""


def build_year_rows(links: Sequence[ViewLink], translator: Translator) -> tuple[YearRow, ...]:
    """Return a row for each year."""
    most = max((len(month.group.entries) for link in links for month in link.children), default=1)
    return tuple(
        YearRow(link, _build_months(link, most, translator), link.group.entries[:NEWEST]) for link in links
    )


def _build_months(link: ViewLink, most: int, translator: Translator) -> tuple[MonthCell, ...]:
    known = {int(child.group.name): child for child in link.children}
    cells = []
    for number in range(1, 13):
        name, child = translator.short_month(number), known.get(number)
        count = len(child.group.entries) if child else 0
        cells.append(MonthCell(name, count, child.url if child else "", ceil(LEVELS * count / most)))
    return tuple(cells)
