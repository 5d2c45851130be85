"""What is done for less gives what the general way gives: simple paragraphs, and nodes that are light to move."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_zhihu.body.dom.places import list_nodes
from mkdocs_zhihu.body.dom.serialize import serialize
from mkdocs_zhihu.body.dom.tree import build_tree, normalise_html, replace_content
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.body.transforms.text.fast_path import finish_regular_text
from mkdocs_zhihu.body.transforms.text.flow import build_inline, iter_leaves, split_paragraphs

pytestmark = pytest.mark.unit

WORDS = st.sampled_from(
    ["甲", "b c", " d", "e ", "　f", "g　", " ", "　", "\u200b", "h\n i", "\xa0", "&lt;", ""]
)
ATOMS = st.sampled_from(["<br>", '<img src="https://a.org/b.jpg">', "<code>x</code>", "<p>z</p>"])
MARKS = st.sampled_from(["b", "strong", "i", "u", "s", "a", "span", "sup"])
TEXTS = st.recursive(
    st.one_of(WORDS, ATOMS),
    lambda inner: st.one_of(
        st.builds(lambda name, text: f'<{name} href="https://a.org">{text}</{name}>', MARKS, inner),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=8,
)


def _read_paragraph(content: str) -> tuple[Draft, Tag]:
    source = normalise_html(f"<blockquote>{content}</blockquote>")
    draft = Draft(build_tree(source), source=source)
    for tag in draft.find_all("sup"):  # stands for a formula, a footnote mark and the like
        draft.keep(tag)
    paragraph = draft.root.contents[0]
    assert isinstance(paragraph, Tag)
    return draft, paragraph


@given(st.lists(TEXTS, min_size=1, max_size=4).map("".join))
def test_simple_text_is_what_the_general_way_makes_of_it(content: str) -> None:
    draft, settled = _read_paragraph(content)
    before = serialize(draft.root)
    if not finish_regular_text(draft, settled):
        assert serialize(draft.root) == before
        return
    general, paragraph = _read_paragraph(content)
    parts = list(split_paragraphs(list(iter_leaves(general, paragraph.contents))))
    assert len(parts) == 1
    assert isinstance(parts[0], list)
    assert not all(leaf.kind == "atom" for leaf in parts[0])
    replace_content(paragraph, build_inline(general, parts[0]))
    assert serialize(draft.root) == serialize(general.root)
    assert draft.made_names == general.made_names
    assert _find_kept(draft) == _find_kept(general)


def _find_kept(draft: Draft) -> list[str]:
    return [node.name for node in list_nodes(draft.root) if draft.is_made(node)]


HTML = "<p>a<b>b</b><i></i></p><ul><li>c</li><li>d<u>e</u></li></ul>f<div><p>g</p>h</div>"
STEPS = ("extract", "unwrap", "decompose", "smooth", "clear", "text", "append", "insert", "before", "replace")


def _change(root: Any, step: str, first: int, second: int) -> None:
    """Do one thing to the tree, if it can be done."""
    nodes = list(root.descendants)
    if not nodes:
        return
    node, other = nodes[first % len(nodes)], nodes[second % len(nodes)]
    is_tag = isinstance(node, Tag)
    is_apart = node is not other and all(parent is not other for parent in node.parents)
    if step in ("extract", "decompose") or (is_tag and step in ("unwrap", "smooth", "clear")):
        getattr(node, step)()
    elif step == "text":
        node.replace_with("t")
    elif step == "append" and is_tag and is_apart:
        node.append(other)
    elif step == "insert" and is_tag and is_apart:
        node.insert(second % 3, other)
    elif step == "before" and is_apart:
        node.insert_before(other)
    elif step == "replace" and is_apart and node.parent is not other:
        node.replace_with(other)


def _describe(root: Any) -> list[tuple[str, str, str]]:
    nodes = list(root.descendants)
    return [(_name(node), _name(node.next_sibling), _name(node.previous_sibling)) for node in nodes]


def _name(node: Any) -> str:
    return "" if node is None else node.name or str(node)


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_nodes_move_as_those_of_beautiful_soup(steps: list[tuple[str, int, int]]) -> None:
    ours, theirs = build_tree(HTML), BeautifulSoup(HTML, "html.parser")
    for step in steps:
        _change(ours, *step)
        _change(theirs, *step)
        assert _describe(ours) == _describe(theirs), steps
        assert serialize(ours) == theirs.decode(), steps
        assert ours.get_text(strip=True) == theirs.get_text(strip=True)
