"""What kind a file is of by its content: most notes are Markdown, whatever they begin with."""

import pytest

from mkdocs_zhihu.importing.trees.detect import detect_source_kind

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2019, 我的一年总结", "markdown"),
        ('"引号", 他说', "markdown"),
        ("3.5, 一个数", "markdown"),
        ("true, 真的", "markdown"),
        ("1,2,3", "markdown"),
        ("null]", "markdown"),
        ("], 又一句", "markdown"),
        ("[1] 见附录", "markdown"),
        ("[[笔记]]", "markdown"),
        ("[1], [2] 见附录", "markdown"),
        ("[1][2] 提到", "markdown"),
        ("[0, 1] 闭区间上的函数", "markdown"),
        ("[0, 1) 区间", "markdown"),
        ("[0, ∞) 区间", "markdown"),
        ("[[1, 2], [3, 4]] 是矩阵", "markdown"),
        ('["甲", "乙"] 两本书', "markdown"),
        ("[] 待办", "markdown"),
        ("[]\n\n正文", "markdown"),
        ('{"a": 1} 是 JSON', "markdown"),
        ('{"title": "甲"}\n\n正文', "markdown"),
        ("[1, 2]", "json"),
        ("[[1, 2], [3", "json"),
        ('{"a": 1}\n{"a": 2}\n', "json"),
        ('{"a": {"b": [1, "切', "json"),
        ('["a", {"b"', "json"),
        ("[]", "json"),
        ("[[], [1", "json"),
        ("[[1], [2]]", "json"),
        ('[{"a": 1', "json"),
        ("{}", "json"),
    ],
)
def test_a_text_is_json_only_if_it_begins_as_an_object_or_a_list(text: str, kind: str) -> None:
    assert detect_source_kind(text.encode(), "a.md") == kind


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize(
    "text",
    [
        "<html> 标签的用法",
        "<head first Java> 读后感",
        "<!DOCTYPE html> 有什么用",
        "<rss> 是什么",
        '<?xml version="1.0"?> 是声明',
        "<!-- more -->\n# 标题",
        "{{ 模板 }}",
        "{% raw %}",
        "%% 注释 %%",
        "#+TITLE: 甲",
        ".. image:: a.png",
        "> 引用",
        "| a | b |\n|---|---|",
        "```json\n{",
        "1. 一",
        "Content-Type: multipart/related 是什么",
    ],
)
def test_a_note_is_markdown_whatever_it_begins_with(text: str, encoding: str) -> None:
    assert detect_source_kind(f"{text}\n\n正文".encode(encoding), "a.md") == "markdown"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!doctype html>\n<html><body>甲", "html"),
        ("<!-- saved from url=(0014)about:internet -->\n<html lang='zh'>\n<head>", "html"),
        ('<html class="a" data-b', "html"),
        ('<?xml version="1.0"?>\n<rss version="2.0">', "xml"),
        ("<rss version='2.0'><channel>", "xml"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n", "mhtml"),
    ],
)
def test_what_an_import_reads_is_known_though_it_is_named_as_a_note(text: str, kind: str) -> None:
    assert detect_source_kind(text.encode(), "a.md") == kind
