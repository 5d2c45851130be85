"""Our pages to files: those that changed rendered on every core, the others taken from the last site."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import InclusionLevel

from mkdocs_zhihu.pages.digest import Digests, digest_surroundings
from mkdocs_zhihu.pages.files import Site
from mkdocs_zhihu.pages.frames import describe_frame
from mkdocs_zhihu.pages.page import ArchivePage, ListingPage, PostPage
from mkdocs_zhihu.pages.renderer import Renderer
from mkdocs_zhihu.pages.search import find_index
from mkdocs_zhihu.pages.templates import KeptTemplates
from mkdocs_zhihu.work.crew import count_cores
from mkdocs_zhihu.work.fork import can_fork, divide, share
from mkdocs_zhihu.work.ledger import Ledger
from mkdocs_zhihu.work.progress import Progress
from mkdocs_zhihu.work.stage import Stage
from mkdocs_zhihu.work.store import Store

EVENTS = (
    "env", "page_content", "page_context", "page_markdown", "page_read_source", "post_build", "post_page", "pre_page",
)  # fmt: skip
"""What another plugin may use to change a page."""

HARMLESS = ("mkdocs.contrib.search", "material.plugins.search", "materialx.plugins.search", "material.plugins.offline",
            "materialx.plugins.offline", "mkdocs_redirects", "mkdocs_zhihu")  # fmt: skip
"""Packages of plugins that look at pages and change none."""

PART = 2_000
"""Pages that one process writes: what it needs for them is let go with it."""

TOGETHER = 64
"""Pages whose bodies are fetched at once."""

MANY = 300
"""Fewer pages are rendered here: to share them out takes longer."""


@dataclass(slots=True)
class Press(Renderer):
    """Writes what it renders."""

    rows: Store
    """Where it is remembered what pages are made of."""

    progress: Progress = field(default_factory=lambda: Progress("pages written"))
    """Says how many are, of those this process writes."""

    def write(self, pages: Sequence[ArchivePage]) -> None:
        """Render and write some pages."""
        for start in range(0, len(pages), TOGETHER):
            some = pages[start : start + TOGETHER]
            self.site.bodies.bring(page.entry.uri for page in some if isinstance(page, PostPage))
            for page in some:
                write_file(self.render(page), f"{self.config.site_dir}/{page.file.dest_uri}")
            self.progress.show(start + len(some), len(pages))
        self.progress.end()

    def write_all(self, pages: Sequence[ArchivePage]) -> None:
        """Render and write pages, on every core if they are many."""
        cores = count_cores()
        if len(pages) < MANY or cores == 1 or not self.site.bodies.store.is_shared or not can_fork():
            self.write(pages)
            return
        own = os.getpid()

        def write_part(part: Sequence[ArchivePage]) -> None:
            if os.getpid() != own:
                self.site.bodies.store.reopen()
                self.env.bytecode_cache = None
                self.progress.stream = None
            self.write(part)
            if os.getpid() != own and not self.site.frames.is_shared:
                raise RuntimeError("this process must learn that frames do not hold")

        first, rest = self._find_first(pages)
        self.write(first)
        done = len(first)
        for part in share(self._split(rest, cores), write_part, cores):
            done += len(part)
            self.progress.show(done, len(pages))
        self.progress.end()

    def _find_first(self, pages: Sequence[ArchivePage]) -> tuple[list[ArchivePage], list[ArchivePage]]:
        """Return a page for each frame, so that no process has to make one again, and the other pages."""
        has_path = "navigation.path" in (self.config.theme.get("features") or ())
        first: dict[object, ArchivePage] = {}
        for page in pages:
            first.setdefault((page.url.count("/"), describe_frame(page, has_path=has_path)), page)
        chosen = {id(page) for page in first.values()}
        return list(first.values()), [page for page in pages if id(page) not in chosen]

    def _split(self, pages: Sequence[ArchivePage], cores: int) -> list[Sequence[ArchivePage]]:
        """Return parts for processes; lists that show the same posts are together, for they share cards."""
        number = {entry.uri: at for at, entry in enumerate(self.site.collection.archive.entries)}

        def find_place(page: ArchivePage) -> tuple[bool, int]:
            entries = page.view.entries if isinstance(page, ListingPage) else ()
            return isinstance(page, ListingPage), number[entries[0].uri] if entries else 0

        return divide(sorted(pages, key=find_place), PART, cores)


def write_file(content: bytes, path: str) -> None:
    """Write a file, and make its folder if it has none yet; most have one from the site before."""
    try:
        file = open(path, "wb")  # noqa: PTH123, SIM115 - hot
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - hot
        file = open(path, "wb")  # noqa: PTH123, SIM115 - hot
    with file:
        file.write(content)


def can_press(site: Site, config: MkDocsConfig) -> bool:
    """Return whether we know all that is on a page: no other plugin and no `custom_dir` may change it."""
    return find_listeners(config) is not None and site.frames.is_shared and len(site.pages) > 0


def press_pages(press: Press, stage: Stage) -> Ledger:
    """Write all our pages but one, or take them from the last site, and keep MkDocs from writing them.

    The one that is left shows MkDocs that the site has pages: the sitemap's date depends on it.
    """
    site, config = press.site, press.config
    press.env.auto_reload = (
        False  # templates do not change during a build; to look takes a tenth of a page's time
    )
    press.env.bytecode_cache = KeptTemplates(press.rows)
    pages = (*site.posts.values(), *site.pages[1:])
    stage.make_folders(page.file.dest_uri for page in pages)
    digest = Digests(site, digest_surroundings(config, press.nav))
    ledger = Ledger(press.rows, stage.site, stage.folder)
    digests = {page.file.dest_uri: digest.find(page) for page in pages}
    index = find_index(site, ledger)
    if index is not None:
        digests |= dict.fromkeys(index.dests, index.digest)
    stage.unfold(lambda dest, seen: dest in digests and ledger.is_in_place(dest, digests[dest], seen))
    if index is not None:
        index.begin()
    new = _find_new(press, ledger, [(page, digests[page.file.dest_uri]) for page in pages])
    press.write_all(new)
    press.env.bytecode_cache = None  # what it is kept in is closed before the environment goes
    if not site.frames.is_shared:
        ledger.noted.clear()
    for listener in find_listeners(config) or ():
        for page in pages:
            listener({}, page=page, config=config, nav=press.nav)
    for page in pages:
        page.file.inclusion = InclusionLevel.EXCLUDED
    return ledger


def _find_new(
    press: Press, ledger: Ledger, digests: Sequence[tuple[ArchivePage, bytes]]
) -> list[ArchivePage]:
    """Take what the last build made; return the pages that it did not.

    The first post and the first list that were taken are rendered all the same: if one of them is another page
    now, something counts that no digest knows, and nothing is taken.
    """
    taken = [page for page, digest in digests if ledger.take(page.file.dest_uri, digest)]
    samples = {isinstance(page, ListingPage): page for page in reversed(taken)}
    for page in samples.values():
        if press.render(page) != ledger.read(page.file.dest_uri):
            for wrong in taken:
                ledger.drop(wrong.file.dest_uri)
            taken = []
            break
    rest = {id(page) for page in taken}
    new = [(page, digest) for page, digest in digests if id(page) not in rest]
    for page, digest in new:
        ledger.note(page.file.dest_uri, digest)
    return [page for page, _ in new]


def find_listeners(config: MkDocsConfig) -> list[Callable[..., Any]] | None:
    """Return what other plugins want to know of each page; None if one of them may change it."""
    found = []
    for event in EVENTS:
        for method in config.plugins.events[event]:
            owner = getattr(method, "__self__", method)
            module = getattr(type(owner), "__module__", "") if owner is not method else ""
            if not module.startswith(HARMLESS):
                return None
            if event == "page_context" and not module.startswith("mkdocs_zhihu"):
                found.append(method)
    return found
