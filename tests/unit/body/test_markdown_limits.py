"""Limits of what is read in Markdown, and what they leave as it is."""

import pytest

from mkdocs_zhihu.body.markdown import render_markdown
from mkdocs_zhihu.body.markdown.dialects.nested_boxes import mend_boxes

pytestmark = pytest.mark.unit


def test_containers_beyond_a_sensible_depth_keep_their_colons() -> None:
    text = "::: a\n" * 60 + ":::\n" * 60
    assert mend_boxes(text) == text


def test_colons_before_words_that_name_no_container_are_no_end() -> None:
    assert mend_boxes("::: a\n::: **甲**\n::: b\n乙\n:::\n:::") == ":::: a\n::: **甲**\n::: b\n乙\n:::\n::::"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("见 http://a.org/b?c=d&e 和 https://b.org。", '<a href="http://a.org/b?c=d&amp;e">'),
        ("甲：http：乙:http://a.org/x.", "甲：http：乙:http://a.org/x."),
        ("写给 mailto:a@b.org 或 c@d.org", '<a href="mailto:c@d.org">c@d.org</a>'),
        ("x" * 20_000 + " www.a.org", '<a href="http://www.a.org">www.a.org</a>'),
        ("![甲](a(b(c))d.png)", '<img src="a(b(c))d.png" alt="甲">'),
        ("![甲](" + "a(" * 33 + ")" * 33 + ")", "![甲]("),
        ("[甲](a\\)b)", '<a href="a)b">甲</a>'),
        ("[甲](<a b>)", '<a href="a b">甲</a>'),
    ],
)
def test_addresses_are_still_found(text: str, html: str) -> None:
    assert html in render_markdown(text).html
