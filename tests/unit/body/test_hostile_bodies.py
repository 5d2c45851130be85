"""Hostile bodies: the numbers in the names are the rows of the acceptance list (54 is in `test_vectors`)."""

import re

import pytest
from bs4 import BeautifulSoup
from project import MISTAKES

from mkdocs_zhihu import problems as problem_values
from mkdocs_zhihu.body import opening, pipeline, render_body, typeset
from mkdocs_zhihu.body.draft import Draft
from mkdocs_zhihu.problems import format_problem

pytestmark = pytest.mark.unit

PICTURE = "https://pic1.zhimg.com/v2-0123456789abcdef0123456789abcdef.jpg"


ESCAPED = "<p>&lt;</p>"
"""Makes a file one that was not decoded once too often: its tags are tags."""


def render(text: str) -> str:
    return typeset(render_body(text=text, title="题")[0].html)


def test_row_55_mutation_of_nested_tags_stays_inside() -> None:
    html = render(ESCAPED + "<div>" * 506 + "<table><caption><svg><style><img src=x onerror=alert(1)>")
    assert not BeautifulSoup(html, "html5lib").select("[onerror], svg, style, img")


@pytest.mark.parametrize(
    "url",
    ["java\tscript:alert(1)", "java\nscript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "\x01javascript:x",
     "&#106;avascript:alert(1)", "vbscript:x", "data:text/html,<script>alert(1)</script>", "javascript&colon;alert(1)"],
)  # fmt: skip
def test_row_56_a_script_address_leaves_the_words(url: str) -> None:
    assert render(f'<p><a href="{url}">字</a></p>') == "<p>字</p>"


@pytest.mark.parametrize(
    "name", ["data-original", "data-actualsrc", "data-src", "srcset", "poster", "data-thumbnail"]
)
def test_row_57_every_address_is_checked_before_it_is_promoted(name: str) -> None:
    html = render(f'<p>a<img {name}="javascript:alert(1)" src="{PICTURE}"></p>')
    assert html.count("src=") == 1
    assert f'src="{PICTURE}"' in html


@pytest.mark.parametrize(
    ("url", "expected"),
    [("//evil.org/", "https://evil.org/"), ("\\\\evil.org/", "https://evil.org/"), ("/\\evil.org/", "https://evil.org/"),
     ("https:evil.org", ""), ("http://a@evil.org/", ""), (" \thttps://a.org/", "https://a.org/")],
)  # fmt: skip
def test_row_58_an_address_is_made_explicit_or_goes(url: str, expected: str) -> None:
    found = re.findall('href="([^"]*)"', render(f'<p><a href="{url}">字</a></p>'))
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize("url", ["/question/1", "./question/1", "question/1"])
def test_row_59_a_relative_address_is_zhihus(url: str) -> None:
    assert 'href="https://www.zhihu.com/question/1"' in render(f'<p><a href="{url}">字</a></p>')


@pytest.mark.parametrize(
    "html",
    ['<base href="//evil">字', '<meta http-equiv="refresh" content="0;url=//evil">字', '<link rel="stylesheet" href="//evil">字',
     '<form action="//evil"><input name="a">字</form>', '<button formaction="javascript:x">字</button>',
     '<iframe srcdoc="&lt;script&gt;">字</iframe>', '<object data="//evil">字</object>', '<embed src="//evil">字',
     '<applet code="x">字</applet>', '<portal src="//evil">字</portal>', "<template>字</template>",
     '<svg><animate onbegin="x"/><a>图</a></svg>字', '<svg><use href="data:x"/></svg>字', "<math><mi>x</mi></math>字",
     "<style>@import url(//evil)</style>字", '<p style="position:fixed;inset:0;z-index:9999">字</p>',
     '<p style="opacity:0"><b>字</b></p>'],
)  # fmt: skip
def test_rows_60_to_62_active_tags_and_styles_go_and_words_stay(html: str) -> None:
    out = render(ESCAPED + html)
    assert "字" in out
    assert not re.search(r"evil|style|formaction|srcdoc|<(?!/?(?:p|strong)\b)", out)


@pytest.mark.parametrize("attribute", ['id="__config"', 'id="__search"', 'name="forms"', 'id="location"', 'class="mermaid"',
                                       'class="md-overlay"', 'class="md-dialog"', 'class="tabbed-set"', 'class="arithmatex"',
                                       'data-md-component="x"', 'class="footnote"', 'class="zh-link-card"'])  # fmt: skip
@pytest.mark.parametrize("name", ["div", "p", "span", "figure", "h2"])
def test_rows_63_and_64_no_name_of_the_theme_is_borrowed(name: str, attribute: str) -> None:
    out = render(f"<{name} {attribute}>字</{name}>")
    assert re.sub(' id="zh-字"', "", out) in ("<p>字</p>", "<h2>字</h2>")


