"""Pages without what is their own: the theme renders a page shell once for all pages that share it.

The theme's header, navigation and footer are the same for all pages of one depth and one branch of the
navigation, and nearly all the time a page takes. A page shell is rendered from the first such page with a placeholder
in place of everything that is a page's own; the others only fill the placeholders.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mkdocs.exceptions import PluginError

from mkdocs_zhihu.host.page import ArchivePage
from mkdocs_zhihu.host.writing.page_reads import PageReads, Reads, holds
from mkdocs_zhihu.host.writing.placeholders import (
    BLANK_LINES,
    FOLDER,
    OWN_PARTS,
    PLACEHOLDER,
    placeholder,
    read_values,
    with_neutral_url,
    with_placeholders,
)

Render = Callable[[], str]
Part = Callable[[str, Any], str]
"""From the name of a template and the theme's catalogue to the HTML of that part of a page."""

TOC = "partials/toc.html"
HEAD_TEMPLATE = "zhihu/head.html"
MAX_VARIANTS = 8
"""Shells for pages that differ only in what a template reads of them; where there are more, each page may differ."""


@dataclass(frozen=True, slots=True)
class PageShell:
    """What pages share."""

    pieces: tuple[str, ...]
    """HTML and the names of placeholders in turn."""

    lang: Any
    """The theme's catalogue, for parts rendered outside the page shell."""

    kind: tuple[object, ...]
    """The kind of its pages, see `_kind_of`."""

    reads: Reads
    """What else the theme and the user's overrides read of the page: its pages have the same."""

    def fill(self, values: dict[str, str]) -> str:
        """Return the HTML of a page with these values in its placeholders."""
        pieces = list(self.pieces)
        pieces[1::2] = [values[name] for name in pieces[1::2]]
        return "".join(pieces)


