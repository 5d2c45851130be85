"""Caps on a body before it is parsed: depth and number; the size of a file is the reader's business."""

import re
from collections import Counter

TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
MAX_DEPTH = 256
MAX_TAGS = 20_000
MAX_ENTITIES = 50_000
MAX_MARKDOWN = 500_000
MAX_PICTURES = 4_000
PICTURES = ("<img", "<sup", "<video", "<iframe", "<noscript")
"""Replaced one by one, in time that grows with the square of their number."""

# A parser closes these by itself, so an unclosed one adds no depth.
FLAT = frozenset(
    "p br hr img input link meta wbr col source track embed area base param li dd dt td th tr option".split()
)


def cap_depth(html: str) -> tuple[str, bool]:
    """Return the body with tags nested deeper than 256 removed, and whether there were any.

    Parsers need time that grows with the square of the depth. The text stays.
    """
    if html.count("<") <= MAX_DEPTH:
        return html, False
    depth, end, was_cut = 0, 0, False
    pieces: list[str] = []
    opened: Counter[str] = Counter()
    for match in TAG.finditer(html):
        name, is_end = match[2].lower(), bool(match[1])
        if name in FLAT or (is_end and not opened[name]):  # an end of what is not open ends nothing
            continue
        opened[name] += -1 if is_end else 1
        depth += not is_end
        is_too_deep = depth > MAX_DEPTH
        depth -= is_end
        if is_too_deep and match.start() >= end:
            close = html.find(">", match.end())
            pieces.append(html[end : match.start()])
            end = max(end, len(html) if close < 0 else close + 1)
            was_cut = True
    return "".join([*pieces, html[end:]]), was_cut


def find_excess(html: str, *, times: int = 1) -> str:
    """Return what a body has too much of to be rendered in two seconds, "" for every real one.

    Tags that only colour code do not count. A whole page may have some `times` as much: most of it is no post.
    """
    tags = html.count("<")
    if tags > MAX_TAGS * times and tags - html.count("<span") - html.count("</span") > MAX_TAGS * times:
        return f"has more than {MAX_TAGS:,} tags"
    if html.count("&") > MAX_ENTITIES * times:
        return f"has more than {MAX_ENTITIES:,} entities"
    if tags > MAX_PICTURES * times and sum(html.count(name) for name in PICTURES) > MAX_PICTURES * times:
        return f"has more than {MAX_PICTURES:,} pictures or notes"
    return ""
