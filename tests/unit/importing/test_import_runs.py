"""The second run: what is there is never made poorer, edits stay, nothing is deleted."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_zhihu.cli.main import run
from mkdocs_zhihu.importing.storage import stored_posts
from mkdocs_zhihu.importing.storage.history import STAGING
from mkdocs_zhihu.importing.storage.import_records import MAX_KNOWN, unite_known
from mkdocs_zhihu.importing.storage.post_files import keep_version
from mkdocs_zhihu.importing.storage.stored_posts import hash_text

pytestmark = pytest.mark.unit

LONG = "<p>" + "云由水滴组成，水滴散射所有波长的光。" * 10 + "</p>"
EDITED = LONG.replace("所有", "一切")


class Archive:
    """A folder of posts and a source that changes."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.posts = Path("docs/posts")

    def run(self, *arguments: str) -> tuple[int, str]:
        code = run(["import", *arguments])
        captured = self._capsys.readouterr()
        return code, captured.err + captured.out

    def feed(self, *items: dict[str, Any], arguments: tuple[str, ...] = ()) -> dict[str, int]:
        Path("source.json").write_text(json.dumps({"data": items}), encoding="utf-8")
        _, said = self.run("source.json", "--json", *arguments)
        report: dict[str, int] = json.loads(said)
        return {key: value for key, value in report.items() if isinstance(value, int) and value}

    def read(self, name: str = "answer-1.md") -> str:
        return (self.posts / name).read_text(encoding="utf-8")

    def edit(self, old: str, new: str, name: str = "answer-1.md") -> None:
        text = self.read(name)
        assert old in text
        (self.posts / name).write_text(text.replace(old, new), encoding="utf-8")

    def files(self) -> list[str]:
        names = (path.relative_to(self.posts).as_posix() for path in self.posts.rglob("*") if path.is_file())
        return sorted(name for name in names if not name.endswith("lock"))


def answer(content: str = LONG, updated: int = 1_700_000_000, **fields: Any) -> dict[str, Any]:
    return {
        "type": "answer",
        "id": "1",
        "question": {"id": "2", "title": "云是白的吗？"},
        "content": content,
        "created_time": 1_600_000_000,
        "updated_time": updated,
    } | fields


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Archive:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    return Archive(capsys)


def test_the_same_source_again_changes_nothing(archive: Archive) -> None:
    assert archive.feed(answer()) == {"items": 1, "written": 1}
    before = {name: (archive.posts / name).read_bytes() for name in archive.files()}
    assert archive.feed(answer()) == {"items": 1, "same": 1}
    assert before == {name: (archive.posts / name).read_bytes() for name in archive.files()}


def test_a_newer_text_is_taken_and_the_old_one_kept(archive: Archive) -> None:
    archive.feed(answer())
    old = archive.read()
    assert archive.feed(answer(EDITED, 1_700_000_001)) == {"items": 1, "updated": 1}
    assert EDITED in archive.read()
    versions = [name for name in archive.files() if "/versions/" in name]
    assert versions == [".zhihu-import/versions/answer/1/2023-11-14T221320.md"]
    assert archive.read(versions[0]) == old
    assert archive.feed(answer()) == {"items": 1, "same": 1}, "what was weighed before cannot come back"


@pytest.mark.parametrize(
    "poorer",
    [
        answer("<p>云由水滴组成</p>", 1_800_000_000),
        answer(LONG, 1_800_000_000, contentNeedTruncated=True),
        answer(LONG, 1_800_000_000, paid_info={"type": "paid_column"}),
        answer(LONG, 1_800_000_000, is_free=0),
        answer("<p>该内容已被删除</p>", 1_800_000_000),
        answer(LONG[:-4] + "……开通会员阅读</p>", 1_800_000_000),
        answer(LONG[:-4] + "…阅读全文</p>", 1_800_000_000),
        {key: value for key, value in answer().items() if key != "content"} | {"excerpt": LONG},
    ],
)
def test_nothing_poorer_takes_the_place_of_what_is_there(archive: Archive, poorer: dict[str, Any]) -> None:
    archive.feed(answer())
    old = archive.read()
    assert archive.feed(poorer) == {"items": 1, "poorer": 1}
    assert archive.read() == old


def test_a_text_without_its_pictures_is_poorer(archive: Archive) -> None:
    archive.feed(answer(LONG + '<img src="https://pic1.zhimg.com/v2-1.jpg">'))
    assert archive.feed(answer(EDITED, 1_800_000_000)) == {"items": 1, "poorer": 1}


