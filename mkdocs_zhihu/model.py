"""What flows between the stages: frozen values, no behaviour."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from msgspec import Struct, field

Kind = Literal["answer", "article", "daily", "pin", "post"]
ImageKind = Literal["picture", "card", "poster", "emoji"]
DateMeaning = Literal["published", "updated", "crawled", "unknown"]
BodyFormat = Literal["html", "markdown"]
Dollars = Literal["auto", "true", "false"]


class Facts(Struct, frozen=True, array_like=True, gc=False):
    """What a body says about its post."""

    kind: Kind = "post"
    """Which shape the body had."""

    author: str = ""
    """Who wrote it; empty if the body does not say."""

    bio: str = ""
    """The author's line about himself."""

    original: str = ""
    """URL of the original."""

    title: str = ""
    """The title before it was mangled into a file name; empty if the body does not say."""

    tags: tuple[str, ...] = ()
    """Tags from the body's footer."""

    published: str = ""
    """When the page said it was published, as `YYYY-MM-DD` or `YYYY-MM-DD HH:MM` in China's time."""

    edited: str = ""
    """When the page said it was last edited, likewise."""

    is_paid: bool = False
    """Whether the body is only the beginning of a text that has to be paid for."""


class Post(Struct, frozen=True, array_like=True, gc=False):
    """One archived file, read: its front matter as typed values and its body as raw text."""

    uri: str
    """Posix path relative to the docs folder; the identity of the post."""

    title: str
    """The title as text, never HTML; empty if it has to be derived from the body."""

    text: str
    """The raw body, newlines normalised."""

    format: BodyFormat = "html"
    """How `text` is to be read."""

    is_format_certain: bool = True
    """False where `text` alone does not tell; then it is read as most posts of its folder are."""

    categories: tuple[tuple[str, ...], ...] = ()
    """Category paths from the root, by Hexo's rules."""

    tags: tuple[str, ...] = ()
    """Tag names in their order, without repetition."""

    source: str = ""
    """Front matter `author`: the site the post came from."""

    date: datetime | None = None
    """When the source says it was written, updated or crawled; aware, in the site's time zone."""

    has_zone: bool = True
    """False if the file's date had no zone; such dates are times of crawling."""

    archived: datetime | None = None
    """When it was fetched, where `date` is what its page showed."""

    updated: datetime | None = None
    """Front matter `updated`, in the site's time zone."""

    headimg: str = ""
    """The hero picture's URL as written."""

    thumbnail: str = ""
    """The card picture's URL as written."""

    picture_keys: tuple[str, str] = ("headimg", "thumbnail")
    """The keys of the front matter that have these."""

    comments: bool | None = None
    """Front matter `comments`; None where it is absent."""

    description: str = ""
    """Front matter `description` or `excerpt`, as text."""

    permalink: str = ""
    """The post's own address on the site; wins over the URL format."""

    abbrlink: str = ""
    """The short id of hexo-abbrlink."""

    old_paths: tuple[str, ...] = ()
    """Paths that its front matter says it has had: `slug`, and `url` and `aliases` of Hugo, which begin with a slash."""

    published: bool = True
    """False hides the post."""

    sticky: int = 0
    """Posts with a higher number are listed first."""

    original: str = ""
    """URL of the original, where the front matter has it."""

    first_line: int = 1
    """The line of the file on which `text` begins, counted from 1."""

    digest: str = ""
    """SHA-256 of the file's bytes, hexadecimal."""

    is_dated_by_edit: bool = False
    """Whether `date` is the time of the last edit, for want of another."""

    is_dated_by_page: bool = False
    """Whether `date` is what the saved page said, for want of one in the file."""

    is_truncated: bool = False
    """Whether an import found only the beginning of the text."""

    facts: Facts | None = None
    """What the body of the original said, where an export wrote it down; None leaves it to `text`."""


class Image(Struct, frozen=True, array_like=True, gc=False):
    """One picture a body shows, with everything needed to fetch it again."""

    url: str
    """The chosen address; "" for a picture that is gone for good."""

    alt: str = ""
    """Alternative text."""

    width: int | None = None
    """Pixels, where the source knows them."""

    height: int | None = None
    """Pixels, where the source knows them."""

    fallbacks: tuple[str, ...] = ()
    """Other addresses of the same picture, best first."""

    offset: int = 0
    """How many characters of text stand before it in the body."""

    kind: ImageKind = "picture"
    """A picture of the post, or of a card or a video in it, or a sticker in its text."""

    origin: str = ""
    """The address on the web of a picture that is shown from the site."""

    versions: tuple[tuple[str, int], ...] = ()
    """Addresses of such a picture in several widths, narrowest first."""

    tone: str = ""
    """Its average colour as three digits from 0 to 2, for the time until it is loaded."""


