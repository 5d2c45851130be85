"""Which elements are blocks, and what stands between them."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
IN_LISTS = frozenset({"p", "ul", "ol"})
BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "hr", "pre", "div", "figure", "table", *HEADINGS})


def is_plain_item(item: Element) -> bool:
    """Return whether Markdown can say an item: text, paragraphs and lists."""
    if item.attrib:
        return False
    blocks = [
        child
        for child in item
        if child.tag in IN_LISTS
        or child.tag in ("div", "figure", "pre", "table", "blockquote", "hr", *HEADINGS)
    ]
    if any(child.tag not in IN_LISTS or child.get("class") for child in blocks):
        return False
    seen_block = False
    for child in item:  # text behind a list would belong to its last item
        if child in blocks:
            seen_block = True
        if seen_block and (child not in blocks or (child.tail or "").strip()):
            return False
    return bool(len(item) or (item.text or "").strip())


def wrap_text(parent: Element) -> Sequence[Element]:
    """Return the blocks an element holds, with running text among them as paragraphs."""
    blocks: list[Element] = []
    line: Element | None = None

    def put_text(text: str | None) -> None:
        nonlocal line
        if text and (text.strip() or line is not None):
            if line is None:
                line = Element("p")
                blocks.append(line)
            if len(line):
                line[-1].tail = (line[-1].tail or "") + text
            else:
                line.text = (line.text or "") + text

    put_text(parent.text)
    for child in parent:
        if child.tag in BLOCKS:
            line = None
            blocks.append(child)
        else:
            put_text("\u200b" if line is None else None)
            assert line is not None  # noqa: S101 - just made
            if line.text == "\u200b":
                line.text = None
            copy = Element(str(child.tag), child.attrib)
            copy.text, copy[:] = child.text, child[:]
            line.append(copy)
        put_text(child.tail)
    return blocks
