"""A body while the transforms work on it."""

from dataclasses import dataclass, field

from bs4.element import NavigableString, PageElement, Tag

from mkdocs_zhihu.body.dom.nodes import Element, Text
from mkdocs_zhihu.body.dom.tree import find_class, find_tags, replace_content
from mkdocs_zhihu.body.protocols import Resolve, Show
from mkdocs_zhihu.model import Heading, Image, Kind
from mkdocs_zhihu.problems import Level, Problem


@dataclass(slots=True)
class Draft:
    """The tree of one body, what was learnt from it, and what was found wrong.

    Each transform changes the tree in place. Nodes that a transform made, with `new` or `keep`, may
    have attributes; all others lose theirs at the end.
    """

    root: Tag
    """The tree; its children are the body."""

    title: str = ""
    """The post's title from its front matter."""

    uri: str = ""
    """The post, for problems."""

    resolve: Resolve = lambda _url: None
    """Called for every link and picture: is this in the archive?"""

    show: Show = lambda _image: None
    """Called for every picture: how does the site show it?"""

    is_markdown: bool = False
    """Whether the body is Markdown: a blog's own posts know nothing of Zhihu."""

    base: str | None = None
    """The page that relative addresses belong to which are not in the archive, "" for none, None until it is asked for."""

    source: str = ""
    """The HTML the tree was parsed from; tells cheaply what the tree cannot hold."""

    text: str = ""
    """The body as the file has it."""

    page_url: str = ""
    """Where the post was published, if its front matter says so."""

    kind: Kind = "post"
    """See Facts."""
    author: str = ""
    """See Facts."""
    bio: str = ""
    """See Facts."""
    original: str = ""
    """See Facts."""
    true_title: str = ""
    """See Facts.title."""
    tags: list[str] = field(default_factory=list)
    """See Facts."""
    published: str = ""
    """See Facts."""
    edited: str = ""
    """See Facts."""
    is_paid: bool = False
    """See Facts."""

    excerpt: str = ""
    """What stands before `<!-- more -->`."""

    sections: list[Tag] = field(default_factory=list)
    """The parts of a post that holds several; empty for most posts."""
    formulas: list[tuple[str, bool]] = field(default_factory=list)
    """TeX of each formula, and whether it is displayed."""

    images: dict[int, Image] = field(default_factory=dict)
    """By the `id()` of the node that shows it."""
    stickers: dict[int, Image] = field(default_factory=dict)
    """Likewise, pictures that are words of a text."""
    headings: list[Heading] = field(default_factory=list)
    """In order."""
    problems: list[Problem] = field(default_factory=list)
    """In order."""
    places: dict[str, Tag | None] = field(default_factory=dict)
    """Headings by the ids and names with which they and what is near them were written."""
    fragments: dict[str, tuple[Tag | None, str | None]] = field(default_factory=dict)
    """Headings by the addresses of links to them, and what stands there behind the id."""
    anchors: dict[str, str] = field(default_factory=dict)
    """Ids of headings by those of `places`, once headings have theirs."""
    made: dict[int, Tag] = field(default_factory=dict)
    """Nodes that transforms made, by their `id()`."""
    made_names: set[str] = field(default_factory=set)
    """The names of `made`."""

    def new(self, name: str, attributes: dict[str, str] | None = None, *content: PageElement | str) -> Tag:
        """Return a new node around content that is in no tree; it may keep its attributes."""
        tag = Element(name, attributes)
        if content:
            replace_content(
                tag, [child if isinstance(child, PageElement) else Text(child) for child in content]
            )
        return self.keep(tag)

    def keep(self, tag: Tag) -> Tag:
        """Mark a node as made by a transform and return it."""
        self.made[id(tag)] = tag
        self.made_names.add(tag.name)
        return tag

    def rename(self, tag: Tag, name: str) -> None:
        """Make a node another kind of node."""
        tag.name = name
        self.made_names.add(name)

    def is_made(self, node: PageElement) -> bool:
        """Return whether a transform made the node."""
        return id(node) in self.made

    def find_all(self, *names: str) -> list[Tag]:
        """Return the tags of these names in document order, as a list that survives changes."""
        wanted = [name for name in names if f"<{name}" in self.source or name in self.made_names]
        return find_tags(self.root, *wanted) if wanted else []

    def find_class(self, name: str) -> list[Tag]:
        """Return the tags that have a class, in document order."""
        return find_class(self.root, name) if name in self.source else []

    def note_formula(self, tex: str, *, is_display: bool) -> None:
        """Remember a formula."""
        self.formulas.append((tex, is_display))

    def report(self, rule: str, message: str, hint: str, level: Level = "warning", near: str = "") -> None:
        """Add one problem; its line is where the body first has the text `near`."""
        found = self.text.find(near) if near else -1
        line = 1 + self.text.count("\n", 0, found) if found >= 0 else None
        self.problems.append(Problem(self.uri, rule, message, hint, line, level))


def text_of(node: PageElement) -> str:
    """Return the text of a node as written."""
    if isinstance(node, NavigableString):
        return str(node)
    return node.get_text() if isinstance(node, Tag) else ""
