"""Every key of the field guide's checklist has its cases."""

import re
from pathlib import Path

import pytest
import yaml
from project import ROOT

pytestmark = pytest.mark.unit

CASES = Path(__file__).parent / "cases"
GUIDE = ROOT / "docs" / "zhihu-html.md"
CHECKLIST = frozenset(
    """
    wrapper byline.hotlist daily daily.column daily.multi article pin dom app-segments feed.unsupported
    figure figure.rsshub figure.daily image.lazy image.bare image.source image.url caption
    gif gif.player gif.lost
    math.inline math.display math.daily math.dom math.decode math.tex
    code code.marker code.bare code.inline code.language code.hoisted
    link.redirect link.bare-url link.internal link.entity mention link.text hashtag link.empty link.ampersand
    card.link card.dom card.ad card.file
    video video.other video.failed
    reference reference.list reference.daily reference.typed
    table list list.nested list.split
    blockquote rule heading heading.pseudo inline spacer break
    emoji sticker footer.copyright footer.time paid footer.feed
    raw-decoded raw-quotes attr-boolean brace-entities stray-tags invisible markdown
    url.blank code.hexo
    fm.leading fm.title fm.title-broken fm.title-entities fm.title-mangled fm.categories fm.headimg fm.author
    fm.comments fm.date fm.missing fm.dialect fm.filename fm.end
    source.juejin source.oschina source.mydrivers source.dockone source.jianshu source.bangumi source.generic
    """.split()
)
MARKDOWN = frozenset("md.detect md.fence md.list md.table md.html md.math md.tags md.container".split())
"""Keys of Markdown posts, section 17 of the guide; each with several shapes."""
SHAPES = 6
KEYS = [yaml.safe_load(path.read_text(encoding="utf-8")).get("key") for path in CASES.rglob("*.yml")]


@pytest.mark.parametrize("key", sorted(CHECKLIST))
def test_the_key_has_cases(key: str) -> None:
    assert KEYS.count(key) > 0


def test_no_case_has_an_unknown_key() -> None:
    assert {key for key in KEYS if key} <= CHECKLIST | MARKDOWN


@pytest.mark.parametrize("key", sorted(MARKDOWN))
def test_a_key_of_markdown_has_cases_of_several_shapes(key: str) -> None:
    assert KEYS.count(key) >= SHAPES


def test_the_checklist_is_the_field_guides() -> None:
    section = GUIDE.read_text(encoding="utf-8").partition("## 16. Coverage checklist")[2]
    block = re.search(r"```text\n(.*?)```", section, re.DOTALL)
    assert block is not None
    assert {word.rstrip("*") for word in block[1].split()} <= CHECKLIST
