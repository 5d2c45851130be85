"""A page while its page shell is drawn: placeholders stand in place of everything that is its own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_zhihu.host.page import ArchivePage

BLANK_LINES = re.compile(r"\s*\n\s*")
PLACEHOLDER = re.compile("#?\ue000([a-z_]+)\ue001")
"""A placeholder in HTML, between private-use characters; after a `#` the theme's `url` filter leaves it alone."""

FOLDER = "\ue002/"
"""One folder of the address a page has while its page shell is rendered: links never begin where it lies."""

OWN_PARTS = frozenset(
    {"title", "description", "author", "canonical_url", "toc", "previous_page", "next_page", "url"}
)
"""What has a placeholder, or a neutral value, while a page shell is drawn; the rest of a page is read as it is."""


def placeholder(name: str) -> str:
    """Return what stands for a value of a page."""
    return f"\ue000{name}\ue001"


@contextmanager
def with_neutral_url(page: ArchivePage, base_url: str) -> Iterator[None]:
    """Let a page lie where no other page does, as deep as before."""
    own, page.file.url = page.file.url, FOLDER * base_url.count("..")
    try:
        yield
    finally:
        page.file.url = own


@contextmanager
def with_placeholders(page: ArchivePage) -> Iterator[None]:
    """Put placeholders in place of everything that is a page's own."""
    names = ("title", "meta", "canonical_url", "toc", "previous_page", "next_page")
    own = {name: getattr(page, name) for name in names}
    texts = {name: placeholder(name) for name in ("title", "description", "author") if page.meta.get(name)}
    page.title = placeholder("title")
    page.meta = {**page.meta, **texts}
    page.canonical_url = page.canonical_url and placeholder("canonical")
    if len(page.toc):
        page.toc = TableOfContents([AnchorLink(placeholder("toc"), placeholder("skip"), 2)])
    page.previous_page = page.previous_page and _stand_in("previous")
    page.next_page = page.next_page and _stand_in("next")
    try:
        yield
    finally:
        for name, value in own.items():
            setattr(page, name, value)


def _stand_in(name: str) -> Any:
    return SimpleNamespace(url="#" + placeholder(name), title=placeholder(f"{name}_title"))


def read_values(page: ArchivePage, base_url: str, parts: tuple[str, str, str]) -> dict[str, str]:
    """Return what stands in the placeholders of a page; `parts` are its article, table of contents and part of the head."""
    article, toc, head = parts
    values = {
        "title": str(page.title),
        "description": str(page.meta.get("description", "")),
        "author": str(page.meta.get("author", "")),
        "canonical": page.canonical_url or "",
        "article": article,
        "head": head,
        "toc": BLANK_LINES.sub("\n", toc),
        "skip": next((link.url for link in page.toc), ""),
    }
    for name, other in (("previous", page.previous_page), ("next", page.next_page)):
        if other is not None:
            values[name] = f"{base_url}/{other.url}"
            values[f"{name}_title"] = str(other.title)
    return values
