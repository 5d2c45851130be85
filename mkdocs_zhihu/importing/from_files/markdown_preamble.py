"""What tools write around a Markdown body that is not the post."""

import re

CLIP = re.compile(
    r"\A(?:\s*(?:\[?收录于 ?· ?[^\n]*|[\d,.]+ ?万? ?人?赞同了该(?:文章|回答)|目录|收起)[ \t]*(?:\n|\Z))+"
)
CONTENTS = re.compile(
    r"\A\s*#{1,3}[ \t]*目录[ \t]*\n(?P<list>(?:[ \t]*(?:[-*+]|\d+[.)])[ \t]+[^\n]*\n|[ \t]*\n)+)"
)
ITEM = re.compile(
    r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(?![ \t])\[?(?P<text>[^\]\n]+)(?:\]\([^()\n]*\)[ \t]*)?$", re.MULTILINE
)
HEADING = re.compile(r"^#{1,6}[ \t]+(?![ \t])(?P<text>.+)$", re.MULTILINE)
COMMENTS = re.compile(
    r"\n(?:-{3,}|\*{3,})[ \t]*\n+#{1,3}[ \t]*评论区?[ \t]*(?:[（(][^\n]*|[:：]?[ \t]*\d[^\n]*)?\n"
)
COMMENTING = frozenset({"zhihu-backup-collect", "download-zhihu"})


def cut_preamble(body: str, dialect: str) -> tuple[str, str]:
    """Return the post's own text, and the comments that a tool appended, "" for none.

    A table of contents goes only if it repeats the headings; comments only where a tool is known to append them.
    """
    if dialect in ("obsidian-web-clipper", "markdownload"):
        body = CLIP.sub("", body)
    contents = CONTENTS.match(body)
    if contents is not None:
        listed = {match["text"].strip() for match in ITEM.finditer(contents["list"])}
        headings = {_read_heading(match["text"]) for match in HEADING.finditer(body, contents.end())}
        if listed and listed <= headings:
            body = body[contents.end() :]
    found = list(COMMENTS.finditer(body)) if dialect in COMMENTING else []
    return (body[: found[-1].start()].rstrip(), body[found[-1].end() :]) if found else (body, "")


def _read_heading(text: str) -> str:
    """Return the words of a heading without the `#` that may close it.

    >>> _read_heading("甲 ## "), _read_heading("C#")
    ('甲', 'C#')
    """
    text = text.strip()
    words = text.rstrip("#")
    return words.rstrip() if words.endswith((" ", "\t")) else text
