"""Files named `.html` that are no pages of Zhihu's: HTML, in which TeX is a formula."""

import pytest
from bs4 import BeautifulSoup

from mkdocs_zhihu.body import render_body

pytestmark = pytest.mark.unit

TEX = (
    r"<div><p>甲 \(a^2\)、$b_1$，要 $5 和 $6</p><pre>$c$</pre></div>" + "\n\n$$\nd\n$$\n\n- 乙\n\n{% note %}"
)


def find_formulas(text: str, uri: str) -> list[str]:
    body, _ = render_body(text=text, uri=uri)
    return [node.get_text() for node in BeautifulSoup(body.html, "lxml").select(".arithmatex")]


def test_formulas_of_a_page_are_read_and_nothing_else_is() -> None:
    assert find_formulas(TEX, "posts/a.html") == [r"\(a^2\)", r"\(b_1\)", r"\[d\]"]
    text = BeautifulSoup(render_body(text=TEX, uri="posts/a.html")[0].html, "lxml").get_text()
    for words in ("$5 和 $6", "$c$", "- 乙", "{% note %}"):
        assert words in text


@pytest.mark.parametrize(
    ("text", "uri"),
    [(TEX, "posts/a.md"), (f"<div>   \n{TEX}\n</div>", "a.html"), (f'<p data-pid="x">a</p>{TEX}', "a.html")],
)
def test_dollars_in_texts_of_zhihu_stay(text: str, uri: str) -> None:
    assert find_formulas(text, uri) == []
