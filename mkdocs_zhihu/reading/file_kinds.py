"""What a file in a posts folder is, by its name and by its first bytes."""

import codecs
import posixpath
import re
from collections.abc import Callable, Container
from typing import Literal

from mkdocs_zhihu.problems import Problem

Kind = Literal["post", "unsupported", "other"]

FOLDER_PAGES = ("index", "_index", "readme")
"""Names, without case, of files that are the page of their folder; `_index` is Hugo's."""
MARKDOWN_ENDINGS = "md|markdown|mdown|mkdn|mkd"
"""As a pattern, for names within a text."""
PICTURE_ENDINGS = "png|jpe?g|gif|webp|svg|bmp|avif"
"""Of pictures that browsers show, likewise."""
MARKDOWN = frozenset(f".{ending}" for ending in MARKDOWN_ENDINGS.split("|"))
PAGES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml"})
"""Saved pages: read like posts, never published as they are."""

PANDOC = "convert it to .md with `pandoc -s -t gfm`, or move it out of the posts folder"
DOWNDOC = "convert it to .md with `npx downdoc`, or move it out of the posts folder"
RENDER = "render it to .md, or move it out of the posts folder"
SPELLING = "rename it to .md"
UNSUPPORTED = {
    ".txt": "rename it to .md, or move it out of the posts folder",
    ".shtml": "save the page as HTML",
    ".xht": "rename it to .html",
    ".mdx": "rename it to .md and take out its components (JSX), or move it out of the posts folder",
    ".ipynb": "convert it to .md with `jupyter nbconvert --to markdown`, or move it out of the posts folder",
    ".org": PANDOC,
    ".rst": PANDOC,
    ".textile": PANDOC,
    ".mediawiki": PANDOC,
    ".adoc": DOWNDOC,
    ".asciidoc": DOWNDOC,
    ".rmd": RENDER,
    ".rmarkdown": RENDER,
    ".qmd": RENDER,
    ".mdwn": SPELLING,
    ".mkdown": SPELLING,
    ".mdtxt": SPELLING,
    ".mdtext": SPELLING,
}
"""Texts that are not read, though tools of blogs and notes write posts in them, and what to do about them."""
NO_SOURCES = frozenset({".txt", ".shtml", ".xht"}) | {
    ending for ending, remedy in UNSUPPORTED.items() if remedy == SPELLING
}
"""Those of them that no tool makes posts of."""

BINARY = {
    b"\x89PNG\r\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "RIFF (WebP, WAV)",
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP (DOCX, EPUB)",
    b"\xd0\xcf\x11\xe0": "Microsoft Office (DOC, XLS)",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!\x1a": "RAR",
    b"SQLite format 3\x00": "SQLite",
}
"""What files are that begin so and hold a character that no text holds."""
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
"""Control characters that no text holds, if it is not damaged."""
CONTROL_RUN = re.compile(b"[%b]+" % re.escape(CONTROLS))
MIN_CONTROLS = 16
"""How many of them a binary file has at its beginning, at least."""
MIN_PIECE = 16
"""Bytes that stand between two runs of them in a damaged text on average, at least."""
JUDGED_SIZE = 64_000
"""Bytes at the beginning of a file that are judged: more than the blocks that a disk loses."""
UTF16 = {b"\xff\xfe": codecs.utf_16_le_decode, b"\xfe\xff": codecs.utf_16_be_decode}


def is_binary(data: bytes) -> bool:
    r"""Return whether a file is not text: control characters stand all over it, or nothing between them is readable.

    A text from which a disk lost a block (NULs) is damaged, and one in UTF-16 without a BOM is a text too.

    >>> is_binary(b"\x7fELF" + bytes(16)), is_binary("甲".encode("utf-16") * 9), is_binary(b"a\x00b")
    (True, False, False)
    """
    head = data[:JUDGED_SIZE]
    if head.startswith(tuple(UTF16)) or _count_controls(head) < MIN_CONTROLS:
        return False
    pieces = [piece for piece in CONTROL_RUN.split(head) if piece]
    rest = b"".join(pieces)
    text = rest.decode("gb18030", "replace")  # of UTF-8, too, it reads most
    is_readable = len(rest) >= MIN_PIECE * len(pieces) and text.count("\ufffd") * 2 < len(text)
    return not is_readable and not any(_is_utf16(head, decode) for decode in UTF16.values())


def find_binary_format(data: bytes) -> str:
    r"""Return the name of a binary file's format, "" where it is unknown and for a text.

    >>> find_binary_format(b"\x89PNG\r\n\x1a\n\x00\x00"), find_binary_format(b"GIF87a is a format")
    ('PNG', '')
    """
    name = next((name for begin, name in BINARY.items() if data.startswith(begin)), "")
    return name if name and _count_controls(data[:JUDGED_SIZE]) else ""


def _count_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, CONTROLS))


def _is_utf16(head: bytes, decode: Callable[[bytes, str, bool], tuple[str, int]]) -> bool:
    try:
        text, _ = decode(head, "strict", False)  # noqa: FBT003 - the last character may be cut
    except UnicodeDecodeError:
        return False
    return not any(character < " " and character not in "\t\n\f\r" for character in text)


def find_file_kind(uri: str) -> Kind:
    """Return whether a file is a post, a text of a kind that is not read, or something else.

    >>> [find_file_kind(name) for name in ("a.MD", "a.mhtml", "a.txt", "a.mdx", "a.png")]
    ['post', 'post', 'unsupported', 'unsupported', 'other']
    """
    suffix = posixpath.splitext(uri)[1].lower()
    if suffix in MARKDOWN or suffix in PAGES:
        return "post"
    return "unsupported" if suffix in UNSUPPORTED else "other"


def find_remedy(uri: str) -> str:
    """Return what to do about a text that is not read."""
    return UNSUPPORTED[posixpath.splitext(uri)[1].lower()]


def describe_unread(uri: str, posts: Container[str]) -> Problem:
    """Return what to say of a text that is not read; one that a post of the same name was made of is no loss.

    >>> [describe_unread("a.Rmd", posts).set_aside for posts in ({"a.md"}, {"b.md"})]
    [False, True]
    """
    stem, ending = posixpath.splitext(uri)
    rule = f"file{ending.lower()}"
    if ending.lower() not in NO_SOURCES and any(f"{stem}{other}" in posts for other in MARKDOWN | PAGES):
        message = "is what a post of the same name was made of; not read"
        return Problem(show_name(uri), rule, message, level="info")
    message = "is not a kind of file that is read; set aside"
    return Problem(show_name(uri), rule, message, find_remedy(uri), set_aside=True)


def find_hidden_folder(uri: str) -> str:
    """Return the folder of a path that Hexo hides, "" if there is none.

    >>> find_hidden_folder("posts/_memos/a.md"), find_hidden_folder("posts/_posts/a.md")
    ('_memos', '')
    """
    folders = uri.split("/")[:-1]
    return next((name for name in folders if name.startswith("_") and name not in ("_posts", "_drafts")), "")


def is_unicode(name: str) -> bool:
    r"""Return whether a file's name is text: a system may give it in bytes that are no UTF-8.

    >>> is_unicode("a\udce9.md")
    False
    """
    return name.isascii() or not any("\ud800" <= character <= "\udfff" for character in name)


def show_name(name: str) -> str:
    r"""Return a name that can be printed, whatever its bytes are.

    >>> show_name("a\udce9.md")
    'a\\udce9.md'
    """
    return name.encode(errors="backslashreplace").decode()
