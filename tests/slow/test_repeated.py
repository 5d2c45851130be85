"""The time a post takes grows with its length, whatever it repeats without an end."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
from growth import grows_too_fast

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.reading import read_post

pytestmark = [pytest.mark.unit, pytest.mark.slow]

TAGS = (
    "<pre>", "<code>", "<pre><code>", "<pre><code>a</pre>", "<code>a</pre>", "<!--", "<![CDATA[", "<![if", "<?xml", "<style>", "<style",
    "<noscript>", "<script", "<script>", '<script type="math/tex">', '<script id="js-initialData">', "<iframe>", "<svg>", "<math>",
    "<math><mi>", '<math><annotation encoding="application/x-tex">', "<annotation>", '<a href="', '<a href="x"', "<a>", '<span data-text="',
    "<b", "<b>", "</b>", "</p>", "<o:p>", "<head", "<html>", "<!doctype html>", "<title>", "<textarea>", "<figure>", "<figcaption>", "<table>",
    "<tr>", "<td>", "<ul><li>", "<sup>", "<sup>[1]", "<img ", '<img src="data:', "<video", "<audio", '<p class="', '<div class="highlight">',
    '<div class="highlight"><table>', '<table class="rouge-table"><tbody><tr><td class="rouge-gutter"><pre>1</pre></td><td class="rouge-code"><pre>',
    '<div class="MathJax_Display">', '<a class="RichContent-EntityWord">a<svg>', "<details>", "<h1>a", "<font>", "<input", "<label>",
    "<blockquote>", "<center>", "<button>", "<mjx", "<br>", "<hr>", "<!-- more -->", "<p>a</p>",
)  # fmt: skip
TEXTS = (
    "&", "&lt;", "{{", "@[", "[公式]", "$$", "\\[", "\\begin{align}", "```", "~~~", "> ", "- ", "1. ", "| a ", "|-", "[^1]", "[^1]:", "[[", "![[",
    "![", "[a]: b\n", "<https:", "*", "_", "**", "~~", "==", "::: ", "> [!note]\n", "{% note %}", "{% endnote %}", "{% raw %}", "{% x ", "\x00",
    "\ufeff", "　", "\n", "\r", "\t", "问题：", "的回答", "发布于", "著作权归作者所有。", "来源：知乎", "参考", "编辑于 2020-01-01", "http://a.b ", "www.", "a@b", "zhihu://",
)  # fmt: skip
FIELDS = (
    "---\n", "- a: \n", "a: b\n", "- [\n", "? ", "&a ", "*a ", "{", "[", '"', "+++\n", ";;;\n", "tags: [a]\n", 'title: "', "title: |\n ", "%%%",
)  # fmt: skip
WHOLE = (
    '<p>a<img src="https://www.zhihu.com/equation?tex=x" alt="x" eeimg="1"></p>',
    'a<img src="https://www.zhihu.com/equation?tex=x" alt="x" eeimg="1">',
    '<p>a<sup data-text="b" data-url="https://a.org" data-numero="1">[1]</sup></p>',
    '<div class="question"><h2 class="question-title">a</h2><div class="answer"><div class="content">b</div></div></div>',
    "<h2>a</h2>", '<hr data-zh-more="1">', "<h2>参考</h2><p>a[1]</p><ol><li>b</li></ol>",
)  # fmt: skip
STARTS = ("", "---\ntitle: T\n---\n<div>文</div>\n<html>")
STEP = 1 if os.environ.get("ALL_REPEATED") else 6
"""Of what could be repeated every sixth is, but for what took too long once."""
ONCE_SLOW = (
    "<pre><code>a</pre>", "<code>a</pre>", "<math>", "<!--", "<script>", "<h1>a", "<textarea>", "[^1]", '<span data-text="',
)  # fmt: skip


def select(units: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*ONCE_SLOW, *units[::STEP])))


def is_slow(work: Callable[[str], object], start: str, unit: str) -> bool:
    return grows_too_fast(work, lambda count: f"{start}{unit * count}末")


@pytest.mark.parametrize("body_format", ["html", "markdown"])
def test_a_body_that_repeats_takes_no_more_for_each_character(
    body_format: Literal["html", "markdown"],
) -> None:
    def work(text: str) -> None:
        render_body(text=text, title="t", format=body_format)

    assert [unit for unit in (*WHOLE, *select(TAGS + TEXTS)) if is_slow(work, "文", unit)] == []


def test_a_file_that_repeats_takes_no_more_for_each_character() -> None:
    def work(text: str) -> None:
        read_post(data=text.encode(), uri="a.md", zone=ZoneInfo("UTC"), now=datetime.now(UTC))

    repeated = product(STARTS, select(TAGS + TEXTS + FIELDS))
    assert [(start, unit) for start, unit in repeated if is_slow(work, start, unit)] == []


def test_a_picture_that_is_escaped_very_often_takes_no_more_for_each_time() -> None:
    def work(text: str) -> None:
        render_body(text=text, title="t", format="html")

    assert not grows_too_fast(
        work, lambda count: f"<noscript>&{'amp;' * 8 * count}lt;img src=a&gt;</noscript>末"
    )
