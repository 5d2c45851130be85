"""Text that was entity-decoded once too often, mended before it is parsed."""

import re
from collections.abc import Iterator

from mkdocs_zhihu.body.raw.code_elements import iter_code
from mkdocs_zhihu.body.raw.damage import PYGMENTS_SPAN, TAG_END, is_damaged_code, is_damaged_prose
from mkdocs_zhihu.body.raw.lonely_tags import BLOCKS, FORMATTING, NEEDS_PARTNER, find_lonely
from mkdocs_zhihu.reading.documents import is_document

HIGHLIGHT = re.compile(r'<div class="(?:[\w-]+ )?highlight">\s*$')
ANY_SPAN = re.compile(r'(</span>|<span(?:\s+[\w-]+="[^"<>]*")*\s*>)')
ANY_SPAN_OR_BREAK = re.compile(r'(</span>|<span(?:\s+[\w-]+="[^"<>]*")*\s*>|<br\s*/?>)')
BARE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
STRAY_AMPERSAND = re.compile(r"&(?!#123;|#125;)")
ESCAPED = re.compile(r"&[lg]t;")

VALUELESS = (
    "alt hidden href controls loop playsinline data-caption data-text data-url data-name data-icon-name"
    " data-video-id data-video-playable data-first-child data-draft-title"
).replace(" ", "|")
# A value ends only where its quote is followed by the end of the tag or by another attribute.
ATTRIBUTE = (
    rf'\s+(?:(?P<n>[A-Za-z_:@][\w:.-]*)=(?:"(?P<v>.*?)"|\'(?P<w>[^\'<>]*)\')'
    rf'(?=\s*/?>|\s+[A-Za-z_:@][\w:.-]*=["\']|\s+(?:{VALUELESS})[\s/>])|(?P<b>{VALUELESS})(?=[\s/>]))'
)
ATTRIBUTE_PATTERN = re.compile(ATTRIBUTE, re.DOTALL)
SIMPLE_TAG = re.compile(r"</?([a-z][a-z0-9:]*)>")
TAG_START = re.compile(r"</?([A-Za-z][A-Za-z0-9:]*)(?=[\s/>])")
COMMENT = re.compile(r"<!--\s*(?:more\s*)?-->", re.IGNORECASE)
STYLE = re.compile(r"<style\b[^<>]*>[^<]*&#123;[^<]*</style>", re.IGNORECASE)

MAX_TAG = 4_000

OTHERS = frozenset(
    "img br caption col colgroup noscript iframe video audio source picture button label svg path g circle"
    " rect polygon use defs ellipse line polyline lineargradient stop clippath wbr o:p".split()
)
KNOWN = FORMATTING | BLOCKS | OTHERS

# Coloured code without a sign that means anything, tags that stay as they are, and simple pairs; a body of nothing else needs no second look.
# The short names first: they are the frequent ones. No possessive quantifiers: Python 3.11.2 fails where they should match.
REGULAR = re.compile(
    r'<pre><code class="language-[\w+-]+">[^<>&]*(?:</?span(?: class="\w{1,3}")?>[^<>&]*)*</code></pre>|'
    rf'</?(?:{"|".join(sorted(sorted(KNOWN - NEEDS_PARTNER), key=len))})(?: [\w:-]+(?:="[^"<>&]*")?)*\s*/?>'
    r"|<(b|strong|i|em|u|s|sub|sup|code)>[^<>&]*</\1>"
)


def repair_raw(html: str) -> str:
    """Return the body with the author's own `<`, `>` and `&` escaped, if it was decoded once too often.

    Decides for the whole file, on evidence: a `<` that only text can be. An undamaged body keeps every tag.

        before: <pre><code>#include <cstdio></code></pre>
        after:  <pre><code>#include &lt;cstdio&gt;</code></pre>
    """
    rest = REGULAR.sub("", html)
    if "<" not in rest and not BARE_AMPERSAND.search(rest):
        return html
    if "<" not in html or is_document(html):
        return html
    code = list(iter_code(html))
    if any(map(_is_damaged, code)) or _is_damaged_around(html, code):
        return _repair(html, code)
    return html if ESCAPED.search(html) else BARE_AMPERSAND.sub("&amp;", html)


