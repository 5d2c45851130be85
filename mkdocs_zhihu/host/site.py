"""MkDocs files for posts and listing pages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mkdocs.structure.files import File, Files, InclusionLevel

from mkdocs_zhihu.archive.addressing.hexo_permalinks import CONFIG
from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.collect import Collection
from mkdocs_zhihu.collect_settings import Source
from mkdocs_zhihu.feeds.feed_formats import FeedFile
from mkdocs_zhihu.host.page import ListingPage, PostPage
from mkdocs_zhihu.host.site_files.search_files import Index
from mkdocs_zhihu.host.site_info import SiteInfo
from mkdocs_zhihu.host.templating.drawn_cards import DrawnCards
from mkdocs_zhihu.host.writing.shell import PageShells
from mkdocs_zhihu.i18n.translator import Translator
from mkdocs_zhihu.problems import Problem, Problems, format_count
from mkdocs_zhihu.reading import is_ignored
from mkdocs_zhihu.views import View, ViewSettings
from mkdocs_zhihu.views.cards import Card

ORDINARY = ("index.md", "README.md")
COMMENTS = ".comments.json"
"""The end of the names of files that hold the comments of an imported post: third parties' words, never published."""


@dataclass(slots=True)
class Site:
    """What one build made, for the hooks that come after `on_files`."""

    collection: Collection
    """Posts and their account."""

    views: tuple[View, ...]
    """Listing pages."""

    urls: Mapping[tuple[str, tuple[str, ...]], str]
    """URL of each list's first page by (kind, key)."""

    bodies: RenderedPosts
    """Bodies of posts."""

    translator: Translator
    """The interface in the site's language."""

    cards: dict[str, Card]
    """What cards show, by uri."""

    info: SiteInfo
    """What is the same for all pages."""

    home: str = "cards"
    """The style of the home page."""

    view_settings: ViewSettings = field(default_factory=ViewSettings)
    """How its lists were made."""

    script_texts: str = ""
    """What our scripts say, as JSON, once it is known."""

    has_search: bool = False
    """Whether the search of posts is ours."""

    has_offline_search: bool = False
    """Whether it works in pages opened from disk too."""

    index: Index | None = None
    """The index of that search, once it is begun."""

    litter: int = 0
    """How many files in the posts' folders were ignored."""

    unread_texts: frozenset[str] = frozenset()
    """The URLs of texts that are not read, and published only where a post links to them."""

    listings: dict[tuple[str, tuple[str, ...]], ListingPage] = field(default_factory=dict)
    """The first page of each list by (kind, key)."""

    posts: dict[str, PostPage] = field(default_factory=dict)
    """Pages of posts by uri."""

    pages: list[ListingPage] = field(default_factory=list)
    """Every listing page."""

    feeds: dict[tuple[str, ...], tuple[FeedFile, ...]] = field(default_factory=dict)
    """The feeds of the site, under (), and of categories, under their paths."""

    library: Any = None
    """The books of the site, see `host.site_files.books`; None for none."""

    finish_scripts: Callable[[str], str] = str
    """Returns the scripts at the end of a page as our pages have them."""

    shells: PageShells = field(default_factory=PageShells)
    """What pages share."""

    drawn: DrawnCards = field(default_factory=DrawnCards)
    """Cards as HTML."""

    def format_summary(self, seconds: float) -> str:
        """Return the one line that says what became of every file."""
        found = self.collection
        posts, pages = format_count(found.found, "post"), format_count(len(self.posts), "page")
        text = f"{posts} in = {pages} out + {found.set_aside} set aside"
        if found.hidden:
            text += f" + {found.hidden} unpublished"
        if self.litter:
            text += f" ({format_count(self.litter, 'other file')} ignored)"
        return f"{text}; {format_count(len(self.pages), 'listing page')}; {seconds:.2f} s"


def select_posts(
    files: Files, *, folders: Sequence[str], nav: Any, is_preview: bool = False
) -> tuple[list[Source], list[File], int]:
    """Return the posts among MkDocs' files, their File objects, and how many files were litter.

    A Markdown file or a saved page in one of the folders is a post, unless the nav names it, another plugin already made
    a page of it, or it is the home page. What `draft_docs` names is a post in a preview only.
    """
    named = set(iter_nav_uris(nav))
    sources: list[Source] = []
    chosen: list[File] = []
    litter = 0
    for file in files:
        if file.src_uri == CONFIG:
            file.inclusion = InclusionLevel.EXCLUDED
        if not is_in_folders(file.src_uri, folders):
            continue
        name = file.src_uri.rsplit("/", 1)[-1]
        if name.endswith(COMMENTS) or name == CONFIG:
            file.inclusion = InclusionLevel.EXCLUDED
            litter += 1
        elif is_ignored(name):
            litter += 1
        elif _is_post(file, named, is_preview=is_preview):
            if file.inclusion is InclusionLevel.DRAFT:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            sources.append(Source(file.src_uri, str(file.abs_src_path)))
            chosen.append(file)
    return sources, chosen, litter


def find_empty_folders(
    sources: Sequence[Source], folders: Sequence[str], others: Iterable[File], *, nav: Any
) -> Problems:
    """Return one problem for each of the posts' folders that holds no post; `others` are files that are none.

    Those that would become posts with `posts: .` are counted in the hint.
    """
    named = {*iter_nav_uris(nav), *ORDINARY}
    pages = sum(
        file.is_documentation_page()
        and not file.inclusion.is_excluded()
        and file.src_uri not in named
        and not is_in_folders(file.src_uri, folders)
        for file in others
    )
    empty = [
        folder for folder in folders if not any(is_in_folders(source.uri, [folder]) for source in sources)
    ]
    return tuple(
        Problem(f"{folder or '.'}/", "folder", "holds no post", _find_hint(folder, pages, nav))
        for folder in empty
    )


def _find_hint(folder: str, pages: int, nav: Any) -> str:
    """Return what to do about a folder without posts, where `docs_dir` has other pages, or `nav` names files of it."""
    if any(is_in_folders(uri, [folder]) for uri in iter_nav_uris(nav)):
        return "what `nav` names is an ordinary page; take it out of `nav` to make it a post"
    if pages:
        return f"put archived posts there; if some of the other pages in docs_dir ({pages}) are posts, set `posts: .`"
    return "put archived posts there, or name their folder under docs_dir in the option `posts`"


def is_in_folders(uri: str, folders: Sequence[str]) -> bool:
    """Return whether a file is in one of the posts' folders."""
    return any(not folder or uri.startswith(f"{folder}/") for folder in folders)


def _is_post(file: File, named: set[str], *, is_preview: bool) -> bool:
    return (
        file.is_documentation_page()
        and (file.inclusion.is_in_serve() if is_preview else file.inclusion.is_included())
        and file.src_uri not in named
        and file.src_uri not in ORDINARY
        and file.page is None
        and file.abs_src_path is not None
    )


def iter_nav_uris(nav: Any) -> Iterable[str]:
    """Yield what a `nav` of the configuration names."""
    if isinstance(nav, str):
        yield nav
    for item in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from iter_nav_uris(item)


def path_of(dest_uri: str) -> str:
    """Return the path of a page without `/index.html` or `.html`, of another file with a slash at its end.

    The home page is `index`.
    """
    if not dest_uri.endswith(".html"):
        return f"{dest_uri}/"
    return dest_uri.removesuffix(".html").removesuffix("/index")
