"""Every message of the source has its Chinese, and is said in the reader's language."""

import re
from pathlib import Path

import message_sources
import pytest
from babel.messages.pofile import read_po
from growth import grows_too_fast
from project import ROOT, post

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.i18n.messages import find_translate, load_catalogue
from mkdocs_zhihu.problems import Problem, format_problem, format_problems

pytestmark = pytest.mark.unit

FIELD = re.compile(r"\{(\w+)\}")
CHINESE = re.compile("[\u4e00-\u9fff\uff0c\uff1a\uff1b]")


def read_catalogue() -> dict[str, str]:
    with (ROOT / "mkdocs_zhihu" / "i18n" / "zh.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id}


def test_the_source_has_messages() -> None:
    assert len(set(message_sources.list_messages())) > 300


def test_every_message_has_its_chinese_and_no_other_stands_there() -> None:
    known, made = set(read_catalogue()), {text for _, text in message_sources.list_messages()}
    assert made - known == set(), "add them to mkdocs_zhihu/i18n/zh.po"
    assert known - made == set(), "remove them from mkdocs_zhihu/i18n/zh.po"


@pytest.mark.parametrize("character", ["\x1b[31m", "\x9b31m", "\r", "\nERROR", "\u202e", "\u2028"])
def test_control_characters_of_a_post_are_escaped_in_messages(character: str) -> None:
    problem = Problem(f"posts/{character}.md", "x", f"links to {character}a, which is no page", character)
    said = format_problem(problem, find_translate({"LANGUAGE": "zh"}))
    assert said.isprintable()
    assert said.count("\\") == len(("uri", "message", "hint"))


def test_control_characters_of_arguments_are_escaped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(tmp_path / "\x1b[31m")]) == 2
    assert "\\x1b[31m" in capsys.readouterr().err


def test_messages_are_looked_for_in_every_function_that_is_given_one() -> None:
    assert message_sources.find_unlisted() == []


def test_placeholders_agree() -> None:
    for message, text in read_catalogue().items():
        assert sorted(FIELD.findall(message)) == sorted(FIELD.findall(text)), message


def test_every_translation_is_chinese() -> None:
    for message, text in read_catalogue().items():
        assert CHINESE.search(text), message


def test_a_message_with_values_is_recognised_and_keeps_them() -> None:
    for message in {text for _, text in message_sources.list_messages() if FIELD.search(text)}:
        values = {name: f"⟦{number}⟧" for number, name in enumerate(FIELD.findall(message))}
        said = load_catalogue().translate(FIELD.sub(lambda field, values=values: values[field[1]], message))
        assert CHINESE.search(said), message
        assert sorted(re.findall("⟦.+?⟧", said)) == sorted(values.values()), message


@pytest.mark.parametrize(
    ("environment", "theme", "is_chinese"),
    [
        ({}, "", False),
        ({"LANG": "zh_CN.UTF-8"}, "", True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "", False),
        ({"LC_MESSAGES": "zh_TW", "LANG": "C"}, "en", True),
        ({"LANG": "C.UTF-8"}, "zh", True),
        ({"LANG": "de_DE"}, "zh-Hant", True),
        ({"LANGUAGE": "en", "LANG": "zh_CN"}, "zh", False),
        ({"LANGUAGE": "zh_CN:en", "LANG": "C"}, "", True),
        ({"LANG": "en_US"}, "en", False),
    ],
)
def test_the_locale_or_the_theme_decides(
    environment: dict[str, str], theme: str, *, is_chinese: bool
) -> None:
    assert (find_translate(environment, theme)("rename it") == "改个名字") is is_chinese


def test_a_problem_is_said_in_both_languages() -> None:
    problem = Problem(
        "a.md", "fm.date", "date 'x' is no usable date; the post is listed without one", "correct it", 5
    )
    assert format_problem(problem).startswith("a.md:5: date 'x' is no usable date")
    said = format_problem(problem, load_catalogue().translate)
    assert said == "a.md:5: date 'x' 不是能用的日期；文章列为没有这个日期；改正它"
    group = format_problems(
        [problem, *(Problem(f"{n}.md", "fm.date", "has no front matter") for n in range(9))],
        load_catalogue().translate,
    )
    assert "fm.date 共 10 次，前 5 次：" in group[0][1]


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["; ", ": ", " (", ") ", " in = ", " + ", "x", "date ", "，", "{name}"])
def test_the_words_of_a_stranger_take_linear_time(piece: str) -> None:
    translate = load_catalogue().translate

    def work(value: str) -> None:
        for message in (
            value,
            f"date {value} is no usable date; the post is listed without one",
            f"links to {value}",
        ):
            translate(message)

    assert not grows_too_fast(work, lambda count: piece * count)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("a/b.zip: is empty", "a/b.zip: 是空的"),
        ("a.zip: is empty; rename it", "a.zip: 是空的；改个名字"),
        ("is empty; and more: of this", "是空的；and more: of this"),
        ("a: b; c", "a: b; c"),
    ],
)
def test_parts_of_a_message_are_said_on_their_own(message: str, said: str) -> None:
    assert load_catalogue().translate(message) == said


def test_an_unknown_message_stays_as_it_is() -> None:
    assert load_catalogue().translate("Nobody expects this sentence") == "Nobody expects this sentence"


def test_commands_speak_the_language_of_the_locale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text(post(date="昨天"), encoding="utf-8")
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    assert run(["check", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "警告：a.md:" in said
    assert "读入 1 篇 = 1 页 + 0 搁置 + 0 不发布" in said
    with pytest.raises(SystemExit):
        run(["mirror", "--help"])
    said = capsys.readouterr().out
    assert "用法：" in said
    assert not re.search(r"(?m)^  -\S+ .*[a-z]{4} [a-z]{3} [a-z]{4}", said)


def test_the_account_of_an_import_is_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANGUAGE", "zh_CN")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text('{"id": "1", "content": "<p>文</p>", "title": "题"}', encoding="utf-8")
    run(["import", "a.json"])
    assert re.search(r"读入 1 条 = 写入 \d \+ 更新 0 \+ 相同 0 \+ 更差 0 \+ 搁置 \d", capsys.readouterr().out)