@dataclass(slots=True)
class PageShells:
    """The page shells of one build.

    A theme, or an override in the user's `custom_dir`, may depend on the page in any way. What it reads of the page while
    a shell is drawn is noted, and only pages of which it would read the same share that shell. Every page is rendered
    whole once a page filled into a shell is not what the theme makes of it.
    """

    is_shared: bool = True
    """Whether page shells may be used at all."""

    article: str = ""
    """What the page shell's template takes for the article, "" to draw it."""

    head: str = ""
    """What the page shell's template takes for the page's own part of the head, "" to draw it."""

    known: dict[tuple[object, ...], list[PageShell]] = field(default_factory=dict)
    """Page shells by what they surely depend on; those of one key differ in what is read of their pages."""

    whole: set[tuple[object, ...]] = field(default_factory=set)
    """Keys of pages that share no shell: the theme hides a placeholder, or reads what no two pages share."""

    recorded: PageReads | None = None
    """Stands for the page while a shell is drawn."""

    proofs: dict[tuple[object, ...], int] = field(default_factory=dict)
    """How often a kind of page was compared with what the theme makes of it."""

    parts: tuple[Any, str] = (None, "")
    """The theme's catalogue and the table of contents as the last page rendered whole has them."""

    def stand_in(self, page: ArchivePage) -> object:
        """Return what a template should take for the page; the page shell's template calls this."""
        return self.recorded or page

    def note(self, lang: object, toc: str) -> str:
        """Keep what only the theme's own context knows; the page shell's template calls this."""
        self.parts = (lang, toc)
        return ""

    def draw(self, page: ArchivePage, base_url: str, whole: Render, part: Part, *, has_path: bool) -> str:
        """Return a page's HTML: `part` draws what is its own, `whole` all of it where no page shell fits.

        `has_path` tells whether the theme shows breadcrumbs, which name pages outside the navigation too.
        """
        shell = self.find(page, base_url, whole, has_path=has_path)
        if shell is None:
            return whole()
        article, toc, head = (
            part(name, shell.lang) if name else ""
            for name in (page.article, TOC if len(page.toc) else "", HEAD_TEMPLATE)
        )
        if page.ending:
            article += part(page.ending, shell.lang)
        return self.fill(page, base_url, shell, (article, toc, head), whole)

    def find(self, page: ArchivePage, base_url: str, whole: Render, *, has_path: bool) -> PageShell | None:
        """Return the page shell of a page, None if the page must be rendered whole."""
        if not self.is_shared or page.is_in_nav:
            return None
        key = (base_url, *find_shell_key(page, has_path=has_path))
        if key in self.whole:
            return None
        shells = self.known.setdefault(key, [])
        fitting = next((shell for shell in shells if holds(shell.reads, page)), None)
        if fitting is None:
            fitting = self._build(page, base_url, whole) if len(shells) < MAX_VARIANTS else None
            if fitting is None:
                self.whole.add(key)
            else:
                shells.append(fitting)
        return fitting

    def fill(
        self, page: ArchivePage, base_url: str, shell: PageShell, parts: tuple[str, str, str], whole: Render
    ) -> str:
        """Return a page's HTML; `parts` are its article, its table of contents and its part of the head.

        The first two pages of each kind are rendered whole too and compared.
        """
        html = shell.fill(read_values(page, base_url, parts))
        proofs = self.proofs.get(shell.kind, 0)
        if proofs < 2:  # noqa: PLR2004 - two pages differ in all that is their own
            self.proofs[shell.kind] = proofs + 1
            with with_neutral_url(page, base_url):
                self.is_shared = _squeeze(self._draw(whole, parts[0])) == _squeeze(html)
        return html if self.is_shared else whole()

    def _build(self, page: ArchivePage, base_url: str, whole: Render) -> PageShell | None:
        own = page.title
        with with_neutral_url(page, base_url), with_placeholders(page):
            self.recorded = PageReads(page, OWN_PARTS)
            html = BLANK_LINES.sub("\n", self._draw(whole, placeholder("article"), placeholder("head")))
            reads, self.recorded = self.recorded.list_reads(), None
        if FOLDER.strip("/") in html:  # an address of the page's own, in a place of which we know nothing
            return None
        _check_article(html, own)
        lang, toc = self.parts[0], BLANK_LINES.sub("\n", self.parts[1])
        if len(page.toc):
            if html.count(toc) != 1:  # the theme puts it elsewhere, as with `toc.integrate`
                return None
            html = html.replace(toc, placeholder("toc"))
        return PageShell(tuple(PLACEHOLDER.split(html)), lang, _kind_of(page), reads)

    def _draw(self, whole: Render, article: str, head: str = "") -> str:
        """Return the page with this in place of its article, and of its part of the head."""
        self.article, self.head = article, head
        html = whole()
        self.article = self.head = ""
        return html


def _check_article(html: str, title: object) -> None:
    """Raise PluginError if a theme drew a page without its article: a block it had is gone or has another name."""
    if placeholder("article") not in html:
        raise PluginError(
            f"zhihu: the theme left the article out of the page {title!s}; it no longer has the block `content`,"
            " or an override in `custom_dir` leaves it out"
        )


def _squeeze(html: str) -> str:
    return "".join(html.split())


def find_shell_key(page: ArchivePage, *, has_path: bool) -> tuple[object, ...]:
    """Return what pages of one depth must have in common to share a page shell; see `PageShells.find`."""
    branch = page.parent if has_path else _branch_of(page)
    return id(branch), *_kind_of(page)


def _branch_of(page: ArchivePage) -> object:
    """Return the nearest entry of the navigation above a page: the rest is not drawn."""
    above: Any = page.parent
    while isinstance(above, ArchivePage) and not above.is_in_nav:
        above = above.parent
    return above


def _kind_of(page: ArchivePage) -> tuple[object, ...]:
    """Return what decides which parts the theme draws at all."""
    meta = page.meta
    present = (meta.get("description"), meta.get("author"), page.canonical_url)
    beside = (page.previous_page, page.next_page)
    return (
        page.article,
        tuple(meta.get("hide", ())),
        bool(len(page.toc)),
        *map(bool, present),
        *(other is not None for other in beside),
    )
