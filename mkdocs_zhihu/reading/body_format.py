"""What language a body is written in: recognised by its structure, never by one tag."""

import posixpath
import re
from typing import NamedTuple

from mkdocs_zhihu.model import BodyFormat
from mkdocs_zhihu.reading.documents import is_document, match_literal
from mkdocs_zhihu.reading.file_kinds import PAGES
from mkdocs_zhihu.reading.markdown.code_places import hide_code

ARCHIVED = re.compile(r"<div>[ \t]{2,}\n.*</div>\s*", re.DOTALL)
"""The wrapper that archives of feeds put around every body."""

LEADING_COMMENTS = re.compile(r"(?:\s*<!--(?:[^-]|-(?!->))*-->)*\s*")
BLOCKS = "|".join(
    "article aside blockquote body center dd details div dl dt fieldset figure figcaption footer form h1 h2 h3 h4 h5 h6"
    " head header html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
"""Names of elements that are blocks, as a pattern."""
BLOCK_TAG = re.compile(rf"<(/?)({BLOCKS})(?=[\s/>])[^<>]*>", re.IGNORECASE)
FIRST_TAG = re.compile(rf"<(?:!doctype|meta|link|title|hr|{BLOCKS})(?=[\s/>])", re.IGNORECASE)
ANY_TAG = re.compile(r"</?[A-Za-z][\w-]*(?:\s[^<>]*)?/?>")
LITERAL = match_literal("pre", "script", "style", "textarea")
MARKDOWN = re.compile(
    r"^ {0,3}(?:#{1,6}[ \t]+\S|`{3,}|~{3,}|[*+-][ \t]+\S|\d{1,9}[.)][ \t]+\S|>[ \t]*\S|\|.+\||:{3,}[ \t]*\w|\$\$|\{% \w|\{\{[<%])"
    r"|\*\*\S[^*\n]{0,200}\*\*|!?\[[^\[\]\n]{0,200}\]\([^()\s]|!?\[\[[^\[\]\n]{1,200}\]\]|^\[[^\[\]\n]{1,99}\]:[ \t]*\S",
    re.MULTILINE,
)
BLOCK_OF_MARKDOWN = re.compile(r"\n[ \t]*\n(?=[ \t]*[^\s<])")
"""Where text begins behind a blank line: there CommonMark reads Markdown, whatever tags it stands in."""
OPENING_TAGS = re.compile(r"(?:[ \t]*<[^\n]*>[ \t]*\n)+[ \t]*\n")
SAYS_MARKDOWN = (
    r"(?:\s++(?!markdown[\s=>])[^\s<>\"'=]++(?:=(?:\"[^\"<\n]*+\"|'[^'<\n]*+'|[^\s<>\"'=]++))?)*"
    r"\s++markdown(?:=(?:\"(?:1|block|span)\"|'(?:1|block|span)'|1|block|span))?(?=[\s>])"
)
"""An attribute of a tag by which its content is Markdown, as Python-Markdown has it, and those before."""
HOLDS_MARKDOWN = re.compile(rf"<[a-z][\w-]*+{SAYS_MARKDOWN}", re.IGNORECASE)
OF_ZHIHU = re.compile(
    r"<[^<>]*\s(?:data-(?:pid|draft-\w+|rawwidth|rawheight|original|actualsrc|caption|hash|lens-id)=|eeimg=)"
    r"|link\.zhihu\.com/\?target=|class=\"(?:\w+ )*(?:content_image|origin_image|member_mention|ztext)"
)
UNCLOSED = frozenset("p li dd dt td th tr tbody thead tfoot".split())
"""Ended by the next of their kind, if by nothing else."""


class Detected(NamedTuple):
    """What a body is written in."""

    format: BodyFormat
    """The language."""

    is_certain: bool
    """False where the other posts of the folder should decide."""


def detect_body_format(body: str, name: str = "") -> Detected:
    """Return `html` for archived bodies and saved pages, `markdown` for everything else.

    A file named `.html` is HTML if it has a block of HTML, or any tag and no Markdown. Any other body is HTML if it begins with a block of HTML and holds no block of Markdown outside of such blocks, or if
    its tags have what only Zhihu's editor writes and it holds no block of Markdown at all.
    """
    start = LEADING_COMMENTS.match(body)
    text = body[start.end() :] if start else body
    if ARCHIVED.fullmatch(body) or is_document(body):
        return Detected("html", is_certain=True)
    if "<" not in text or not ANY_TAG.search(text):
        return Detected("markdown", is_certain=True)
    prose = hide_code(text)
    if _is_page(name) and (BLOCK_TAG.search(text) or not MARKDOWN.search(prose)):
        return Detected("html", is_certain=True)
    return _judge_blocks(prose) if FIRST_TAG.match(text) else _judge_text(prose)


def is_page_of_other_site(body: str, name: str) -> bool:
    """Return whether a file is named as a page and is none of Zhihu's; TeX in it is a formula, which Zhihu has as pictures."""
    return _is_page(name) and not ARCHIVED.fullmatch(body) and not OF_ZHIHU.search(body)


def _is_page(name: str) -> bool:
    return posixpath.splitext(name)[1].lower() in PAGES


def _judge_blocks(prose: str) -> Detected:
    """Judge a body that begins with a block of HTML."""
    if (HOLDS_MARKDOWN.search(prose) or _holds_markdown(prose)) and not OF_ZHIHU.search(prose):
        return Detected("markdown", is_certain=True)
    outside = _read_outside(prose).strip()
    if MARKDOWN.search(outside):
        return Detected("markdown", is_certain=True)
    return Detected("markdown" if "\n\n" in outside else "html", is_certain=not outside)


def _holds_markdown(prose: str) -> bool:
    """Return whether the first tags of a body stand above a blank line, and a block of Markdown behind one in them."""
    opening = OPENING_TAGS.match(prose)
    if opening is None:
        return False
    parts = BLOCK_OF_MARKDOWN.split(LITERAL.sub("", f"\n\n{prose}"))[1:]
    return any(MARKDOWN.search(part.partition("\n")[0]) for part in parts)


def _judge_text(prose: str) -> Detected:
    """Judge a body that begins with text, or with a tag that stands in text."""
    if MARKDOWN.search(prose):
        return Detected("markdown", is_certain=True)
    if OF_ZHIHU.search(prose):
        return Detected("html", is_certain=True)
    return Detected("markdown", is_certain="\n" in prose.strip())  # what a program wrote is often one line


def _read_outside(html: str) -> str:
    """Return what stands outside of all blocks of HTML."""
    html = LITERAL.sub("", html)
    pieces: list[str] = []
    depth = last = 0
    before = ""
    for tag in BLOCK_TAG.finditer(html):
        name = tag[2].lower()
        if depth == 0:
            pieces.append(html[last : tag.start()])
        if tag[1]:
            depth = max(depth - 1, 0)
        elif not (depth and name == before and name in UNCLOSED):
            depth += not tag[0].endswith("/>")
        before = "" if tag[1] else name
        last = tag.end()
    return "".join([*pieces, html[last:]]) if depth == 0 else "".join(pieces)
