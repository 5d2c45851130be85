"""Invariants on real archived posts: nothing the author wrote is lost, nothing foreign comes through.

The posts are not part of this repository; without them these tests are skipped.
"""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from conservation import check, read_page, read_source, tokens
from project import REAL_POSTS

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.raw.repair import repair_raw
from mkdocs_zhihu.model import Body, Post
from mkdocs_zhihu.reading import read_post

pytestmark = [pytest.mark.unit, pytest.mark.shared("posts")]

POSTS = sorted(REAL_POSTS.glob("**/*.md"))
COUNT = 12

TAGS = frozenset(
    "p h2 h3 h4 h5 h6 ul ol li blockquote hr pre figure figcaption table thead tbody tr th td div"
    " a br strong em u del sub sup code kbd mark span img".split()
)
ATTRIBUTES = {
    "a": {"href", "rel", "class", "title"},
    "img": {"src", "alt", "width", "height", "loading", "decoding", "referrerpolicy", "class"},
    "ol": {"start"},
    "li": {"value", "id"},
    "th": {"colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
    "sup": {"id"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
    **{name: {"class"} for name in ("div", "span", "p", "figure")},
}
CLASS = re.compile(
    r"arithmatex|highlight|language-[\w.+#-]+|footnote|footnote-(?:back)?ref"
    r"|zh-link-card(?:__(?:title|host|thumb))?|zh-(?:video|byline|emoji)"
)
PYGMENTS_CLASS = re.compile(r"[a-z]{1,2}[a-z0-9]?")
ID = re.compile(r"zh-.+|fn:.+|fnref\d*:.+")


@cache
def _read(path: Path) -> Post:
    now = datetime(2030, 1, 1, tzinfo=UTC)
    post, _ = read_post(data=path.read_bytes(), uri=path.name, zone=UTC, now=now)
    assert post is not None
    return post


@cache
def _render(path: Path) -> Body:
    post = _read(path)
    return render_body(text=post.text, title=post.title, uri=post.uri, format=post.format)[0]


posts = pytest.mark.parametrize("path", POSTS, ids=lambda path: path.stem)


def test_all_real_posts_are_here() -> None:
    assert len(POSTS) == COUNT


@posts
def test_every_visible_word_is_on_the_page(path: Path) -> None:
    body = _render(path)
    post = _read(path)
    assert check(post.text, post.title, body.html) == ""
    author = read_source(post.text, post.title)[1]
    assert body.facts.author == author or not author


@posts
def test_every_note_and_formula_is_on_the_page(path: Path) -> None:
    tree = BeautifulSoup(repair_raw(_read(path).text), "html5lib")
    page = BeautifulSoup(_render(path).html, "html5lib")
    notes = [str(tag.get("data-text", "")) for tag in tree.select("sup[data-draft-type=reference]")]
    shown = " ".join(page.select_one(".footnote").get_text().split()) if any(notes) else ""
    assert [note for note in notes if " ".join(note.split()) not in shown] == []
    formulas = tree.select('img[src*="zhihu.com/equation"]')
    assert len(page.select(".arithmatex")) == len(formulas)


@posts
def test_text_of_the_html_is_the_text_of_the_body(path: Path) -> None:
    body = _render(path)
    assert read_page(body.html) == tokens(body.text)


@posts
def test_what_leaves_a_daily_story_or_a_footer_becomes_facts(path: Path) -> None:
    tree = BeautifulSoup(repair_raw(_read(path).text), "html5lib")
    facts = _render(path).facts
    authors = [tag.get_text().rstrip("，") for tag in tree.select(".question .author")]
    assert facts.author in [*authors, ""] if authors else True
    assert [facts.bio] == [tag.get_text() for tag in tree.select(".question .bio")] or not authors
    assert [facts.original] == [tag["href"] for tag in tree.select("a.originUrl")] or not authors
    assert list(facts.tags) == [link.get_text().lstrip("#") for link in tree.select("p.bqian a")]


@posts
def test_rendering_the_output_again_changes_nothing(path: Path) -> None:
    body = _render(path)
    again, problems = render_body(text=body.html, title=_read(path).title)
    assert again.html == body.html
    assert problems == ()


@posts
def test_heading_ids_are_unique_and_ours(path: Path) -> None:
    body = _render(path)
    tags = BeautifulSoup(body.html, "html.parser").find_all(re.compile(r"h[1-6]"))
    ids = [str(tag["id"]) for tag in tags]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith("zh-") for name in ids)
    assert ids == [heading.id for heading in body.headings]


def _find_foreign(tag: Tag) -> Iterator[str]:
    if tag.name not in TAGS:
        yield f"<{tag.name}>"
    for name, value in tag.attrs.items():
        text = " ".join(value) if isinstance(value, list) else str(value)
        if name not in ATTRIBUTES.get(tag.name, set()) or (name == "id" and not ID.fullmatch(text)):
            yield f"{tag.name}[{name}={text}]"
        if name == "class":
            in_code = tag.name == "span" and tag.find_parent("div", class_="highlight") is not None
            known = PYGMENTS_CLASS if in_code else CLASS
            yield from (f"{tag.name}.{word}" for word in text.split() if not known.fullmatch(word))


@posts
def test_nothing_outside_the_vocabulary_comes_through(path: Path) -> None:
    tree = BeautifulSoup(_render(path).html, "html.parser")
    assert [found for tag in tree.find_all(name=True) for found in _find_foreign(tag)] == []


def _read_raw_code(text: str) -> list[str]:
    """Return the text of each highlighted block as the file's characters say it, without any parser."""
    blocks = re.findall(r"<pre><code[^>]*>(.*?)</code></pre>", text, re.DOTALL)
    blocks = [re.sub(r'<span class="copy-code-btn">.*?</span>', "", block) for block in blocks]
    blocks = [re.sub(r'</span>|<span(?: class="[\w -]+")?>', "", block) for block in blocks]
    if "&lt;" in text:
        return [html.unescape(block) for block in blocks]
    return [block.replace("&#123;", "{").replace("&#125;", "}") for block in blocks]


@posts
def test_code_keeps_every_character(path: Path) -> None:
    blocks = _read_raw_code(_read(path).text)
    if not blocks:
        pytest.skip("has no highlighted code")
    tree = BeautifulSoup(_render(path).html, "html.parser")
    shown = [tag.get_text() for tag in tree.select("div.highlight > pre > code")]
    assert [block for block in blocks if block not in shown] == []


@posts
def test_decoded_code_inside_a_real_post_keeps_its_tags(path: Path) -> None:
    """None of the posts shows tags in its code, so one block is added, decoded as the archive's are."""
    code = "#include <cstdio>\nvector<string> v; if (x<y && z>w) <script>a&copy</script>\n"
    block = f'<div class="highlight"><pre><code class="language-text">{code}</code></pre></div>'
    text = _read(path).text
    end = text.rindex("</div>")
    longer = text[:end] + block + text[end:]
    body, _ = render_body(text=longer, title=_read(path).title, uri=path.name)
    shown = (
        f'<div class="language-text highlight"><pre><code>{html.escape(code, quote=False)}</code></pre></div>'
    )
    before, mark, after = _render(path).html.partition('<div class="footnote">')
    assert body.html == before + shown + mark + after


def test_real_posts_are_raw() -> None:
    """The repair has to be right for them: what only an escaped file has is in none of them."""
    assert not any(re.search("&[lg]t;", _read(path).text) for path in POSTS)
