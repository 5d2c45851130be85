"""Texts in GB18030 stay so, however short and damaged they are; whole files in other encodings are read as such."""

import re

import pytest
from project import ROOT

from mkdocs_zhihu.reading.charsets import detect_charset
from mkdocs_zhihu.reading.decode import decode_text

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


@pytest.mark.parametrize(
    "text",
    [
        "Le café naïve",
        "Voilà l’été : « une idée créée à Liège » – déjà vu.",
        "Größe und Maß: Für schöne Straßen, »über« allem.",
        "¿Qué pasó mañana? El niño comió en el jardín.",
        "A opção e as condições da votação não são más.",
        "Räksmörgås på Ålands öar",
        "ÉCOLE NORMALE SUPÉRIEURE À PARIS\n" * 5,
        "ÄÖÜ, STRAßE ÜBER ÖL\n" * 8,
        "¿Qué pasó? ¡Ñandú y año! ¡Éxito!",
        "He doesn’t know the “curly” quotes — it’s fine.",
        "25°C ± 3 © 2019",
    ],
)
def test_languages_of_western_europe_are_read_as_such(text: str) -> None:
    found, problems = decode_text(text.encode("cp1252"), "a.md")
    assert found == text
    assert [problem.message for problem in problems] == ["is Windows-1252, not UTF-8; read as such"]


def test_polish_is_not_certainly_of_western_europe() -> None:
    _, problems = decode_text("Nie można otworzyć pliku, ponieważ ma zły rozmiar".encode("cp1250"), "a.md")
    assert [problem.rule for problem in problems] == ["encoding.uncertain"]


@pytest.mark.parametrize(
    "text",
    [
        "鳴謝",
        "連線(_C)",
        "目录递归（默认）",
        "显示远程跟踪的和本地的分支",
        "危險訊號",
        "a 琪 b",
        "say 喵 now",
    ],
)
def test_a_few_chinese_words_are_neither_western_nor_damaged_utf8(text: str) -> None:
    found, problems = decode_text(text.encode("gb18030"), "a.md")
    assert (found, [problem.rule for problem in problems]) == (text, ["encoding"])


@pytest.mark.parametrize(
    "text",
    [
        "L'été à Paris, déjà. " * 30,
        "Größe für schöne Häuser. ",
        "nǐ hǎo, wǒ shì zhōngguó rén. ",
        "Привет, мир! Сегодня хороший день. ",
        "Καλημέρα κόσμε. ",
        "שלום עולם. ",
        "سلام دنیا. ",
        "\ufeffIt is fine. ",
    ],
)
@pytest.mark.parametrize("damage", [b"caf\xe9s", b"\xd0A", b"\xd8A"])
def test_a_damaged_byte_leaves_the_rest_of_a_text_in_utf8(text: str, damage: bytes) -> None:
    found, problems = decode_text(text.encode() + damage, "a.md")
    assert found == text.lstrip("\ufeff") + damage.decode("utf-8", "replace")
    assert [problem.rule for problem in problems] == ["encoding.damaged"]


def test_a_damaged_byte_leaves_the_rest_of_a_text_in_gb18030() -> None:
    text = "说到这个问题，我认为要先了解它的历史背景。\n"
    found, problems = decode_text(text.encode("gb18030") + b"\xff\n" + text.encode("gb18030"), "a.md")
    assert found == f"{text}\ufffd\n{text}"
    assert [problem.rule for problem in problems] == ["encoding", "encoding.damaged"]


def test_a_page_in_chinese_that_says_it_is_western_is_read_as_chinese() -> None:
    text = '<meta charset="iso-8859-1"><p>说到这个问题，我认为要先了解它的历史背景'
    assert decode_text(text.encode("gbk"), "a.html")[0] == text


def test_the_remedy_names_the_encoding_that_was_read() -> None:
    _, problems = decode_text("洳羸醒舾嚆懔势责".encode("gb18030"), "a.md")
    assert "`iconv -f GB18030 -t UTF-8`" in problems[0].hint


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["---\ntitle: 题\n---\n正文", "<div>正文</div>", "# 题\n\n正文"])
def test_utf16_without_a_bom_is_read_by_its_first_characters(text: str, codec: str) -> None:
    decoded, problems = decode_text(text.encode(codec), "a.md")
    assert decoded == text
    assert [problem.message for problem in problems] == ["is UTF-16, not UTF-8; read as such"]
