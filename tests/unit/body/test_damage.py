"""What proves that a body was decoded once too often, and what does not: every name that HTML knows, in any spelling."""

import html
import random
import re

import bodies
import pytest
from bs4 import BeautifulSoup

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.raw.html_names import NAMES, VOID

pytestmark = pytest.mark.unit

SPELLINGS = (
    "<{0}>甲</{0}>",
    '<{0} class="x" data-a=1>甲</{0}>',
    "<{0} class='x'>甲</{0}>",
    "<{0} class=x id=y>甲</{0}>",
    '<{0} class="a"id="b">甲</{0}>',
    '<{0} title="a>b">甲</{0}>',
    "<{0} hidden data-first-child>甲</{0}>",
    '<{0} class = "x" >甲</{0} >',
    '<{0}\n class="x"\n>甲</{0}\n>',
    "<{0}/>",
)
HIDDEN = frozenset("canvas script style svg template title video".split())
"""What a browser shows none of, or only where it cannot show the element."""


def spell(name: str) -> list[str]:
    spellings = [spelling.format(spelled) for spelled in (name, name.upper()) for spelling in SPELLINGS]
    return [re.sub("甲</[^>]*>", "", text) for text in spellings] if name in VOID else spellings


def test_no_name_that_html_knows_is_shown_as_text() -> None:
    for name in sorted(NAMES):
        for text in spell(name):
            shown = html.unescape(
                re.sub("<[^>]*>", "", render_body(text=f"<p>前{text}后</p><p>末</p>")[0].html)
            )
            assert not re.search("[<>]", shown), text
            assert "末" in shown, text
            assert "甲" in shown or "甲" not in text or name in HIDDEN, text


def test_all_names_are_here() -> None:
    assert len(NAMES) > 140


def read_visible(text: str, *selectors: str) -> str:
    tree = BeautifulSoup(text, "html5lib").body
    assert tree is not None
    for tag in tree.select(", ".join(selectors)):
        tag.extract()
    return "".join(tree.get_text().split())


def find_wrong_decision(seed: int) -> str:
    """Return a generated body that is shown otherwise than its author wrote it, "" if it is right."""
    random_ = random.Random(seed)  # noqa: S311 - repeatable, not secret
    text = bodies.build_body(random_, odd=not seed % 2)
    body = render_body(text=text, title="题")[0]
    if seed % 2:
        damaged = bodies.decode_once_too_often(text)
        again = render_body(text=damaged, title="题")[0]
        return damaged if again.html != body.html and again.text != body.text else ""
    expected = read_visible(text, "script", "style", "svg", "sup", "img")
    return text if read_visible(body.html, ".arithmatex", "sup[id]", ".footnote") != expected else ""


def test_no_decision_is_wrong() -> None:
    assert [text for seed in range(200) if (text := find_wrong_decision(seed))] == []


@pytest.mark.slow
def test_no_decision_of_two_thousand_is_wrong() -> None:
    assert [text for seed in range(200, 2_200) if (text := find_wrong_decision(seed))] == []