def _is_damaged(match: re.Match[str]) -> bool:
    """Return whether an element of code holds what no markup can be."""
    text = match["inline" if match["open"] is not None else "block"]
    return "<" in text and is_damaged_code(text, in_pre=bool(match["pre_code"]))


def _is_damaged_around(html: str, code: list[re.Match[str]]) -> bool:
    return is_damaged_prose("".join(map(_empty, _split(html, code))))


def _empty(part: str | re.Match[str]) -> str:
    """Return prose as it is, and code without its text: an element around code has its end behind it."""
    if isinstance(part, str):
        return part
    return "<code></code>" if part["open"] is not None else "<pre></pre>"


def _repair(html: str, code: list[re.Match[str]]) -> str:
    pieces: list[str] = []
    tags: list[tuple[int, str, bool]] = []
    for part in _split(html, code):
        if isinstance(part, str):
            _repair_prose(part, pieces, tags)
        else:
            pieces += (_escape_code(part), "")
    for index in find_lonely(tags, pieces):
        pieces[index] = _escape_prose(pieces[index]).replace("<", "&lt;")
    return "".join(pieces)


def _split(html: str, code: list[re.Match[str]]) -> Iterator[str | re.Match[str]]:
    """Yield prose and code in turn."""
    end = 0
    for match in code:
        yield html[end : match.start()]
        yield match
        end = match.end()
    yield html[end:]


def _escape_code(match: re.Match[str]) -> str:
    """Return one code element with its text escaped."""
    if match["open"] is not None:
        group, keep = "inline", None
    else:
        group = "block"
        before = match.string[max(0, match.start() - 60) : match.start()]
        in_highlight = HIGHLIGHT.search(before) is not None
        keep = ANY_SPAN_OR_BREAK if not match["pre_code"] else PYGMENTS_SPAN if in_highlight else ANY_SPAN
    parts = keep.split(match[group]) if keep else [match[group]]
    parts[::2] = [_escape(part) for part in parts[::2]]
    start, end = match.span(group)
    text = match.string
    return text[match.start() : start] + "".join(parts) + text[end : match.end()]


def _escape(text: str) -> str:
    return STRAY_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def _repair_prose(text: str, pieces: list[str], tags: list[tuple[int, str, bool]]) -> None:
    """Add the pieces of some prose: texts, escaped, and tags, mended; and for each tag (index, name, is end)."""
    end = 0
    while (start := text.find("<", end)) >= 0:
        pieces.append(_escape_prose(text[end:start]))
        found = _match_tag(text, start)
        if found is None:
            pieces.append("&lt;")
            end = start + 1
            continue
        tag, name, end = found
        tags.append((len(pieces), name, tag.startswith("</")))
        pieces.append(tag)
    pieces.append(_escape_prose(text[end:]))


def _escape_prose(text: str) -> str:
    return BARE_AMPERSAND.sub("&amp;", text).replace(">", "&gt;")


def _match_tag(text: str, start: int) -> tuple[str, str, int] | None:
    """Return (tag with its attribute values mended, name, end) of a real tag, else None."""
    simple = SIMPLE_TAG.match(text, start)
    if simple is not None and simple[1] in KNOWN:
        return simple[0], simple[1], simple.end()
    for special in (COMMENT, STYLE):
        if match := special.match(text, start):
            return match[0], "!", match.end()
    opening = TAG_START.match(text, start)
    if opening is None or opening[1].lower() not in KNOWN:
        return None
    position, tag, limit = opening.end(), opening[0], start + MAX_TAG
    while attribute := ATTRIBUTE_PATTERN.match(text, position, limit):
        value = attribute["v"] if attribute["v"] is not None else attribute["w"]
        name = attribute["n"] or attribute["b"]
        mended = BARE_AMPERSAND.sub("&amp;", value or "").replace('"', "&quot;")
        tag += f' {name}="{mended}"'
        position = attribute.end()
    closing = TAG_END.match(text, position, limit)
    return (tag + ">", opening[1].lower(), closing.end()) if closing else None
