"""Running text: paragraphs, breaks and inline marks, built anew from leaves.

The one hard idea of the body stage. Inline content is flattened to leaves, each with the marks around
it (`a`, `strong` ...). A run of breaks or a block among them ends the paragraph; then each paragraph
is rebuilt from its leaves, nesting equal marks once. Splitting at `<br><br>` inside bold, joining
`<b>a</b><b>b</b>`, moving blanks out of marks and dropping empty marks all fall out of this.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.dom.nodes import Element, Text
from mkdocs_zhihu.body.dom.tree import replace_content
from mkdocs_zhihu.body.draft import Draft

MARKS = {
    "b": "strong", "strong": "strong", "big": "", "i": "em", "em": "em", "cite": "em", "dfn": "em", "var": "em",
    "s": "del", "strike": "del", "del": "del", "ins": "u", "u": "u", "mark": "mark", "sub": "sub", "sup": "sup",
    "kbd": "kbd", "samp": "code", "tt": "code", "a": "a", "span": "", "font": "", "small": "", "abbr": "", "label": "",
    "button": "", "q": "",
}  # fmt: skip
KINDS = {
    "br": "break", "img": "atom", "code": "atom",
    **dict.fromkeys("ul ol table figure hr h1 h2 h3 h4 h5 h6 blockquote pre".split(), "block"),
}  # fmt: skip

INVISIBLE = re.compile("[\u200b\u200c\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BLANKS = re.compile(r"[ \t\n\r\f\xa0]+")
UNCLEAN = re.compile(rf"{INVISIBLE.pattern[:-1]}\t\n\r\f\xa0]")
EDGES = " \u3000"


class Leaf(NamedTuple):
    """One piece of inline content with the marks around it, outermost first."""

    node: PageElement | str
    """A text, an atom such as `img`, a `br`, or a block that stands among inline content."""

    marks: tuple[Tag, ...] = ()
    """The wrapping tags; each name at most once."""

    kind: str = "text"
    """`text`, `atom`, `break` or `block`."""


def iter_leaves(draft: Draft, nodes: Sequence[PageElement], marks: tuple[Tag, ...] = ()) -> Iterator[Leaf]:
    """Yield the leaves of inline content, and its blocks whole."""
    for node in nodes:
        kind = find_node_kind(draft, node)
        if kind == "text":
            text = clean_text(str(node))
            if text:
                yield Leaf(text, marks)
        elif kind == "mark":
            assert isinstance(node, Tag)  # noqa: S101 - by its kind
            yield from iter_leaves(draft, node.contents, _add_mark(marks, node))
        else:
            yield Leaf(node, marks, kind)


def find_node_kind(draft: Draft, node: Any) -> str:
    """Return the kind of leaf a node is, or `mark` for one that only wraps leaves."""
    name = node.name
    if name is None:
        return "text"
    if name in KINDS:
        return KINDS[name]
    if name not in MARKS:
        return "block"  # a container: its content is a paragraph of its own
    return "atom" if name != "a" and draft.is_made(node) else "mark"


def clean_text(text: str) -> str:
    """Return a text without invisible characters, each run of blanks as one."""
    return text if is_clean(text) else BLANKS.sub(" ", INVISIBLE.sub("", text))


def is_clean(text: str) -> bool:
    """Return whether `clean_text` would change nothing."""
    return "  " not in text and UNCLEAN.search(text) is None


def _add_mark(marks: tuple[Tag, ...], node: Tag) -> tuple[Tag, ...]:
    name = MARKS[node.name]
    if not name or any(MARKS[mark.name] == name for mark in marks):
        return marks
    return (*marks, node)


def split_paragraphs(leaves: Sequence[Leaf]) -> Iterator[list[Leaf] | Leaf]:
    """Yield paragraphs as lists of leaves, and blocks; two or more breaks end a paragraph."""
    paragraph: list[Leaf] = []
    breaks: list[Leaf] = []
    for leaf in leaves:
        is_blank = leaf.kind == "text" and not str(leaf.node).strip(EDGES)
        if leaf.kind == "break":
            breaks.append(leaf)
        elif leaf.kind == "block":
            if paragraph:
                yield paragraph
            paragraph, breaks = [], []
            yield leaf
        elif breaks and is_blank:
            continue
        else:
            if len(breaks) > 1 and paragraph:
                yield paragraph
                paragraph = []
            elif breaks and paragraph:
                paragraph.append(breaks[0])
            breaks = []
            if paragraph or not is_blank:
                paragraph.append(leaf)
    if paragraph:
        yield paragraph


def build_inline(draft: Draft, leaves: Sequence[Leaf]) -> list[PageElement]:
    """Return the nodes of one paragraph: blanks normalised, marks nested once, empty marks gone."""
    return _nest(draft, _normalise_blanks(leaves), 0)


def _normalise_blanks(leaves: Sequence[Leaf]) -> list[Leaf]:
    """Return the leaves with single blanks, none at an edge, beside a break or inside a mark's edge."""
    result: list[Leaf] = []
    for leaf in leaves:
        if leaf.kind != "text":
            if leaf.kind == "break" and not result:
                continue
            if leaf.kind == "break" and result and result[-1].node == " ":
                result.pop()
            result.append(leaf)
            continue
        text = str(leaf.node)
        at_start = not result or result[-1].kind == "break"
        core = text.strip(EDGES) if at_start else text.strip(" ")
        if text[:1] == " " and not at_start and result[-1].node != " ":
            result.append(Leaf(" ", _common(result[-1].marks, leaf.marks)))
        if core:
            result.append(Leaf(core, leaf.marks))
            if text[-1:] == " ":
                result.append(Leaf(" ", leaf.marks))
    return _settle_blanks(result)


def _settle_blanks(leaves: list[Leaf]) -> list[Leaf]:
    while leaves and (leaves[-1].node == " " or leaves[-1].kind == "break"):
        leaves.pop()
    if leaves and leaves[-1].kind == "text":
        leaves[-1] = Leaf(str(leaves[-1].node).rstrip(EDGES), leaves[-1].marks)
    settled = []
    for index, leaf in enumerate(leaves):
        if leaf.node == " ":
            before, after = leaves[index - 1].marks if index else (), leaves[index + 1].marks
            settled.append(Leaf(" ", _common(before, after)))
        else:
            settled.append(leaf)
    return settled


def _common(left: tuple[Tag, ...], right: tuple[Tag, ...]) -> tuple[Tag, ...]:
    common = []
    for one, other in zip(left, right, strict=False):
        if not _is_same(one, other):
            break
        common.append(one)
    return tuple(common)


def _is_same(one: Tag, other: Tag) -> bool:
    """Return whether two marks are one; links and keys beside each other are several."""
    return one is other or (MARKS[one.name] == MARKS[other.name] not in ("a", "kbd"))


def _nest(draft: Draft, leaves: Sequence[Leaf], depth: int) -> list[PageElement]:
    nodes: list[PageElement] = []
    index = 0
    while index < len(leaves):
        leaf = leaves[index]
        if len(leaf.marks) <= depth:
            nodes.append(Text(leaf.node) if isinstance(leaf.node, str) else leaf.node)
            index += 1
            continue
        mark = leaf.marks[depth]
        end = index
        while (
            end < len(leaves) and len(leaves[end].marks) > depth and _is_same(leaves[end].marks[depth], mark)
        ):
            end += 1
        tag = Element(MARKS[mark.name], dict(mark.attrs) if mark.name == "a" else None)
        replace_content(tag, _nest(draft, leaves[index:end], depth + 1))
        nodes.append(draft.keep(tag))
        index = end
    return nodes
