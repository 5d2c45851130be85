"""Our pages to files: those that changed rendered on every core, the others taken from the last site."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product

from mkdocs.structure.files import InclusionLevel

from mkdocs_zhihu.host.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.host.site import Site
from mkdocs_zhihu.host.writing.fingerprints import PageFingerprints
from mkdocs_zhihu.host.writing.manifest import PageManifest
from mkdocs_zhihu.host.writing.plugins.page_hooks import PageHooks
from mkdocs_zhihu.host.writing.renderer import Renderer
from mkdocs_zhihu.host.writing.shell import find_shell_key
from mkdocs_zhihu.host.writing.site_fingerprint import fingerprint_site
from mkdocs_zhihu.processes.background import divide, run_parts
from mkdocs_zhihu.processes.progress import Progress
from mkdocs_zhihu.processes.worker import can_fork, count_cores

PAGES_PER_PROCESS = 1_000
"""Pages that one process writes: what it needs for them is let go with it."""

BATCH_SIZE = 64
"""Pages whose bodies are fetched at once."""

MIN_PARALLEL_PAGES = 300
"""Fewer pages are rendered here: to share them out takes longer."""

PART = ".zhihu.part"
"""Name of a page that is being written beside one that is shown."""


def write_file(content: bytes, path: str) -> None:
    """Write a file, and make its folder if it has none yet; most have one from the site before."""
    try:
        file = open(path, "wb")  # noqa: PTH123, SIM115 - hot
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - hot
        file = open(path, "wb")  # noqa: PTH123, SIM115 - hot
    with file:
        file.write(content)


def replace_file(content: bytes, path: str) -> None:
    """Replace a file as a whole, or leave the old one on an error: it may be a hard link to a file of the last site."""
    part = os.path.join(os.path.dirname(path), PART)  # noqa: PTH118, PTH120 - as `write_file`
    try:
        write_file(content, part)
        os.replace(part, path)  # noqa: PTH105 - as `write_file`
    except OSError:
        with suppress(OSError):
            os.unlink(part)  # noqa: PTH108 - as `write_file`
        raise


@dataclass(slots=True)
class PageWriter(Renderer):
    """Writes what it renders."""

    progress: Progress = field(default_factory=lambda: Progress("pages written"))
    """Says how many are, of those this process writes."""

    def write(self, pages: Sequence[ArchivePage], *, replaces: bool = False) -> None:
        """Render and write some pages; with `replaces`, files of a site that is shown are replaced as a whole."""
        write_page = replace_file if replaces else write_file
        for start in range(0, len(pages), BATCH_SIZE):
            some = pages[start : start + BATCH_SIZE]
            self.site.bodies.prefetch(page.entry.uri for page in some if isinstance(page, PostPage))
            for page in some:
                write_page(self.render(page), f"{self.config.site_dir}/{page.file.dest_uri}")
            self.progress.show(start + len(some), len(pages))
        self.progress.end()

    def write_all(self, pages: Sequence[ArchivePage]) -> None:
        """Render and write pages, on every core if they are many."""
        cores = count_cores()
        if (
            len(pages) < MIN_PARALLEL_PAGES
            or cores == 1
            or self.hooks.has_unknown_output  # it may count pages, or remember them
            or not self.site.bodies.store.is_shared
            or not can_fork()
        ):
            self.write(pages)
            return
        own = os.getpid()

        def write_part(part: Sequence[ArchivePage]) -> None:
            if os.getpid() != own:
                self.site.bodies.store.reopen()
                self.progress.stream = None
            self.write(part)
            if os.getpid() != own and not self.site.shells.is_shared:
                raise RuntimeError("this process must learn that page shells do not hold")

        first, rest = self._find_first(pages)
        self.write(first)
        done = len(first)
        for part in run_parts(self._split(rest, cores), write_part, cores):
            done += len(part)
            self.progress.show(done, len(pages))
        self.progress.end()

    def _find_first(self, pages: Sequence[ArchivePage]) -> tuple[list[ArchivePage], list[ArchivePage]]:
        """Return a page for each page shell, so that no process has to make one again, and the other pages."""
        has_path = "navigation.path" in (self.config.theme.get("features") or ())
        first: dict[object, ArchivePage] = {}
        for page in pages:
            known, contents = page.known, page.contents
            first.setdefault((page.url.count("/"), find_shell_key(page, has_path=has_path)), page)
            page.known, page.contents = known, contents  # not those of all pages at once
        chosen = {id(page) for page in first.values()}
        return list(first.values()), [page for page in pages if id(page) not in chosen]

    def _split(self, pages: Sequence[ArchivePage], cores: int) -> list[Sequence[ArchivePage]]:
        """Return parts for processes; lists that show the same posts are together, for they share cards."""
        number = {entry.uri: at for at, entry in enumerate(self.site.collection.archive.entries)}

        def find_place(page: ArchivePage) -> tuple[bool, int]:
            entries = page.view.entries if isinstance(page, ListingPage) else ()
            return isinstance(page, ListingPage), number[entries[0].uri] if entries else 0

        return divide(sorted(pages, key=find_place), PAGES_PER_PROCESS, cores)


def can_write_directly(site: Site, hooks: PageHooks) -> bool:
    """Return whether our pages come out as MkDocs would write them."""
    return not hooks.has_unknown_environment and site.shells.is_shared and len(site.pages) > 0


def write_pages(writer: PageWriter, manifest: PageManifest) -> bool:
    """Write all our pages but one, or take them from the last site, and keep MkDocs from writing them.

    False if a hook on the context changes what all pages share: then each page must be written right after it, by MkDocs.
    The one that is left shows MkDocs that the site has pages: the sitemap's date depends on it.
    """
    site, config = writer.site, writer.config
    writer.env.auto_reload = (
        False  # templates do not change during a build; to look takes a tenth of a page's time
    )
    pages = (*site.posts.values(), *site.pages[1:])
    shared = fingerprint_site(config, writer.nav)
    if pages and writer.hooks.context and not _show_contexts(writer, pages, shared):
        return False
    fingerprint = PageFingerprints(site, shared, writer.hooks.changes_pages)
    new = _find_new(writer, manifest, [(page, fingerprint.find(page)) for page in pages])
    writer.write_all(new)
    if not site.shells.is_shared:
        manifest.noted.clear()
    _finish_pages(writer, pages)
    return True


def _show_contexts(writer: PageWriter, pages: Sequence[ArchivePage], shared: bytes) -> bool:
    """Let hooks see the context of every page, and return whether none changed what all pages share.

    Most that do so do it at once, at a page of the navigation or at a post: so these are shown first, and written here
    where a hook did, for it may not bear to see a page again.
    """
    in_nav = next((page for page in pages if page.is_in_nav), pages[0])
    first = tuple(dict.fromkeys((in_nav, pages[0])))
    for number, page in enumerate(first, 1):
        writer.show_context(page)
        if fingerprint_site(writer.config, writer.nav) != shared:
            writer.write(first[:number])
            _finish_pages(writer, first[:number])
            return False
    for page in pages:
        if page not in first:
            writer.show_context(page)
    return fingerprint_site(writer.config, writer.nav) == shared


def _finish_pages(writer: PageWriter, pages: Sequence[ArchivePage]) -> None:
    """Let known hooks see pages that are written, and keep MkDocs from writing them again."""
    searched = [page for page in pages if page.is_searched]
    for hooks, seen in ((writer.hooks.readers, pages), (writer.hooks.searchers, searched)):
        for hook, page in product(hooks, seen):
            hook({}, page=page, config=writer.config, nav=writer.nav)
    for page in pages:
        page.file.inclusion = InclusionLevel.EXCLUDED


def _find_new(
    writer: PageWriter, manifest: PageManifest, fingerprints: Sequence[tuple[ArchivePage, bytes]]
) -> list[ArchivePage]:
    """Take what the last build made; return the pages that it did not.

    The first post and the first list that were taken are rendered all the same: if one of them is another page
    now, something counts that no fingerprint knows, and nothing is taken.
    """
    taken = [
        page
        for page, fingerprint in fingerprints
        if not page.context_changes and manifest.take(page.file.dest_uri, fingerprint)
    ]
    samples = {isinstance(page, ListingPage): page for page in reversed(taken)}
    for page in samples.values():
        if writer.render(page) != manifest.read(page.file.dest_uri):
            for wrong in taken:
                manifest.drop(wrong.file.dest_uri)
            taken = []
            break
    rest = {id(page) for page in taken}
    new = [(page, fingerprint) for page, fingerprint in fingerprints if id(page) not in rest]
    for page, fingerprint in new:
        manifest.note(page.file.dest_uri, fingerprint)
    return [page for page, _ in new]
