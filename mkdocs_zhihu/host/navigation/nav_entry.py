"""The entry `zhihu` in the user's `nav`: where the archive is to stand.

It is a file to MkDocs and to plugins that build the navigation, so all of them keep it where it was written, with its
title, and none warns of it. It never gets to the site.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

ENTRY = "zhihu"


@dataclass(frozen=True, slots=True)
class NavEntry:
    """Where the archive is to stand."""

    siblings: list[StructureItem]
    """The items beside it; it is no longer among them."""

    place: int
    """Before which of them."""

    title: str
    """The title of a section for the whole archive, "" where its parts are to stand among the siblings."""

    parent: Section | None
    """Whose children the siblings are, None at the top."""


def add_entry_file(files: Files, config: MkDocsConfig) -> None:
    """Let `nav` name the archive; a file of the user's that has this name wins."""
    if files.get_file_from_path(ENTRY) is None:
        file = File.generated(config, ENTRY, abs_src_path=__file__, inclusion=InclusionLevel.NOT_IN_NAV)
        file.url = (
            "."  # section-index takes an untitled page with another address for the index of its section
        )
        files.append(file)


def take_entries(nav: Navigation, files: Files) -> list[NavEntry]:
    """Take every entry out of the navigation and its file from MkDocs', and return where they stood."""
    file = files.get_file_from_path(ENTRY)
    if file is None or file.generated_by is None:
        return []
    files.remove(file)
    found = []
    for siblings, place, parent in list(_find_entries(nav.items, file, None)):
        entry = siblings.pop(place)
        found.append(NavEntry(siblings, place, entry.title or "", parent))
    _close_ranks(nav, file)
    return found[::-1]


def _close_ranks(nav: Navigation, file: File) -> None:
    """Link the pages before and after each entry with one another."""
    for page in [page for page in nav.pages if page.file is file]:
        before, after = page.previous_page, page.next_page
        if before is not None:
            before.next_page = after
        if after is not None:
            after.previous_page = before
    nav.pages[:] = [page for page in nav.pages if page.file is not file]


def read_titles(nav: Any) -> dict[str, str]:
    """Return the titles that a `nav` of the configuration gives to files, by their uris."""
    if isinstance(nav, list):
        return {uri: title for item in nav for uri, title in read_titles(item).items()}
    if not isinstance(nav, dict):
        return {}
    own = {target: str(title) for title, target in nav.items() if isinstance(target, str)}
    return own | {uri: title for item in nav.values() for uri, title in read_titles(item).items()}


def _find_entries(
    items: list[Any], file: File, parent: Any
) -> Iterator[tuple[list[StructureItem], int, Section | None]]:
    """Yield where entries stand, the last one first, so that each place holds while they are taken out."""
    for place in reversed(range(len(items))):
        item = items[place]
        if isinstance(item, Page) and item.file is file:
            yield items, place, parent
        elif item.children:
            yield from _find_entries(item.children, file, item)
