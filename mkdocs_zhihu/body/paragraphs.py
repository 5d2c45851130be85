"""Blocks: everything in its paragraph, and nothing empty."""

from collections.abc import Sequence

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.flow import Leaf, build_inline, iter_leaves, split_paragraphs
from mkdocs_zhihu.body.tree import child_tags, children

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE_ONLY = HEADINGS | {"figcaption"}


def split_breaks(draft: Draft) -> None:
    """Put all text into paragraphs; runs of breaks split them, empty ones go, pictures become figures.

        before: a<br><br><p><b>b</b><b>c</b><br><br></p><p> </p>
        after:  <p>a</p><p><strong>bc</strong></p>
    """
    _rebuild(draft, draft.root)


def _rebuild(draft: Draft, container: Tag) -> None:
    """Rebuild a container's content in place."""
    blocks = _build_blocks(draft, children(container))
    container.clear()
    container.extend(blocks)


def _build_blocks(draft: Draft, nodes: Sequence[PageElement]) -> list[PageElement]:
    blocks: list[PageElement] = []
    for part in split_paragraphs(list(iter_leaves(draft, nodes))):
        if isinstance(part, list):
            blocks += _build_paragraph(draft, part)
        else:
            blocks += _build_block(draft, part)
    return blocks


def _build_paragraph(draft: Draft, leaves: list[Leaf]) -> list[PageElement]:
    solid = [leaf for leaf in leaves if leaf.kind != "break" and leaf.node != " "]
    if solid and all(leaf.kind == "atom" and id(leaf.node) in draft.images for leaf in solid):
        return [draft.new("figure", None, *build_inline(draft, [leaf])) for leaf in solid]
    inline = build_inline(draft, leaves)
    if not inline:
        return []
    paragraph = draft.root.new_tag("p")
    paragraph.extend(inline)
    return [paragraph]


def _build_block(draft: Draft, leaf: Leaf) -> list[PageElement]:
    tag = leaf.node
    assert isinstance(tag, Tag)  # noqa: S101 - only tags are blocks
    if tag.name in ("p", "div") and draft.is_made(tag):
        return [tag.extract()]
    if tag.name in ("hr", "pre"):
        return [tag.extract()]
    if tag.name == "figure":
        return [_finish_figure(draft, tag).extract()]
    if tag.name in HEADINGS:
        _set_inline(draft, tag)
        return [tag.extract()]
    if tag.name in ("ul", "ol"):
        return [tag.extract()] if _finish_list(draft, tag) else []
    if tag.name == "table":
        for cell in tag.find_all(["td", "th"]):
            if cell.find_parent("table") is tag:
                _finish_item(draft, cell)
        return [tag.extract()]
    if tag.name == "blockquote":
        _rebuild(draft, tag)
        return [tag.extract()] if tag.contents else []
    marks = leaf.marks
    if marks:  # `<strong><p>a</p></strong>`: the mark belongs inside
        inner = list(iter_leaves(draft, children(tag), marks))
        blocks: list[PageElement] = []
        for part in split_paragraphs(inner):
            blocks += _build_paragraph(draft, part) if isinstance(part, list) else _build_block(draft, part)
        return blocks
    return _build_blocks(draft, children(tag))


def _finish_figure(draft: Draft, figure: Tag) -> Tag:
    caption = figure.find("figcaption")
    if isinstance(caption, Tag):
        _set_inline(draft, caption)
    return figure


def _set_inline(draft: Draft, tag: Tag) -> None:
    """Rebuild a tag that holds inline content only; blocks inside give up their content."""
    inline = build_inline(draft, list(_flatten(draft, children(tag))))
    tag.clear()
    tag.extend(inline)


def _flatten(draft: Draft, nodes: Sequence[PageElement], marks: tuple[Tag, ...] = ()) -> list[Leaf]:
    leaves: list[Leaf] = []
    for leaf in iter_leaves(draft, nodes, marks):
        if leaf.kind == "block" and isinstance(leaf.node, Tag) and leaf.node.name != "hr":
            leaves += [Leaf(" "), *_flatten(draft, children(leaf.node), leaf.marks), Leaf(" ")]
        elif leaf.kind != "block":
            leaves.append(leaf)
    return leaves


def _finish_list(draft: Draft, tag: Tag) -> bool:
    """Finish every item of a list and return whether any is left."""
    for item in child_tags(tag):
        _finish_item(draft, item)
        if not item.contents:
            item.decompose()
    return bool(tag.contents)


def _finish_item(draft: Draft, item: Tag) -> None:
    """Rebuild an item or cell; a lone paragraph, even before a nested list, needs no `p`."""
    _rebuild(draft, item)
    first, rest = item.contents[:1], item.contents[1:]
    is_lone = all(isinstance(node, Tag) and node.name in ("ul", "ol") for node in rest)
    if first and is_lone and isinstance(first[0], Tag) and first[0].name == "p" and not draft.is_made(first[0]):
        first[0].unwrap()
