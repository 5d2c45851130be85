"""Blocks: everything in its paragraph, and nothing empty."""

from collections.abc import Callable, Mapping, Sequence

from bs4.element import PageElement, Tag

from mkdocs_zhihu.body.admonitions import TITLE, is_admonition
from mkdocs_zhihu.body.dom.nodes import Element
from mkdocs_zhihu.body.dom.tree import attribute, child_tags, has_class, replace_content
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.text.fast_path import finish_regular_text
from mkdocs_zhihu.body.transforms.text.flow import (
    Leaf,
    build_inline,
    find_node_kind,
    iter_leaves,
    split_paragraphs,
)

CARD_PARTS = ("zh-link-card__thumb", "zh-link-card__title", "zh-link-card__host")
"""Of a card that gives up its content only the words are left, in a link."""


def split_breaks(draft: Draft) -> None:
    """Put all text into paragraphs; runs of breaks split them, empty ones go, pictures become figures.

    before: a<br><br><p><b>b</b><b>c</b><br><br></p><p> </p>
    after:  <p>a</p><p><strong>bc</strong></p>
    """
    _rebuild(draft, draft.root)


def _rebuild(draft: Draft, container: Tag) -> None:
    """Rebuild a container's content in place."""
    replace_content(container, _build_blocks(draft, container.contents))


def _build_blocks(
    draft: Draft, nodes: Sequence[PageElement], marks: tuple[Tag, ...] = ()
) -> list[PageElement]:
    """Return the blocks of a content: those that stand in it, and paragraphs of each run between them."""
    blocks: list[PageElement] = []
    run: list[PageElement] = []
    for node in nodes:
        if find_node_kind(draft, node) != "block":
            run.append(node)
            continue
        if run:
            blocks += _build_run(draft, run, marks)
            run = []
        assert isinstance(node, Tag)  # noqa: S101 - only tags are blocks
        blocks += _build_block(draft, node, marks)
    return [*blocks, *_build_run(draft, run, marks)] if run else blocks


def _build_run(draft: Draft, nodes: list[PageElement], marks: tuple[Tag, ...]) -> list[PageElement]:
    blocks: list[PageElement] = []
    for part in split_paragraphs(list(iter_leaves(draft, nodes, marks))):
        if isinstance(part, list):
            blocks += _build_paragraph(draft, part)
        else:  # a block inside marks
            assert isinstance(part.node, Tag)  # noqa: S101 - only tags are blocks
            blocks += _build_block(draft, part.node, part.marks)
    return blocks


def _build_paragraph(draft: Draft, leaves: list[Leaf]) -> list[PageElement]:
    solid = [leaf for leaf in leaves if leaf.kind != "break" and leaf.node != " "]
    if solid and all(leaf.kind == "atom" and id(leaf.node) in draft.images for leaf in solid):
        return [_wrap(draft.new("figure"), build_inline(draft, [_unmark(leaf)])) for leaf in solid]
    inline = build_inline(draft, leaves)
    return [_wrap(Element("p"), inline)] if inline else []


def _unmark(leaf: Leaf) -> Leaf:
    """Return a picture without bold and the like around it; only a link means something."""
    return leaf._replace(marks=tuple(mark for mark in leaf.marks if mark.name == "a"))


def _wrap(tag: Tag, content: list[PageElement]) -> Tag:
    replace_content(tag, content)
    return tag


def _build_block(draft: Draft, tag: Tag, marks: tuple[Tag, ...]) -> list[PageElement]:
    if is_admonition(draft, tag):
        _rebuild(draft, tag)
        return [tag] if tag.contents else []
    if tag.name == "p" and draft.is_made(tag) and attribute(tag, "class") == TITLE:
        _set_inline(draft, tag)
        return [tag] if tag.contents else []
    if tag.name in ("hr", "pre") or (tag.name in ("p", "div") and draft.is_made(tag)):
        return [tag]
    if not marks and tag.name == "p" and finish_regular_text(draft, tag):
        tag.attrs = {}
        return [tag]
    if tag.name in FINISHERS:
        FINISHERS[tag.name](draft, tag)
        return [tag] if tag.contents or tag.name == "figure" else []
    return _build_blocks(
        draft, tag.contents, marks
    )  # a container: `<strong><p>a</p></strong>` hands its marks down


def _finish_figure(draft: Draft, figure: Tag) -> None:
    for caption in child_tags(figure):
        if caption.name == "figcaption":
            _set_inline(draft, caption)


def _set_inline(draft: Draft, tag: Tag) -> None:
    """Rebuild a tag that holds inline content only; blocks inside give up their content."""
    if finish_regular_text(draft, tag):
        return
    replace_content(tag, build_inline(draft, _flatten(draft, tag.contents)))


def _flatten(draft: Draft, nodes: Sequence[PageElement], marks: tuple[Tag, ...] = ()) -> list[Leaf]:
    leaves: list[Leaf] = []
    for leaf in iter_leaves(draft, nodes, marks):
        if isinstance(leaf.node, Tag) and has_class(leaf.node, *CARD_PARTS):
            leaves += _flatten(draft, leaf.node.contents, leaf.marks)
        elif leaf.kind == "block" and isinstance(leaf.node, Tag) and leaf.node.name != "hr":
            leaves += [Leaf(" "), *_flatten(draft, leaf.node.contents, leaf.marks), Leaf(" ")]
        elif leaf.kind != "block":
            leaves.append(leaf)
    return leaves


def _finish_list(draft: Draft, tag: Tag) -> None:
    for item in child_tags(tag):
        _finish_item(draft, item)
    tag.contents = [item for item in child_tags(tag) if item.contents]


def _finish_table(draft: Draft, tag: Tag) -> None:
    for row in (row for part in child_tags(tag) for row in child_tags(part)):
        row.contents = list(child_tags(row))
        for cell in child_tags(row):
            _finish_item(draft, cell)


def _finish_item(draft: Draft, item: Tag) -> None:
    """Rebuild an item or cell; a lone paragraph, even before a nested list, needs no `p`."""
    if finish_regular_text(draft, item):
        return
    _rebuild(draft, item)
    first, rest = item.contents[:1], item.contents[1:]
    is_lone = all(isinstance(node, Tag) and node.name in ("ul", "ol") for node in rest)
    if (
        first
        and is_lone
        and isinstance(first[0], Tag)
        and first[0].name == "p"
        and not draft.is_made(first[0])
    ):
        replace_content(item, [*first[0].contents, *rest])


FINISHERS: Mapping[str, Callable[[Draft, Tag], None]] = {
    "figure": _finish_figure,
    "ul": _finish_list,
    "ol": _finish_list,
    "table": _finish_table,
    "blockquote": _rebuild,
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _set_inline),
}
"""How the content of each kind of block is rebuilt in place."""