def test_a_whole_text_takes_the_place_of_a_beginning_whichever_is_newer(archive: Archive) -> None:
    archive.feed(answer("<p>云由水滴</p>", 1_700_000_000, contentNeedTruncated=True))
    assert "truncated: true" in archive.read()
    assert archive.feed(answer(LONG, 1_600_000_001)) == {"items": 1, "updated": 1}
    assert "truncated: false" in archive.read()


def test_an_edited_post_stays_and_its_news_are_written_beside_it_on_request(archive: Archive) -> None:
    archive.feed(answer())
    archive.edit("水滴组成", "水滴组成（我的注）")
    mine = archive.read()
    assert archive.feed(answer(EDITED, 1_800_000_000)) == {"items": 1, "edited_by_hand": 1}
    assert archive.read() == mine
    assert "answer-1.new.md" not in archive.files()
    assert archive.feed(answer(EDITED, 1_800_000_000), arguments=("--update",)) == {
        "items": 1,
        "edited_by_hand": 1,
    }
    assert archive.read() == mine
    draft = archive.read("answer-1.new.md")
    assert EDITED in draft
    assert "published: false" in draft
    archive.feed(answer(EDITED, 1_800_000_000), arguments=("--update",))
    assert archive.read("answer-1.new.md") == draft


def test_a_draft_that_was_edited_is_kept_too(archive: Archive) -> None:
    archive.feed(answer())
    archive.edit("水滴", "水珠")
    archive.feed(answer(EDITED, 1_800_000_000), arguments=("--update",))
    archive.edit("水滴", "水点", "answer-1.new.md")
    archive.feed(answer(EDITED + "<p>又</p>", 1_800_000_001), arguments=("--update",))
    kept = "".join(archive.read(name) for name in archive.files() if name.endswith(".md"))
    assert "水点" in kept


def test_no_update_adds_new_posts_only(archive: Archive) -> None:
    archive.feed(answer())
    old = archive.read()
    found = archive.feed(answer(EDITED, 1_800_000_000), answer(id="3"), arguments=("--no-update",))
    assert found == {"items": 2, "written": 1, "same": 1}
    assert archive.read() == old


def test_what_left_the_source_stays(archive: Archive) -> None:
    archive.feed(answer(), answer(id="3"))
    archive.feed(answer(id="3"))
    assert {"answer-1.md", "answer-3.md"} <= set(archive.files())


def test_a_lost_history_is_made_anew_from_the_posts(archive: Archive) -> None:
    archive.feed(answer(), answer(id="3"))
    before = [name for name in archive.files() if name.endswith(".md")]
    (archive.posts / ".zhihu-import.jsonl").unlink()
    shutil.rmtree(archive.posts / ".zhihu-import")
    assert archive.feed(answer(), answer(id="3")) == {"items": 2, "same": 2}
    assert [name for name in archive.files() if name.endswith(".md")] == before


def test_posts_that_another_tool_wrote_are_known_by_their_address(archive: Archive) -> None:
    archive.posts.mkdir(parents=True)
    link = "http://www.zhihu.com/question/2/answer/1?utm_source=x"
    text = f"---\ntitle: 云\nlink: {link}\nupdated: 2030-01-01T00:00:00Z\n---\n{LONG}\n"
    (archive.posts / "云.md").write_text(text, encoding="utf-8")
    assert archive.feed(answer()) == {"items": 1, "same": 1}
    assert archive.read("云.md") == text


def test_of_several_addresses_of_a_post_the_one_that_the_site_shows_is_its_own(archive: Archive) -> None:
    archive.posts.mkdir(parents=True)
    text = f"---\ntitle: 云\nurl: https://a.example/1\nguid: https://a.example/2\n---\n{LONG}\n"
    Path("云.md").write_text(text, encoding="utf-8")
    (archive.posts / "云.md").write_text(text, encoding="utf-8")
    _, said = archive.run("云.md", "--json")
    assert json.loads(said)["same"] == 1, said
    assert [name for name in archive.files() if name.endswith(".md")] == ["云.md"]


def with_crlf(folder: Path) -> None:
    """Do what a checkout of Git on Windows does."""
    for path in folder.rglob("*"):
        if path.is_file() and path.name != "lock":
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def test_line_ends_of_a_checkout_are_no_edit(archive: Archive) -> None:
    archive.feed(answer(topics=["云"]), answer(id="3"))
    with_crlf(archive.posts)
    assert archive.feed(answer(topics=["云"]), answer(id="3")) == {"items": 2, "same": 2}
    assert archive.feed(answer(EDITED, 1_700_000_001), answer(id="3", topics=["云"])) == {
        "items": 2,
        "updated": 2,
    }
    assert EDITED in archive.read()
    assert "tags: [云]" in archive.read("answer-3.md")


