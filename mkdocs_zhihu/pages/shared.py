"""Parts of pages that are the same on many pages, rendered once."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from mkdocs.structure.toc import TableOfContents

from mkdocs_zhihu.pages.cards import Card
from mkdocs_zhihu.pages.page import ArchivePage

BLANK_LINES = re.compile(r"\s*\n\s*")
TITLE = "\ue000title\ue000"
"""Stands for the page's title while a part is rendered for several pages; private-use characters."""

Render = Callable[[], str]


@dataclass(slots=True)
class SharedParts:
    """What the theme made of its parts, for one build.

    Every key holds how deep the page lies, for links are relative. An override of the user's may depend
    on the page in any way, so with a `custom_dir` only our own parts are shared.
    """

    is_customised: bool = False
    """Whether the user overrides templates of the theme."""

    known: dict[tuple[object, ...], str] = field(default_factory=dict)
    """HTML by what it depends on."""

    def render_card(self, base_url: str, card: Card, macro: Callable[[Card], str]) -> str:
        """Return the HTML of a card; every post stands in half a dozen lists."""
        key = (base_url, card.entry.uri)
        if key not in self.known:
            self.known[key] = macro(card)
        return self.known[key]

    def once(self, base_url: str, name: str, block: Render) -> str:
        """Return a block of the theme that depends on nothing but the depth."""
        if self.is_customised:
            return block()
        key = (base_url, "block", name)
        if key not in self.known:
            self.known[key] = block()
        return self.known[key]

    def branch(self, page: ArchivePage, base_url: str, name: str, block: Render) -> str:
        """Return a block of the theme that depends on the active branch of the navigation and the title."""
        if self.is_customised or page.is_in_nav:
            return block()
        key = (base_url, "branch", name, id(page.parent))
        if key not in self.known:
            own, page.meta["title"] = page.meta["title"], TITLE
            self.known[key] = block()
            page.meta["title"] = own
        return self.known[key].replace(TITLE, page.meta["title"])

    def sidebars(self, page: ArchivePage, base_url: str, block: Render, toc: Render) -> str:
        """Return the block of the theme that holds navigation and table of contents.

        For a page that is not in the navigation itself the navigation depends only on the active branch.
        The theme renders it for the first such page, with an empty table of contents; for the others only
        that part is rendered again and exchanged. Navigation is most of the time a page takes.
        """
        if page.is_in_nav:
            return block()
        key = (base_url, "sidebars", page.template, id(page.parent))
        if key not in self.known:
            own, page.toc = page.toc, TableOfContents([])
            self.known[key] = BLANK_LINES.sub("\n", block())
            self.known[key, "toc"] = BLANK_LINES.sub("\n", toc())
            page.toc = own
        known, empty = self.known[key], self.known[key, "toc"]
        if not len(page.toc):
            return known
        if known.count(empty) != 1:  # the theme puts it elsewhere, as with `toc.integrate`
            return block()
        return known.replace(empty, BLANK_LINES.sub("\n", toc()))