class Heading(Struct, frozen=True, array_like=True, gc=False):
    """One entry of the table of contents."""

    level: int
    """2 for `h2`, and so on; the page's own title is the only 1."""

    id: str
    """Its id on the page."""

    text: str
    """Its text, never HTML."""


class Body(Struct, frozen=True, array_like=True, gc=False):
    """A finished body: sanitised HTML, and what the site needs to know about it."""

    html: str
    """Clean HTML; nothing edits it any more."""

    text: str
    """Its visible text, one space between blocks; only the beginning where `length` says so."""

    excerpt: str = ""
    """Its beginning for cards: the text before `<!-- more -->`, else some running text."""

    headings: tuple[Heading, ...] = ()
    """Its headings in order."""

    images: tuple[Image, ...] = ()
    """Its pictures in order."""

    facts: Facts = field(default_factory=Facts)
    """What it says about its post."""

    characters: int = 0
    """Chinese characters plus words of other scripts."""

    length: int = 0
    """Characters of the whole text."""

    anchors: Mapping[str, str] = field(default_factory=dict)
    """The ids of its headings, by those that links to a place in it may have instead."""


class Entry(Struct, frozen=True, array_like=True, gc=False):
    """A post with its body and its place on the site: one page."""

    uri: str
    """Posix path relative to the docs folder: the post's."""

    post: Post
    """What was read."""

    body: Body
    """What is shown."""

    title: str
    """The title shown, never empty, never HTML."""

    author: str
    """The person, else the source."""

    original: str
    """URL of the original, or empty."""

    meaning: DateMeaning
    """What `post.date` is."""

    url: str
    """Address relative to the site, as MkDocs writes it: quoted, `foo/` or `foo.html`."""

    dest_uri: str
    """Posix path of the page's file relative to the site folder."""

    hero: Image | None = None
    """The head picture."""

    repeats_hero: bool = False
    """Whether the body shows the same picture on its first screen."""

    thumbnail: Image | None = None
    """The picture on cards."""


class Group(Struct, frozen=True, array_like=True, gc=False):
    """Posts that share a category, a month, an author or a tag, newest first."""

    name: str
    """What people see; text, never HTML."""

    key: tuple[str, ...]
    """Identity: a category's names from the root, a month's year and number, or the name alone."""

    entries: tuple[Entry, ...]
    """Its posts, those of its subgroups included."""

    children: tuple["Group", ...] = ()
    """Its subgroups, in the order they are shown."""


class Neighbours(Struct, frozen=True, array_like=True, gc=False):
    """The posts beside one post."""

    newer: Entry | None = None
    """The next newer one."""

    older: Entry | None = None
    """The next older one."""


class Archive(Struct, frozen=True, array_like=True, gc=False):
    """All posts and every way to find them."""

    entries: tuple[Entry, ...] = ()
    """Every post, newest first."""

    categories: tuple[Group, ...] = ()
    """Root categories, without those that are not to be listed."""

    years: tuple[Group, ...] = ()
    """Years, newest first, with their months as children."""

    authors: tuple[Group, ...] = ()
    """Authors, most posts first."""

    tags: tuple[Group, ...] = ()
    """Tags, most posts first."""

    in_site: Mapping[str, Neighbours] = field(default_factory=lambda: MappingProxyType({}))
    """Neighbours among all posts, by uri."""

    in_category: Mapping[str, Neighbours] = field(default_factory=lambda: MappingProxyType({}))
    """Neighbours within the post's first category, by uri."""

    questions: tuple[Group, ...] = ()
    """Questions with several posts, by number or title; the group's name is the question."""

    by_question: Mapping[str, Group] = field(default_factory=lambda: MappingProxyType({}))
    """The question of a post by its uri, where it has several."""

    related: Mapping[str, tuple[Entry, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Posts about the same things, by uri."""

    by_category: Mapping[tuple[str, ...], Group] = field(default_factory=lambda: MappingProxyType({}))
    """Every category at every level, by its path."""
