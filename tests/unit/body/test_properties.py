"""Invariants that hold for every body and every file, whatever is in it; `tests/slow/test_fuzzing.py` tries many more."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markup_safety import check_safe

from mkdocs_zhihu.archive.addressing.slugs import slugify
from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.dom.tree import build_tree, normalise_html
from mkdocs_zhihu.reading import read_post

pytestmark = pytest.mark.unit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")

NAMES = (
    "p div b strong i a img br figure figcaption ul ol li table tr td th h1 h2 blockquote pre code span sup hr noscript"
    " svg math style script iframe form input template title textarea plaintext select font u s base object"
).split()
VALUES = st.sampled_from(
    ["x", "javascript:alert(1)", "//evil", "\\\\evil", "https://a.org/b?c=1&d=2", "data:text/html,x", "highlight", "__config",
     "language-python", "mermaid", "footnote", "position:fixed", 'a"b', "<b>", "fn:1", "zh-x", "https://pic1.zhimg.com/v2-1_r.jpg"]
)  # fmt: skip
ATTRIBUTE_NAMES = st.sampled_from(
    [
        "href",
        "src",
        "class",
        "id",
        "style",
        "onclick",
        "onerror",
        "data-original",
        "alt",
        "title",
        "name",
        "srcset",
        "colspan",
    ]
)
WORDS = st.sampled_from(
    [
        "中文",
        " ",
        "\n",
        "&amp;",
        "&lt;b&gt;",
        "{{ 7*7 }}",
        "a<b",
        "\u200b",
        "\xa0",
        "x",
        "&#123;",
        "。",
        "]]>",
        "<!--",
    ]
)


@st.composite
def fragments(draw: st.DrawFn) -> str:
    """HTML with real tags, wrong nesting, and hostile values."""
    pieces = []
    for _ in range(draw(st.integers(0, 25))):
        kind = draw(st.integers(0, 3))
        name = draw(st.sampled_from(NAMES))
        if kind == 0:
            pieces.append(draw(WORDS))
        elif kind == 1:
            pieces.append(f"</{name}>")
        else:
            attributes = draw(st.lists(st.tuples(ATTRIBUTE_NAMES, VALUES), max_size=3))
            pieces.append(f"<{name}" + "".join(f' {key}="{value}"' for key, value in attributes) + ">")
    return "".join(pieces)


@settings(max_examples=100, deadline=None)
@given(fragments())
def test_no_body_raises_or_comes_out_unsafe(text: str) -> None:
    check_safe(render_body(text=text)[0].html)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_text_raises_or_comes_out_unsafe(text: str) -> None:
    check_safe(render_body(text=text)[0].html)
    check_safe(render_body(text=text, format="markdown")[0].html)


@settings(max_examples=100, deadline=None)
@given(fragments())
def test_our_tree_is_the_tree_html5lib_builds_of_normal_html(text: str) -> None:
    normal = normalise_html(text)
    ours = re.sub(r"\s+", "", build_tree(normal).get_text())
    other = BeautifulSoup(normal, "html5lib")
    for raw in other.find_all(["noscript", "iframe"]):  # raw text for a parser with scripts
        raw.decompose()
    if "<noscript" not in normal and "<iframe" not in normal:
        assert ours == re.sub(r"\s+", "", other.get_text())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    read_post(data=b"---\n" + data, uri="posts/a.md", zone=ZONE, now=NOW)
    read_post(data=data, uri="posts/a.md", zone=ZONE, now=NOW)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abc:-'\"[]{}#&*!|>%@` \n—中", max_size=120))
def test_no_front_matter_raises_or_loses_the_body(text: str) -> None:
    post, _ = read_post(
        data=f"---\n{text}\n---\n<p>正文在此</p>".encode(), uri="posts/a.md", zone=ZONE, now=NOW
    )
    assert post is not None
    assert "正文在此" in post.text


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_slugs_are_safe_everywhere(text: str) -> None:
    slug = slugify(text)
    assert not re.search(r"[\x00-\x20<>:\"/\\|?*#%&]", slug)
    assert len(slug.encode("utf-8", "surrogatepass")) <= 200
    assert slug == slug.strip(". -")
    assert slugify(slug) == slug
