"""Our pages: MkDocs pages whose content is ready before MkDocs asks."""

from collections.abc import Mapping, MutableMapping
from types import MappingProxyType
from typing import Any, Final

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from mkdocs_zhihu.cache.rendered_posts import RenderedPosts
from mkdocs_zhihu.host.navigation.toc import build_toc
from mkdocs_zhihu.model import Entry, Heading
from mkdocs_zhihu.views import View, format_excerpt

DESCRIPTION_LENGTH = 100
NAMED_POSTS = 5
"""Posts that the description of a list names."""
NO_ANCHORS: Final[Any] = frozenset()
"""What all pages without headings have."""
TEMPLATE = "zhihu/page.html"


class ArchivePage(Page):
    """A page that MkDocs neither reads nor renders as Markdown.

    Its title and metadata are escaped: themes print them as they are.
    """

    typeset: Any = None
    """Read by the theme's navigation: an object with the title as HTML, here with a count."""

    article = "zhihu/listing.html"
    """The template of the article, under `templates/`."""

    ending = ""
    """The template of what the theme shows below the article, "" for nothing."""

    body_html = ""
    """The finished content; `html` is left to other plugins, which set it."""

    is_in_nav = False
    """Whether the navigation has an entry for this very page."""

    headings: tuple[Heading, ...] = ()
    """The table of contents."""

    has_formulas: bool = False
    """Whether the page needs the font of formulas."""

    contents: TableOfContents | None = None
    """The table of contents, made on first use."""

    known: MutableMapping[str, Any] | None = None
    """The metadata, made on first use."""

    context_changes: Mapping[str, Any] = MappingProxyType({})
    """What other plugins changed of the context of its templates."""

    is_searched: bool = True
    """Whether Material's search may have the page."""

    def __init__(self, title: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(escape(title), file, config)
        self.known = None
        # Python keeps attributes in little memory if the first object of a class has them all from the beginning.
        self.parent = None
        self.present_anchor_ids = NO_ANCHORS
        self.is_searched = type(self).is_searched

    def describe(self) -> Mapping[str, Any]:
        """Return the metadata of this page alone, every text escaped."""
        return {}

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Begin anew; there is nothing to read."""
        self.markdown = ""
        self.known = None

    @property
    def meta(self) -> MutableMapping[str, Any]:  # made on first use
        """Metadata of our own making; nothing of a post's front matter passes through."""
        if self.known is None:
            self.known = {
                "template": TEMPLATE,
                "title": self.title,
                "render_macros": False,
                **self.describe(),
            }
            if not self.is_searched:
                self.known["search"] = {"exclude": True}
        return self.known

    @meta.setter
    def meta(self, meta: MutableMapping[str, Any]) -> None:
        self.known = meta

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Set content and table of contents; other plugins see them in `on_page_content`."""
        self._forget_changes()
        self.contents = None
        self.present_anchor_ids = {heading.id for heading in self.headings} or NO_ANCHORS

    def _forget_changes(self) -> None:
        self.content = self.body_html

    @property
    def toc(self) -> TableOfContents:  # made on first use
        """The table of contents, or what another plugin put in its place."""
        if self.contents is None:
            self.contents = build_toc(self.headings)
        return self.contents

    @toc.setter
    def toc(self, toc: TableOfContents) -> None:
        self.contents = toc

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__


class PostPage(ArchivePage):
    """The page of one post."""

    article = "zhihu/post.html"
    ending = "zhihu/ending.html"

    changed: str | None = None
    """What another plugin made of the body, if any did."""

    def __init__(self, entry: Entry, file: File, config: MkDocsConfig, bodies: RenderedPosts) -> None:
        self.bodies = bodies
        self.entry = entry
        super().__init__(entry.title, file, config)
        self.has_formulas = bodies.records[entry.uri].has_formulas
        self.headings = entry.body.headings

    def describe(self) -> Mapping[str, Any]:
        """Return what other plugins read of a post."""
        return build_post_meta(self.entry) | ({} if self.headings else {"hide": ["toc"]})

    @property
    def body_html(self) -> str:  # type: ignore[override]  # read from the bodies at each access
        """The body."""
        return self.bodies.html(self.entry.uri)

    @property
    def content(self) -> str | None:  # read from the bodies each time
        """The body, or what another plugin made of it: a site's bodies are never in memory together."""
        return self.body_html if self.changed is None else self.changed

    @content.setter
    def content(self, content: str | None) -> None:
        self.changed = None if content is None or content is self.body_html else content

    def _forget_changes(self) -> None:
        self.changed = None  # without reading the body


class ListingPage(ArchivePage):
    """One page of a list of posts."""

    is_searched = False

    hidden: tuple[str, ...]
    """The parts of the theme it does without; under tabs the navigation beside a home page is a single word."""

    leads_section = False
    """Whether it is the index of its section of the navigation."""

    def __init__(self, view: View, title: str, file: File, config: MkDocsConfig) -> None:
        super().__init__(title, file, config)
        self.view, self.name = view, title
        has_tabs = "navigation.tabs" in (config.theme.get("features") or ())
        self.hidden = ("navigation", "toc") if has_tabs and view.kind == "home" else ("toc",)

    @property
    def is_index(self) -> bool:
        """Whether it is the home page or the index of its section; what its file is called does not count."""
        return self.leads_section or (self.view.kind == "home" and self.view.number == 1)

    def describe(self) -> Mapping[str, Any]:
        """Return what the page is about."""
        entries, links = self.view.entries[:NAMED_POSTS], self.view.links[:NAMED_POSTS]
        names = [entry.title for entry in entries] or [link.group.name for link in links]
        about = f"{self.name}: {' · '.join(names)}"[:DESCRIPTION_LENGTH]
        return {"hide": list(self.hidden), "description": escape(about)}


def build_post_meta(entry: Entry) -> dict[str, Any]:
    """Return the metadata other plugins read, every text escaped."""
    post = entry.post
    meta: dict[str, Any] = {"description": escape(format_excerpt(entry, DESCRIPTION_LENGTH))}
    if entry.author:
        meta["author"] = escape(entry.author)
        meta["authors"] = [escape(entry.author)]
    if post.date is not None:
        meta["date"] = post.date
    if post.updated is not None:
        meta["updated"] = post.updated
    if entry.thumbnail is not None and "://" not in entry.thumbnail.url:  # rss asks other hosts for theirs
        meta["image"] = escape(entry.thumbnail.url)
    tags = (*post.tags, *entry.body.facts.tags)
    if tags:
        meta["tags"] = [Markup(escape(tag)) for tag in dict.fromkeys(tags)]  # noqa: S704 - escaped
    if post.comments is not None:
        meta["comments"] = post.comments
    return meta
