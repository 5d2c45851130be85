"""Where posts are written: below `--into` and nowhere else, whatever a source or the records say."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.originals import Original, build_original, parse_original
from mkdocs_zhihu.importing.settings import LAYOUTS
from mkdocs_zhihu.importing.storage.post_files import name_post

pytestmark = pytest.mark.unit

Import = Callable[..., tuple[int, str]]
INVALID_IDS = ["", "/../../../escaped", "../1", "1/2", "²", "١", "9" * 26, "9" * 270, "1\n", " 1"]
LONG_ID = "9" * 270


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Import:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b" / "c")

    def call(*arguments: str) -> tuple[int, str]:
        code = run(["import", *arguments])
        captured = capsys.readouterr()
        return code, captured.err + captured.out

    return call


def list_posts(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))


def answer(**fields: Any) -> dict[str, Any]:
    question = {"id": "2", "title": "云是白的吗？"}
    return {"type": "answer", "id": "1", "question": question, "content": "<p>水滴</p>"} | fields


@pytest.mark.parametrize("text", INVALID_IDS)
def test_only_short_numbers_are_ids(text: str) -> None:
    assert build_original("answer", text) == Original()
    assert build_original("answer", "1", text) == Original("answer", "1")
    assert parse_original(f"https://www.zhihu.com/answer/{text}").id in ("", "1")


def test_an_unknown_kind_is_no_original() -> None:
    assert build_original("../answer", "1") == Original()
    assert build_original("answer", "9" * 25, "2") == Original("answer", "9" * 25, "2")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "facts",
    [
        "{type: answer, id: '1', question: '/../../../escaped'}",
        "{type: answer, id: '../../../escaped', question: '2'}",
        f"{{type: answer, id: '{LONG_ID}', question: '{LONG_ID}'}}",
    ],
)
def test_front_matter_leads_nowhere_else(call: Import, tmp_path: Path, facts: str, layout: str) -> None:
    Path("in").mkdir()
    text = f"---\ntitle: 云\nzhihu: {facts}\nsource: https://example.org/a\n---\n水滴\n"
    Path("in/a.md").write_text(text, encoding="utf-8")
    Path("in/b.md").write_text(text.replace(facts, "{type: answer, id: '7'}"), encoding="utf-8")
    code, said = call("in", "--all", "--layout", layout, "--into", "posts")
    assert code == 0, said
    assert len(list_posts(Path("posts"))) == 2
    assert all(name.startswith(("a/b/c/in/", "a/b/c/posts/")) for name in list_posts(tmp_path))


@pytest.mark.parametrize(
    "fields",
    [
        {"id": LONG_ID},
        {"question": {"id": LONG_ID, "title": "云"}},
        {"question": LONG_ID},
        {"id": None, "url": f"https://www.zhihu.com/question/2/answer/{LONG_ID}"},
        {"question": {"title": "云", "url": f"https://www.zhihu.com/question/{LONG_ID}"}},
    ],
)
def test_an_id_of_many_digits_does_not_end_an_import(call: Import, fields: dict[str, Any]) -> None:
    Path("a.json").write_text(json.dumps([answer(**fields), answer(id="3")]), encoding="utf-8")
    code, said = call("a.json", "--layout", "question", "--into", "posts")
    assert code == 0, said
    names = list_posts(Path("posts"))
    assert "question-2/answer-3.md" in names
    assert len(names) == 2


@pytest.mark.parametrize(
    "named",
    [
        ("answer", "1", "/../../x"),
        ("answer", "1", "..\\x"),
        ("answer", "../1"),
        ("../x", "1"),
        ("answer", LONG_ID, LONG_ID),
    ],
)
def test_a_path_is_made_of_plain_names(named: tuple[str, ...], tmp_path: Path) -> None:
    item = ImportItem(
        title="云", body="水", original=build_original(*named), date=datetime(2024, 1, 1, tzinfo=UTC), categories=(("..", "a/../b"),)
    )  # fmt: skip
    for layout in LAYOUTS:
        names = name_post(item, layout, tmp_path).split("/")
        assert all(len(name) < 250 and not name.startswith(".") and "\\" not in name for name in names)


def test_a_file_in_the_place_of_a_folder_costs_one_post(call: Import) -> None:
    Path("posts").mkdir()
    Path("posts/question-5").write_text("", encoding="utf-8")
    items = [answer(question={"id": "5", "title": "云"}), answer(id="3")]
    Path("a.json").write_text(json.dumps(items), encoding="utf-8")
    code, said = call("a.json", "--into", "posts", "--layout", "question")
    assert code == 1, said
    assert "its file cannot be written" in said
    assert "2 items in = 1 written + 0 updated + 0 same + 0 poorer + 1 set aside" in said
    assert list_posts(Path("posts")) == ["question-2/answer-3.md"]
    assert "answer/1" not in Path("posts/.zhihu-import.jsonl").read_text(encoding="utf-8")
    assert call("a.json", "--into", "posts")[0] == 0, "with another layout it can be written"


@pytest.mark.skipif(os.name != "posix", reason="Windows says something else")
def test_a_path_that_is_too_long_for_the_system_costs_one_post(call: Import) -> None:
    Path("a.json").write_text(json.dumps(answer()), encoding="utf-8")
    category = ",".join(["云" * 40] * 40)
    code, said = call("a.json", "--into", "posts", "--layout", "collection", "--categories", category)
    assert code == 1, said
    assert "its file cannot be written" in said


@pytest.mark.parametrize("place", ["../outside.md", "a/../../outside.md"])
def test_a_record_that_leads_out_of_the_folder_is_none(call: Import, place: str) -> None:
    Path("posts/a").mkdir(parents=True)
    Path("outside.md").write_text("---\ntitle: 我的\n---\n我的\n", encoding="utf-8")
    record = json.dumps({"key": "answer/1", "path": place}) + "\n"
    Path("posts/.zhihu-import.jsonl").write_text(record, encoding="utf-8")
    before = Path("outside.md").read_bytes()
    Path("a.json").write_text(json.dumps(answer()), encoding="utf-8")
    code, said = call("a.json", "--into", "posts", "--update")
    assert code == 0, said
    assert Path("outside.md").read_bytes() == before
    assert list_posts(Path()) == ["outside.md", "posts/answer-1.md"]
