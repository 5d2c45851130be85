"""What the author of a Markdown text hid: what stands between Liquid's tag `comment` and its end, or Hugo's shortcode of that name."""

import re
from collections.abc import Mapping

from mkdocs_zhihu.reading.markdown.code_places import LEAD, find_indented, is_within
from mkdocs_zhihu.reading.markdown.places_of_tags import (
    START,
    HexoTag,
    find_end_tag,
    find_tag,
    iter_tags,
    match_tags,
)

COMMENT = re.compile(r"\{(?:%-?|\{[<%])\s*comment(?![\w-])")
MARK = re.compile(
    rf"^(?P<lead>{LEAD})(?P<fence>`{{3,}}(?=[^`\n]*$)|~{{3,}})|(?<![`\\])(?P<span>`+)"
    rf"|<(?P<element>pre|script|style|textarea)\b|{START.pattern}",
    re.IGNORECASE | re.MULTILINE,
)
"""What begins code, or a tag."""


def drop_comments(text: str) -> str:
    """Return Markdown without what its author hid. Code shows it; what may be indented code is left to the parser.

    >>> drop_comments("a{% comment %}b{% endcomment %}c{{< comment >}}`{{< /comment >}}"), drop_comments("`{% comment %}`")
    ('ac', '`{% comment %}`')
    """
    if COMMENT.search(text) is None:
        return text
    pairs = match_tags([tag for tag in iter_tags(text) if tag.name in ("comment", "endcomment")])
    indented = find_indented(text)
    pieces: list[str] = []
    last = position = 0
    unclosed: set[str] = set()
    while mark := MARK.search(text, position):
        tag = find_tag(text, mark.start()) if mark[0].startswith("{") else None
        close = pairs.get(mark.start()) if tag else None
        if close is None:
            position = _find_end(text, mark, tag, unclosed)
            continue
        position = close.end
        if not (is_within(mark.start(), indented) and is_within(close.start, indented)):
            pieces.append(text[last : mark.start()])
            last = close.end
    return "".join([*pieces, text[last:]])


def _find_end(text: str, mark: re.Match[str], tag: HexoTag | None, unclosed: set[str]) -> int:
    """Return where the code that begins here ends, where its mark does if it is none."""
    if tag is not None:
        return find_end_tag(text, tag, unclosed)
    pattern = _write_end(mark.groupdict())
    if not pattern or pattern in unclosed:
        return mark.end()
    end = re.compile(pattern, re.IGNORECASE | re.MULTILINE)
    found = end.match(text, mark.end()) if mark["span"] else end.search(text, mark.end())
    if found is None and not mark["span"]:
        unclosed.add(pattern)
    if found is None and mark["fence"] and not mark["lead"].strip():
        return len(text)
    return found.end() if found else mark.end()


def _write_end(mark: Mapping[str, str | None]) -> str:
    """Return the pattern of what ends a piece of code; a span ends in its paragraph."""
    if fence := mark["fence"]:
        return rf"^(?:[ \t]*>)*[ \t]*{fence}{fence[0]}*[ \t]*$"
    if span := mark["span"]:
        return rf"(?:[^\n]|\n(?![ \t]*\n)){{0,1000}}?(?<!`){span}(?!`)"
    return f"</{mark['element']}" if mark["element"] else ""
