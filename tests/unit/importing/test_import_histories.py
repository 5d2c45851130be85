"""Random histories of sources and hand edits: no edit is lost, nothing becomes poorer, a second run changes nothing."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_zhihu.importing.importer import Open, import_posts
from mkdocs_zhihu.importing.items.cleaning import clean_found
from mkdocs_zhihu.importing.items.found import Found
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.originals import Original
from mkdocs_zhihu.importing.settings import ImportSettings
from mkdocs_zhihu.importing.storage.decision import Wealth
from mkdocs_zhihu.importing.storage.stored_posts import iter_stored

pytestmark = pytest.mark.unit
NOW = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2020, 1, 1, tzinfo=UTC)


def build_item(  # noqa: PLR0913 - what a source may have of one post
    number: int, words: int, variant: int, edited: int | None, *, is_cut: bool, has_picture: bool, label: str
) -> ImportItem:
    picture = '<img src="https://pic1.zhimg.com/v2-1.jpg">' if has_picture else ""
    return ImportItem(
        title=f"第{number}问",
        body=f"<p>{variant}{'云' * words}</p>{picture}",
        original=Original("answer", str(number), "9"),
        date=START,
        updated=None if edited is None else START + timedelta(days=edited),
        categories=((label,),),
        is_truncated=is_cut,
        reader="json",
        file=f"{label}.json",
    )


ITEMS = st.builds(
    build_item,
    st.integers(1, 3),
    st.sampled_from([10, 60, 80, 100, 120]),
    st.integers(0, 2),
    st.none() | st.integers(1, 4),
    is_cut=st.booleans(),
    has_picture=st.booleans(),
    label=st.sampled_from("甲乙"),
)
IMPORTS = st.tuples(st.lists(ITEMS, min_size=1, max_size=4), st.sampled_from(["", "update", "no-update"]))
STEPS = st.one_of(IMPORTS, st.sampled_from(["edit", "edit-draft", "move", "lose", "tear"]))


def open_items(items: list[ImportItem], settings: ImportSettings) -> Open:
    def read(_pictures: object, _history: object) -> Iterator[Found]:
        yield from clean_found(items, settings)

    return read


def read_tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def run(folder: Path, items: list[ImportItem], mode: str) -> None:
    chosen = ImportSettings(
        into=folder, zone=UTC, now=NOW, may_update=mode != "no-update", keeps_drafts=mode == "update"
    )
    report = import_posts([open_items(items, chosen)], chosen)
    assert report.items == len(items)
    assert report.items == sum(report.counts().values()) + report.edited


def read_wealth(folder: Path) -> dict[str, Wealth]:
    return {
        post.key: Wealth(post.is_truncated, post.length, post.has_pictures) for post in iter_stored(folder)
    }


def find_posts(folder: Path) -> list[Path]:
    found = (path for path in sorted(folder.rglob("*.md")) if ".zhihu-import" not in path.parts)
    return [path for path in found if not path.name.endswith(".new.md")]


def edit(path: Path, mark: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}{mark}\n", encoding="utf-8")


def change(folder: Path, step: str, mark: str) -> list[str]:
    """Do what a person does, or what happens to a disk, and return the words that were written."""
    posts, drafts = find_posts(folder), sorted(folder.rglob("*.new.md"))
    if step == "lose":
        (folder / ".zhihu-import.jsonl").unlink(missing_ok=True)
    elif step == "tear" and (history := folder / ".zhihu-import.jsonl").exists():
        history.write_bytes(history.read_bytes()[:-20])
    elif step == "move" and posts:
        target = folder / "别处" / f"{mark}.md"
        target.parent.mkdir(exist_ok=True)
        posts[0].rename(target)
    elif step == "edit" and posts:
        edit(posts[0], mark)
        return [mark]
    elif step == "edit-draft" and drafts:
        edit(drafts[0], mark)
        return [mark]
    return []


def check_history(steps: list[object]) -> None:
    folder = Path(tempfile.mkdtemp())
    words: list[str] = []
    try:
        for number, step in enumerate(steps):
            if isinstance(step, str):
                words += change(folder, step, f"手改{number}号")
                continue
            items, mode = step  # type: ignore[misc]
            before, bodies = (
                read_wealth(folder),
                [path.read_text(encoding="utf-8") for path in find_posts(folder)],
            )
            run(folder, items, mode)
            after, files = read_wealth(folder), read_tree(folder)
            for key, wealth in before.items():
                assert not after[key].is_poorer(wealth), f"{key} became poorer"
            kept = "".join(data.decode() for name, data in files.items() if name.endswith(".md"))
            assert all(word in kept for word in words), "a word of an edit is lost"
            texts = [text.split("---\n", 2)[2] for text in bodies]
            assert all(text in kept for text in texts), "an older text is lost"
            run(folder, items, mode)
            assert read_tree(folder) == files, "a second run changed something"
    finally:
        shutil.rmtree(folder)


@settings(max_examples=25, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=8))
def test_some_histories(steps: list[object]) -> None:
    check_history(steps)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=14))
def test_many_histories(steps: list[object]) -> None:
    check_history(steps)
