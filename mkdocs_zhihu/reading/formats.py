"""What language a body is written in."""

import re

from mkdocs_zhihu.model import BodyFormat

LEADING_TAG = re.compile(r"\s*<(?:!--|/?[A-Za-z][\w-]*[\s/>])")
BLOCK_TAG = re.compile(
    r"</?(?:p|div|figure|br|h[1-6]|ul|ol|blockquote|table|article|section)\b[^<>]*>", re.IGNORECASE
)
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
CODE_SPAN = re.compile(r"`[^`\n]+`")
MARKDOWN = re.compile(
    r"^#{1,6}[ \t]+\S|^(?:`{3,}|~{3,})|^[*+-][ \t]+\S|^\d+\.[ \t]+\S|^>[ \t]+\S|^\|.+\|$"
    r"|\*\*\S[^*\n]{0,200}\*\*|!?\[[^\[\]\n]{0,200}\]\((?:https?:|[./])",
    re.MULTILINE,
)
SPECIAL = "[*_`<&\\"
MAX_SPECIAL = 2_000
"""A Markdown parser needs time that grows with the square of some of these; no real post has so many."""


def detect_format(body: str) -> BodyFormat:
    """Return `html` for archived bodies, `markdown` for a Hexo blog's own posts, else `text`.

    Markdown only where it is certain: prose that happens to hold a `*` must stay as it is.
    """
    if LEADING_TAG.match(body):
        return "html"
    prose = CODE_SPAN.sub("", FENCE.sub("", body))
    if MARKDOWN.search(body) and not BLOCK_TAG.search(prose):
        return "markdown" if all(body.count(mark) <= MAX_SPECIAL for mark in SPECIAL) else "text"
    return "html" if re.search(r"</?[A-Za-z][^<>]*>|&#?\w+;", prose) else "text"
