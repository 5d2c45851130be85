"""The sidebars, rendered once for all pages on which they are the same."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mkdocs.structure.toc import TableOfContents

from mkdocs_zhihu.pages.page import ArchivePage

BLANK_LINES = re.compile(r"\s*\n\s*")
Render = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Sidebars:
    """What the theme made of its sidebars, for one build."""

    known: dict[tuple[object, ...], tuple[str, str]] = field(default_factory=dict)
    """By what they depend on: the sidebars of a page without headings, and its empty table of contents."""

    def render(self, page: ArchivePage, block: Render, toc: Render) -> str:
        """Return the block of the theme that holds navigation and table of contents.

        For a page that is not in the navigation itself the navigation depends only on the active branch
        and on how deep the page lies. The theme renders it for the first such page, with an empty table
        of contents; for the others only that part is rendered again and exchanged. Navigation is most of
        the time a page takes.
        """
        if page.is_in_nav:
            return block()
        key = (id(page.parent), page.url.count("/"), page.template)
        if key not in self.known:
            own, page.toc = page.toc, TableOfContents([])
            self.known[key] = (BLANK_LINES.sub("\n", block()), BLANK_LINES.sub("\n", toc()))
            page.toc = own
        known, empty = self.known[key]
        if not len(page.toc):
            return known
        if known.count(empty) != 1:  # the theme puts it elsewhere, as with `toc.integrate`
            return block()
        return known.replace(empty, BLANK_LINES.sub("\n", toc()))
