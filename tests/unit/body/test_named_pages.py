"""Files named `.html` that are no pages of Zhihu's: HTML, in which TeX is a formula."""

import pytest
from bs4 import BeautifulSoup

from mkdocs_zhihu.body import render_body

pytestmark = pytest.mark.unit

TEX = r"<div><p>甲 \(a^2\)、$b_1$，要 $5 和 $6</p><pre>$c$</pre></div>" + "\n\n$$\nd\n$$\n\n- 乙"


def find_formulas(text: str, uri: str) -> list[str]:
    body, _ = render_body(text=text, uri=uri)
    return [node.get_text() for node in BeautifulSoup(body.html, "lxml").select(".arithmatex")]


def test_formulas_of_a_page_are_read_and_nothing_else_is() -> None:
    assert find_formulas(TEX, "posts/a.html") == [r"\(a^2\)", r"\(b_1\)", r"\[d\]"]
    text = BeautifulSoup(render_body(text=TEX, uri="posts/a.html")[0].html, "lxml").get_text()
    for words in ("$5 和 $6", "$c$", "- 乙"):
        assert words in text


@pytest.mark.parametrize(
    ("text", "uri"),
    [(TEX, "posts/a.md"), (f"<div>   \n{TEX}\n</div>", "a.html"), (f'<p data-pid="x">a</p>{TEX}', "a.html")],
)
def test_dollars_in_texts_of_zhihu_stay(text: str, uri: str) -> None:
    assert find_formulas(text, uri) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>甲</p>\n{% note info %}\n<b>乙</b>\n{% endnote %}", '<div class="admonition info">'),
        ("文 {% youtube abc %}<p>x</p>", 'href="https://www.youtube.com/watch?v=abc"'),
        ("<p>{% note %}<b>{% note %}乙{% endnote %}</b>{% endnote %}</p>", "乙"),
        ("<p>甲</p>{% quote 小林 %}<p>*乙*</p>{% endquote %}", "— 小林"),
        ("<p>甲</p>{% tabs x %}<!-- tab 一 --><p>乙</p>{% endtabs %}", "<strong>一</strong>"),
        ("<p>甲</p>{% codeblock lang:c %}if (a<b) c;{% endcodeblock %}{% note %}{% endnote %}", "language-c"),
        ('<p><img src="{% asset_path b.png %}" alt="甲"></p>{% raw %}<p>a</p>{% endraw %}', "甲"),
        ('<p>甲</p>{{< figure src="https://a.example/a.png" >}}', "https://a.example/a.png"),
        (
            '<p>甲 {{< button href="https://a.example/" >}}<b>乙</b>{{< /button >}}</p>',
            "><strong>乙</strong></a>",
        ),
    ],
)
def test_tags_of_hexo_in_a_page_are_read(text: str, shown: str) -> None:
    body, problems = render_body(text=text, uri="posts/a.html")
    assert shown in body.html
    assert "{%" not in body.html
    assert [problem for problem in problems if problem.rule == "md.tags"] == []


def test_tags_of_liquid_in_a_page_are_hidden_and_named() -> None:
    text = "<ul>{% for p in site.posts %}<li>甲</li>{% endfor %}</ul>{% mine 乙 %}<!-- {% c %} -->"
    body, problems = render_body(text=text, uri="posts/a.html")
    assert BeautifulSoup(body.html, "lxml").get_text("|", strip=True) == "甲|乙"
    assert [problem.message for problem in problems] == [
        "has 1 of `for`, a tag of the template language, which is not run here; the text around it is shown",
        "has 1 of Hexo's tag `mine`, which is not known; what it holds is shown",
    ]


def test_comments_of_liquid_in_a_page_are_dropped() -> None:
    text = "<p>{% comment %}密{% endcomment %}显</p><p>{%- comment -%}密</p><p>密{%- endcomment -%}示</p><pre>{% comment %}</pre>"
    body, problems = render_body(text=text, uri="posts/a.html")
    found = BeautifulSoup(body.html, "lxml").get_text("|", strip=True)
    assert (found, list(problems)) == ("显|示|{% comment %}", [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "<p>{% note %}写 <code>{% endnote %}</code> 结束{% endnote %}末</p>",
            "<p>写 <code>{% endnote %}</code> 结束</p></div><p>末",
        ),
        ("<div>{% note %}甲<!-- {% endnote %} -->乙{% endnote %}末</div>", "<p>甲乙</p></div><p>末"),
        ("<p>{% codeblock %}a < b <i{% endcodeblock %}</p>{% note %}乙{% endnote %}", "<p>乙</p></div>"),
        ("<p>{% codeblock lang:x %}a &lt; b{% endcodeblock %}</p>", "<code>a &lt; b\n"),
        ("<p>{% math %}a &lt; b{% endmath %}</p>", r"\[a &lt; b\]"),
        ("<p>甲</p><PRE>{% note %}</pre>{% note %}乙{% endnote %}<b>{% x</b>", "<p>乙</p></div>"),
    ],
)
def test_tags_in_a_page_end_in_its_text(text: str, shown: str) -> None:
    body, problems = render_body(text=text, uri="posts/a.html")
    assert shown in body.html
    assert list(problems) == []


@pytest.mark.parametrize(
    "text", ["<p>甲</p><pre>{% note %}</pre><code>{% if %}</code>{% raw %}{% if %}{% endraw %}"]
)
def test_tags_in_code_and_between_marks_of_raw_stay(text: str) -> None:
    body, problems = render_body(text=text, uri="posts/a.html")
    found = BeautifulSoup(body.html, "lxml").get_text()
    assert (found.count("{% if %}"), found.count("{% note %}"), list(problems)) == (2, 1, [])


def test_tags_in_saved_pages_and_in_texts_of_zhihu_stay() -> None:
    for text in (
        "<!DOCTYPE html><html><body><p>{% for %}</p></body></html>",
        '<p data-pid="x">{% for %}</p>',
    ):
        assert "{% for %}" in render_body(text=text, uri="posts/a.html")[0].html
