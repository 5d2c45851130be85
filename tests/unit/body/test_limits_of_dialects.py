"""Where the forms of other tools end: limits, and spellings that are rare."""

import pytest

from mkdocs_zhihu.body import render_body
from mkdocs_zhihu.body.raw.local_addresses import root_local_addresses
from mkdocs_zhihu.reading.charsets import detect_charset
from mkdocs_zhihu.reading.file_kinds import is_binary
from mkdocs_zhihu.reading.markdown.title_heading import find_heading

pytestmark = pytest.mark.unit


def render(text: str) -> str:
    return render_body(text=text, title="题", format="markdown")[0].html


def test_tabs_nest_as_deep_as_other_blocks() -> None:
    text = "\n".join("    " * level + '=== "甲"' for level in range(60)) + "\n" + "    " * 60 + "字"
    assert render(text).count("<strong>") == 45


def test_a_box_with_neither_title_nor_text_is_text() -> None:
    assert render('!!! note ""\n\n文字') == '<p>!!! note ""</p><p>文字</p>'


def test_tags_with_markdown_may_be_in_capitals() -> None:
    assert render("<DIV markdown>\n- 甲\n</DIV>") == "<ul><li>甲</li></ul>"


def test_keys_have_a_side() -> None:
    assert render("++left-ctrl+c++") == "<p><kbd>Left Ctrl</kbd>+<kbd>C</kbd></p>"


def test_a_heading_below_very_many_pictures_is_no_title() -> None:
    assert find_heading("![](a.png)\n" * 20 + "\n# 题\n") == "题"
    assert find_heading("![](a.png)\n" * 21 + "\n# 题\n") == ""


def test_the_word_of_a_page_counts_only_if_its_text_agrees() -> None:
    text = "说到这个问题，我认为要先了解它的历史背景".encode("gbk")
    assert detect_charset(b'<meta charset="euc-kr">' + text + b"\xff\xff")[0].name == "GB18030"


def test_chinese_between_small_letters_is_chinese() -> None:
    assert detect_charset("a後b a後b".encode("gbk"))[0].name == "GB18030"


def test_damaged_utf16_with_its_mark_is_text() -> None:
    letters = "a".encode("utf-16-le") * 20
    assert not is_binary(b"\xff\xfe" + letters + b"\x00\xd8" + "\u61d8a".encode("utf-16-le"))


def test_a_file_of_localhost_is_a_file() -> None:
    html = root_local_addresses('<img src="file://localhost/C:/a.png">')
    assert html == '<img src="/file:/C:/a.png">'