def test_row_71_one_picture_of_a_lazy_pair() -> None:
    html = render(
        f'<figure><noscript><img src="{PICTURE}"></noscript><img src="data:image/gif;base64,x"></figure>'
    )
    assert html.count("<img") == 1
    assert PICTURE in html


@pytest.mark.parametrize("code", ["\n\ncode\n", "\tif x:\n\t\ty\n", "a  b\xa0c\n\n\n"])
def test_row_72_code_keeps_every_character(code: str) -> None:
    assert f"<pre><code>{code}</code></pre>" in render(f"<pre><code>{code}</code></pre>").replace(
        "&nbsp;", "\xa0"
    )


EXCESS = {
    "ampersands": "&" * 1_000_000,
    "brackets of tags": "<" * 1_000_000,
    "comments": "字" + "<!--" * 250_000,
    "pictures": f'字<img src="{PICTURE}">' * 100_000,
    "paragraphs": "<p>字</p>" * 300_000,
    "notes": '字<sup data-text="a" data-numero="1" data-draft-type="reference">[1]</sup>' * 30_000,
    "quotes": '字<p a="' * 100_000,
}
HEAVY = {
    "attributes": "<p " + " ".join(f'a{number}="1"' for number in range(50_000)) + ">字</p>",
    "a long attribute": '<p title="' + "a" * 4_900_000 + '">字</p>',
    "square brackets": "[" * 50_000 + "字",
    "tables in tables": "<table><tr><td>字" * 3_000,
    "lists in lists": "<ul><li>字" * 4_000,
    "braces of TeX": '<p>字<img src="https://www.zhihu.com/equation?tex=' + "%7B" * 100_000 + '"></p>',
}


@pytest.mark.parametrize("name", EXCESS)
def test_row_73_what_is_too_much_is_shown_as_plain_text_and_named(name: str) -> None:
    body, problems = render_body(text=EXCESS[name], uri="a.md")
    assert [problem.rule for problem in problems] == ["excess"]
    assert not re.search("<(?!/?p>)", body.html)
    assert body.text.count("字") == EXCESS[name].count("字")


@pytest.mark.slow
@pytest.mark.parametrize("name", HEAVY)
def test_rows_73_and_74_what_is_heavy_is_rendered_whole(name: str) -> None:
    body, _ = render_body(text=HEAVY[name])
    assert body.text.count("字") == HEAVY[name].count("字")


def test_row_75_marks_of_direction_go() -> None:
    assert render("<p>a\u202eb\u2066c</p>") == "<p>abc</p>"


def test_row_76_trackers_go_and_pictures_are_https() -> None:
    html = render(
        f'<p>字<img src="https://a.org/t.gif" width="1" height="1"><img src="{PICTURE.replace("https", "http")}">尾</p>'
    )
    assert "t.gif" not in html
    assert f'src="{PICTURE}"' in html


def test_row_77_links_out_say_so_and_open_no_window() -> None:
    html = render('<p><a href="https://a.org/" target="_blank" rel="opener">字</a></p>')
    assert html == '<p><a href="https://a.org/" rel="noopener noreferrer nofollow ugc">字</a></p>'


@pytest.mark.parametrize("text", ["<p></p>", "<script>x</script>", f'<img src="{PICTURE}">',
                                  '<a class="video-box" href="https://www.zhihu.com/video/1"></a>'])  # fmt: skip
def test_row_78_an_empty_body_is_no_error(text: str) -> None:
    render_body(text=text)


def test_a_mistake_of_ours_costs_neither_the_post_nor_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_draft: Draft) -> None:
        raise ZeroDivisionError("x")

    monkeypatch.setattr(problem_values, "MISTAKES", MISTAKES)
    monkeypatch.setattr(pipeline, "PIPELINE", (*pipeline.PIPELINE, stumble))
    body, problems = render_body(text="<p>一 <b>二</b></p><script>x</script>", uri="a.md")
    assert body.html == "<p>一</p><p>二</p><p>x</p>"
    message = "met a mistake of ours (ZeroDivisionError: x); it is shown as plain text"
    assert list(map(format_problem, problems)) == [f"a.md: {message}; please report it with this post"]


def test_a_mistake_of_the_parser_of_markdown_costs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_text: str, **_options: object) -> None:
        raise IndexError("x")

    monkeypatch.setattr(problem_values, "MISTAKES", MISTAKES)
    monkeypatch.setattr(opening, "render_markdown", stumble)
    body, problems = render_body(text="一 **二**", uri="a.md", format="markdown")
    assert body.html == "<p>一 **二**</p>"
    assert [problem.rule for problem in problems] == ["mistake"]