def test_an_edit_after_such_a_checkout_is_one(archive: Archive) -> None:
    archive.feed(answer())
    with_crlf(archive.posts)
    archive.edit("水滴组成", "水滴组成（我的注）")
    assert archive.feed(answer(EDITED, 1_700_000_001)) == {"items": 1, "edited_by_hand": 1}


def test_a_version_that_was_kept_is_known_after_such_a_checkout(archive: Archive) -> None:
    archive.feed(answer())
    path = archive.posts / "answer-1.md"
    (archive.posts / STAGING).mkdir()
    for _ in range(2):
        keep_version(path, "answer/1", archive.posts, "undated")
        with_crlf(archive.posts / ".zhihu-import" / "versions")
    assert len([name for name in archive.files() if "/versions/" in name]) == 1


def test_a_post_that_was_put_there_by_hand_is_not_written_again(archive: Archive) -> None:
    archive.feed(answer(id="9"))
    mine = f"---\ntitle: 云\nsource: https://www.zhihu.com/answer/1\n---\n{LONG}我的注\n"
    (archive.posts / "云.md").write_text(mine, encoding="utf-8")
    assert archive.feed(answer()) == {"items": 1, "edited_by_hand": 1}
    assert archive.read("云.md") == mine
    assert "answer-1.md" not in archive.files()
    assert archive.feed(answer()) == {"items": 1, "edited_by_hand": 1}


def test_a_post_that_was_edited_after_an_import_was_killed_is_not_written_again(archive: Archive) -> None:
    archive.feed(answer(id="9"))
    records = (archive.posts / ".zhihu-import.jsonl").read_bytes()
    archive.feed(answer())
    journal = archive.posts / ".zhihu-import" / "journal.jsonl"
    journal.write_bytes((archive.posts / ".zhihu-import.jsonl").read_bytes())
    (archive.posts / ".zhihu-import.jsonl").write_bytes(records)
    archive.edit("水滴组成", "水滴组成（我的注）")
    mine = archive.read()
    archive.feed(answer(EDITED, 1_800_000_000))
    assert archive.read() == mine
    assert "answer-1-2.md" not in archive.files()


