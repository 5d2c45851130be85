"""A page while its frame is drawn: slots stand in place of everything that is its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_zhihu.pages.page import ArchivePage

SLOT = re.compile("#?\ue000([a-z_]+)\ue001")
"""A slot in HTML, between private-use characters; after a `#` the theme's `url` filter leaves it alone."""

FOLDER = "\ue002/"
"""One folder of the address a page has while its frame is rendered: links never begin where it lies."""


def slot(name: str) -> str:
    """Return what stands for a value of a page."""
    return f"\ue000{name}\ue001"


@contextmanager
def moved(page: ArchivePage, base_url: str) -> Iterator[None]:
    """Let a page lie where no other page does, as deep as before."""
    own, page.file.url = page.file.url, FOLDER * base_url.count("..")
    try:
        yield
    finally:
        page.file.url = own


@contextmanager
def slotted(page: ArchivePage) -> Iterator[None]:
    """Put slots in place of everything that is a page's own."""
    names = ("title", "meta", "canonical_url", "toc", "previous_page", "next_page")
    own = {name: getattr(page, name) for name in names}
    texts = {name: slot(name) for name in ("title", "description", "author") if page.meta.get(name)}
    page.title = slot("title")
    page.meta = {**page.meta, **texts}
    page.canonical_url = page.canonical_url and slot("canonical")
    if len(page.toc):
        page.toc = TableOfContents([AnchorLink(slot("toc"), slot("skip"), 2)])
    page.previous_page = page.previous_page and _stand_in("previous")
    page.next_page = page.next_page and _stand_in("next")
    try:
        yield
    finally:
        for name, value in own.items():
            setattr(page, name, value)


def _stand_in(name: str) -> Any:
    return SimpleNamespace(url="#" + slot(name), title=slot(f"{name}_title"))
