"""Whether a body was entity-decoded once too often: only what no serialiser of HTML writes proves it.

Reading it as HTML would lose the author's `<` where it was, and repairing it where it was not would show tags as
text. So a tag that HTML knows, well formed, is never evidence, however odd it is; a `<` that begins none is.
"""

import re
from collections.abc import Iterator

from mkdocs_zhihu.body.raw.html_names import NAMES, OPTIONAL_END, RAW_TEXT, VALUELESS, VOID

COMMENT = re.compile(
    r"<!--.*?-->|<!doctype\b[^<>]*>|<!\[[^\]<>]*\](?:>|\[.*?\]\]>)", re.IGNORECASE | re.DOTALL
)
OFFICE = re.compile(r"<\?xml:namespace\b[^<>]*>", re.IGNORECASE)
END = re.compile(r"</([A-Za-z][\w:.-]*)\s*>")
START = re.compile(r"<([A-Za-z][\w:.-]*)(?=[\s/>])")
ATTRIBUTE = re.compile(
    r"""[\s/]*(?P<name>[A-Za-z_:@#.\[(*][^\s"'<>/=]*)(?P<value>\s*=\s*(?P<text>"[^"]*"|'[^']*'|[^\s"'<>=`]+|(?=\s|>)))?"""
)
TAG_END = re.compile(r"\s*/?>")
PYGMENTS_CLASS = r"(?:\w{0,3}(?:-[A-Z]\w*)+|\w{1,3}|linenos|lineno|special)"
PYGMENTS_SPAN = re.compile(rf'(</span>|<span(?: class="{PYGMENTS_CLASS}(?: {PYGMENTS_CLASS})*")?>)')
"""The tags of coloured code; a type without a short class of its own has a long one: `l-Scalar-Plain`."""
CODE_MARKS = frozenset(
    "a b big br del dfn em font i ins kbd mark s samp small span strike strong sub sup tt u var wbr".split()
)
"""What code is formatted with."""
LINE = re.compile(
    r"""\sclass=["']?(?:[\w-]+ )*?(?:hljs-[\w-]+|token-line|code-?line|line|linenums|lineno|L\d|pre-numbering|rouge-[\w-]+)[\s"'>]"""
)
"""How highlighters mark what holds a line or a column of code."""
BEFORE_TYPE = re.compile(r"[A-Za-z0-9_]")
BLOCK = re.compile(
    r"</?(?:p|div|figure|figcaption|ul|ol|li|blockquote|table|tr|td|th|h[1-6]|pre|section|article)\b",
    re.IGNORECASE,
)


def is_damaged_code(text: str, *, in_pre: bool = False) -> bool:
    """Return whether a `<` in some code cannot be formatting, which is well formed and in pairs.

    In a `pre` a `<br>` is a line end only if there is no other.

    >>> is_damaged_code("vector<string> v")
    True
    >>> is_damaged_code('<b>store</b> <span class="k">if</span>')
    False
    """
    opened: list[tuple[str, str]] = []
    has_breaks = not in_pre or ("\n" not in text and ("<span" in text or "&" in text))
    for name, is_end, start, end in _iter_tags(text):
        if is_end:
            if (opened.pop()[0] if opened else "span") != name:
                return True
        elif name in CODE_MARKS or (name and LINE.search(text, start, end)):
            if name == "br" and not has_breaks:
                return True
            if name not in VOID and text[end - 2] != "/":
                opened.append((name, text[start:end]))
        elif name != "!":
            return True
    return any(not PYGMENTS_SPAN.fullmatch(tag) for _, tag in opened)


FAR = 2_000
"""Characters in which an element of prose ends, if it ends at all."""


def is_damaged_prose(text: str) -> bool:
    """Return whether a `<` outside code begins nothing that HTML knows.

    >>> is_damaged_prose("<p>Map<String> and a<b and b>c</p>")
    True
    >>> is_damaged_prose("<ruby>x<rt>y</ruby><p data-first-child data-pid=z>1 > 0</p>")
    False
    """
    for name, is_end, start, end in _iter_tags(text):
        if not name:
            return True
        is_bare = not is_end and end - start == len(name) + 2 and name not in VOID | OPTIONAL_END
        if is_bare and start and BEFORE_TYPE.match(text[start - 1]) and not _has_end(text, start, name):
            return True  # `List<i> x`
    return False


def _has_end(text: str, start: int, name: str) -> bool:
    """Return whether an end tag of this name follows in the same block, and not far away."""
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, start, start + FAR)
    return end is not None and BLOCK.search(text, start + len(name) + 2, end.start()) is None


def _iter_tags(text: str) -> Iterator[tuple[str, bool, int, int]]:
    """Yield (name in lower case, is end, start, end) of each tag, "!" for a comment, "" once for what is no tag."""
    end = 0
    while (start := text.find("<", end)) >= 0:
        name, is_end, end = _read_tag(text, start)
        yield name, is_end, start, end
        if not name:
            return


def _read_tag(text: str, start: int) -> tuple[str, bool, int]:
    """Return name, whether it is an end tag, and end of what begins with a `<`; the name is "" if it is no tag."""
    if ending := END.match(text, start):
        return _find_known(ending[1], text), True, ending.end()
    if comment := COMMENT.match(text, start) or OFFICE.match(text, start):
        return "!", False, comment.end()
    opening = START.match(text, start)
    end = _skip_attributes(text, opening.end()) if opening else 0
    name = _find_known(opening[1], text) if opening else ""
    if not end or not name:
        return "", False, 0
    if name in RAW_TEXT and not text.endswith("/>", start, end):
        closing = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, end)
        return (name, False, closing.end()) if closing else ("", False, 0)
    return name, False, end


def _find_known(name: str, text: str) -> str:
    """Return a name in lower case if HTML knows it or it is a custom one with an end, as `<o:p></o:p>`; else ""."""
    is_custom = ("-" in name or ":" in name) and f"</{name}>" in text
    return name.lower() if is_custom or name.lower() in NAMES else ""


def _skip_attributes(text: str, position: int) -> int:
    """Return the end of a start tag whose attributes are well formed, 0 if they are not."""
    while (closing := TAG_END.match(text, position)) is None:
        attribute = ATTRIBUTE.match(text, position)
        if attribute is None:
            return 0
        name = attribute["name"].lower()
        if attribute["value"] is None and name not in VALUELESS and not re.search("[-:@]", name):
            return 0
        position = attribute.end()
    return closing.end()
