"""What kind a file is of by its content: most notes are Markdown, whatever they begin with."""

import pytest

from mkdocs_zhihu.importing.trees.detect import detect_kind

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
        ("[1, 2]", "json"),
        ('["a", {"b"', "json"),
        ("[]", "json"),
        ("[[], [1", "json"),
        ("[[1], [2]]", "json"),
        ('[{"a": 1', "json"),
        ("{}", "json"),
    ],
)
def test_a_text_is_json_only_if_it_begins_as_an_object_or_a_list(text: str, kind: str) -> None:
    assert detect_kind(text.encode(), "a.md") == kind
