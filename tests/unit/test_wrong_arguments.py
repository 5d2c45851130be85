"""What commands say to arguments that cannot be meant: before anything is read or written."""

from pathlib import Path

import pytest
from project import post

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.config.validators import parse_fallbacks

pytestmark = pytest.mark.unit


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "posts").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "posts" / "a.md").write_text(post("甲"), encoding="utf-8")
    (tmp_path / "file").write_text("text", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("check posts --max-size 0", "'0' is not a positive whole number; use 1 or more"),
        ("check posts --max-size 5MB", "'5MB' is not a positive whole number"),
        ("mirror posts --limit=-1", "'-1' is not a whole number; use 0 or more"),
        ("mirror posts --refresh=-3", "'-3' is not a number; use 0 or more"),
        ("mirror posts --refresh nan", "'nan' is not a number"),
        ("mirror posts --delay soon", "'soon' is not a number"),
        ("mirror posts --fallback https://a.example/", "'https://a.example/' has no {url}"),
        ("epub posts --max-posts 0", "'0' is not a positive whole number"),
        ("epub posts --max-mb=-1", "'-1' is not a positive whole number"),
        ("export out posts --since 2024-1-1", "'2024-1-1' is not a day; use one such as 2024-01-31"),
    ],
)
def test_a_value_that_is_none_is_named(
    folder: Path, command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(command.split())
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in folder.iterdir()) == ["empty", "file", "posts"]


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("epub", 2, "nothing to export is named; name the folder of posts"),
        ("epub empty", 2, "there is no post to export"),
        ("epub posts --category 乙", 2, "no post fits `--category`"),
        ("epub posts --cover file", 2, "file: is no picture that a book can show"),
        ("export out posts --author 乙", 2, "no post fits `--category`, `--author`"),
        ("export out posts --since 2090-01-01", 2, "no post fits"),
        ("check", 2, "docs/posts: is no folder; name the folder that holds the posts"),
        ("mirror --prune", 2, "`--prune` removes what no post shows; name the folder of all posts"),
        ("mirror posts --store file", 3, "file: is no folder; name one for the pictures"),
        ("new file", 2, "file: exists already; name another folder"),
        ("verify nowhere", 2, "nowhere: does not exist; name a pack, or a folder"),
        ("verify file --write", 2, "file: is no folder; name one of posts"),
    ],
)
def test_a_place_or_a_choice_that_holds_nothing_is_named(
    folder: Path, command: str, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(command.split()) == code
    assert capsys.readouterr().err.startswith(said)
    assert sorted(path.name for path in folder.iterdir()) == ["empty", "file", "posts"]


def test_a_fallback_of_the_configuration_has_a_place_for_the_address() -> None:
    assert parse_fallbacks(["https://a.example/{url}"]) == ["https://a.example/{url}"]
    with pytest.raises(ValueError, match=r"has no \{url\}"):
        parse_fallbacks(["https://a.example/{url}", "https://b.example/"])


def test_posts_are_where_a_new_site_has_them(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "docs").mkdir()
    (folder / "posts").rename(folder / "docs" / "posts")
    assert run(["check"]) == 0
    assert capsys.readouterr().out.startswith("1 post in = 1 page out")
    assert run(["mirror", "--status"]) == 0
    assert capsys.readouterr().out == "0 of 0 pictures are kept, 0.0 MB\n"
