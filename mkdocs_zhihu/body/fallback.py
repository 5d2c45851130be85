"""The words of a body that is too much for a tree."""

import re
from html import escape, unescape

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"</?[A-Za-z][^<>]{0,4000}>")


def render_plain(html: str) -> tuple[str, str]:
    """Return paragraphs without any markup, and their text: every word stays, nothing else does."""
    head, mark, rest = html.rpartition("-->")  # beyond the last end no comment can begin
    text = TAG.sub("\n", COMMENT.sub("\n", head + mark) + rest)
    lines = (" ".join(unescape(line).split()) for line in text.split("\n"))
    paragraphs = [line for line in lines if line]
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in paragraphs), " ".join(paragraphs)