def test_only_posts_without_a_record_are_read_for_a_new_one(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.feed(answer(), answer(id="3"))
    (archive.posts / "mine.md").write_text("我的", encoding="utf-8")
    read: list[str] = []
    monkeypatch.setattr(stored_posts, "_read", lambda _path, name: read.append(name))
    assert archive.feed(answer(id="4"), answer(id="5")) == {"items": 2, "written": 2}
    assert read == ["mine.md"]


def test_comments_are_written_though_the_post_is_the_same(archive: Archive) -> None:
    Path("in").mkdir()
    post = Path("in/云.md")
    post.write_text(
        f"---\ntitle: 云\nsource: https://www.zhihu.com/answer/1\n---\n{LONG}\n", encoding="utf-8"
    )
    Path("in/云-评论.md").write_text("甲：是吗？", encoding="utf-8")
    same = "1 item in = 0 written + 0 updated + 1 same"
    archive.run("in")
    assert "answer-1.comments.json" not in archive.files()
    assert same in archive.run("in", "--comments", "--dry-run")[1]
    assert "answer-1.comments.json" not in archive.files()
    assert same in archive.run("in", "--comments")[1]
    assert "是吗" in archive.read("answer-1.comments.json")
    Path("in/云-评论.md").write_text("甲：原来如此。", encoding="utf-8")
    archive.run("in", "--comments", "--no-update")
    assert "是吗" in archive.read("answer-1.comments.json")
    archive.run("in", "--comments")
    assert "原来如此" in archive.read("answer-1.comments.json")
    whole = post.read_text(encoding="utf-8")
    post.write_text(whole.replace(LONG, "<p>云由水滴</p>"), encoding="utf-8")
    Path("in/云-评论.md").write_text("甲：无。", encoding="utf-8")
    assert "1 poorer" in archive.run("in", "--comments")[1]
    assert "原来如此" in archive.read("answer-1.comments.json")
    post.write_text(whole, encoding="utf-8")
    Path("in/云-评论.md").write_text("甲：原来如此。", encoding="utf-8")
    archive.edit("水滴组成", "水滴组成（我的注）")
    (archive.posts / "answer-1.comments.json").unlink()
    archive.run("in", "--comments")
    assert "原来如此" in archive.read("answer-1.comments.json")
    written = (archive.posts / "answer-1.comments.json").stat().st_mtime_ns
    archive.run("in", "--comments")
    assert (archive.posts / "answer-1.comments.json").stat().st_mtime_ns == written


def test_a_post_that_was_moved_is_found(archive: Archive) -> None:
    archive.feed(answer())
    (archive.posts / "天气").mkdir()
    (archive.posts / "answer-1.md").rename(archive.posts / "天气" / "云.md")
    assert archive.feed(answer(EDITED, 1_800_000_000)) == {"items": 1, "updated": 1}
    assert EDITED in archive.read("天气/云.md")
    assert "answer-1.md" not in archive.files()


def test_a_file_that_is_there_already_is_never_overwritten(archive: Archive) -> None:
    archive.feed(answer(id="9"))
    (archive.posts / "answer-1.md").write_text("我的", encoding="utf-8")
    archive.feed(answer())
    assert archive.read() == "我的"
    assert LONG in archive.read("answer-1-2.md")


def test_categories_of_several_sources_are_united(archive: Archive) -> None:
    archive.feed(answer(topics=["云"]), arguments=("--categories", "甲,乙"))
    assert archive.feed(answer(topics=["雨"]), arguments=("--categories", "丙")) == {"items": 1, "updated": 1}
    assert "categories: [[甲, 乙], [丙]]\ntags: [云, 雨]\n" in archive.read()
    assert LONG in archive.read()
    assert archive.feed(answer(topics=["雨"]), arguments=("--categories", "丙")) == {"items": 1, "same": 1}


def test_of_several_items_of_one_post_the_whole_the_long_the_new_one_wins(archive: Archive) -> None:
    items = [
        answer(LONG + LONG, 1_800_000_000, contentNeedTruncated=True),
        answer(LONG + "<p>最长</p>", 1_600_000_001),
        answer(EDITED, 1_700_000_000),
    ]
    assert archive.feed(*items) == {"items": 3, "written": 1, "same": 2}
    assert "最长" in archive.read()
    assert archive.feed(*reversed(items)) == {"items": 3, "same": 3}
    assert "最长" in archive.read()


def test_a_dry_run_writes_nothing(archive: Archive) -> None:
    code, said = archive.run("--dry-run", "--json", "source.json")
    assert code == 2
    assert archive.feed(answer(), arguments=("--dry-run",)) == {"items": 1, "written": 1}
    assert not archive.posts.exists()
    assert "source.json" in said


def test_another_import_at_the_same_time_waits_for_its_turn(
    archive: Archive, lock: Callable[[Path], Any]
) -> None:
    archive.feed(answer())
    with lock(archive.posts / ".zhihu-import" / "lock"):
        code, said = archive.run("source.json")
    assert code == 2
    assert "another import writes to docs/posts" in said


@pytest.fixture
def lock() -> Callable[[Path], Any]:
    from filelock import FileLock  # noqa: PLC0415 - only here

    return FileLock


@pytest.mark.slow
def test_many_readers_find_what_one_does(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a folder are read by other processes, a large one by this one."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    monkeypatch.setattr("mkdocs_zhihu.importing.shared_reading.MAX_ITEM", 3_000)
    Path("in").mkdir()
    for number in range(150):
        place = Path("in", f"{number % 7}-{number}")
        picture = b"\x89PNG\r\n\x1a\n" + bytes([number % 5])
        Path("in", f"{number % 5}.png").write_bytes(picture)
        items = [answer(id=str(number * 1000 + n), content=LONG) for n in range(number % 20 or 1)]
        place.with_suffix(".json").write_text("{" if number == 70 else json.dumps(items), encoding="utf-8")
        text = f"---\ntitle: {number}\nsource: https://www.zhihu.com/answer/{number + 9}\n---\n![]({number % 5}.png)\n"
        place.with_suffix(".md").write_text(
            text if number % 3 else "---\ntitle: a\n---\nb\n", encoding="utf-8"
        )

    def read(name: str) -> tuple[tuple[int, str], dict[str, bytes]]:
        said = archive.run("in", "--into", name)
        paths = (path for path in Path(name).rglob("*") if path.is_file() and path.name != "lock")
        return said, {path.relative_to(name).as_posix(): path.read_bytes() for path in paths}

    shared = read("shared")
    monkeypatch.setattr("mkdocs_zhihu.importing.shared_reading.MIN_SHARED_FILES", 1_000)
    assert read("alone") == shared
    assert len(shared[1]) > 1_000
    assert "notes that do not come from Zhihu left out" in shared[0][1]


def test_of_many_items_that_were_taken_for_a_post_the_last_ones_are_known() -> None:
    digests = tuple(hash_text(str(number).encode()) for number in range(MAX_KNOWN + 2))
    known = tuple(digest[:16] for digest in digests)
    assert unite_known((), digests[:2]) == known[:2]
    assert unite_known(known[:2], digests[1:3]) == known[:3]
    assert unite_known(known[:3], digests[3:]) == known[2:]
