"""Texts in GB18030 stay so, however short they are; whole files in other encodings are read as such."""

import re

import pytest
from project import ROOT

from mkdocs_zhihu.reading.charsets import detect_charset

pytestmark = pytest.mark.unit

CHINESE = sorted(
    {
        line
        for path in (ROOT / "docs" / "zh").rglob("*.md")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search("[\u4e00-\u9fff]{4}", line)
    }
)
TRADITIONAL = [
    "| `categories: 隨筆` | 一級分類：隨筆 |",
    "title: '代碼塊裏的詞條'",
    "| 發佈到網上 | [發佈](publishing.md) |",
    "| 從 Hexo 換過來 | [從 Hexo 遷來](hexo.md) |",
    "雙擊打開的網頁",
    "<p>這麼簡單好記？這怎麼可",
    "簡體與繁體：`為",
]
JAPANESE = [
    "カスタムウィジェットに含まれるタブのラベルです",
    "警告: は許可されていません",
    "代わりに使ってください。",
    "シンボルをロードできません",
    "ファイルにプログラムヘッダーがありません",
    "今日は天気がとても良いので、公園へ散歩に行きました。",
]
JAPANESE_FILE = "\n".join((*JAPANESE, "エラーメッセージは前の失敗から続くエラーであることを示しています。"))


@pytest.mark.parametrize("lines", [CHINESE, TRADITIONAL, JAPANESE], ids=["simplified", "traditional", "ja"])
def test_lines_in_gb18030_are_read_as_such(lines: list[str]) -> None:
    found = [(line, *detect_charset(line.encode("gb18030"))) for line in lines]
    assert len(found) > 5
    assert [
        line for line, charset, is_certain in found if (charset.name, is_certain) != ("GB18030", True)
    ] == []


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (JAPANESE_FILE, "euc_jp", "EUC-JP"),
        (JAPANESE_FILE, "cp932", "Shift_JIS"),
        ("說到這個問題，我們今天要先了解一下它的歷史背景，然後再看別的。", "big5hkscs", "Big5"),
        ("이것은 한국어로 쓴 글입니다. 그리고 다른 인코딩으로 저장되어 있습니다.", "cp949", "EUC-KR"),
    ],
)
def test_files_in_other_encodings_are_read_as_such(text: str, codec: str, name: str) -> None:
    charset, is_certain = detect_charset(text.encode(codec))
    assert (charset.name, is_certain) == (name, True)


@pytest.mark.parametrize("label", ["gb18030", "GBK", "gb2312"])
def test_a_page_may_say_that_it_is_gb18030(label: str) -> None:
    text = f'<meta charset="{label}"><p>洳羸醒舾嚆懔势责</p>'
    charset, is_certain = detect_charset(text.encode("gb18030"))
    assert (charset.name, is_certain) == ("GB18030", True)
