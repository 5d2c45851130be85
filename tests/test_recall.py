"""What follows from all posts together: told from memory only while it is what would be found."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from project import post

from mkdocs_zhihu import recall
from mkdocs_zhihu.archive import assign_places, find_related
from mkdocs_zhihu.collection import Settings, Source, collect
from mkdocs_zhihu.model import Entry
from mkdocs_zhihu.recall import Recall
from mkdocs_zhihu.work import Store

ZONE = ZoneInfo("Asia/Shanghai")
TITLES = ("高山为什么冷", "高山为什么热", "高山与河流", "河流与高山", "别的")


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Entry, ...]:
    folder = tmp_path_factory.mktemp("posts")
    sources = []
    for number, title in enumerate(TITLES):
        path = folder / f"{number}.md"
        path.write_text(post(title, tags=["登山"]), encoding="utf-8")
        sources.append(Source(path.name, str(path)))
    settings = Settings(str(folder), ZONE, datetime(2024, 1, 1, tzinfo=UTC))
    return collect(sources, settings)[0].archive.entries


def change(entry: Entry, name: str) -> Entry:
    """Return a post of which one thing is another."""
    post, facts = entry.post, entry.body.facts
    assert post.date is not None
    changed: dict[str, Any] = {
        "uri": replace(entry, uri="甲/1.md", post=replace(post, uri="甲/1.md")),
        "title": replace(entry, title="河流", post=replace(post, title="河流")),
        "tags": replace(entry, post=replace(post, tags=("河流",))),
        "facts": replace(entry, body=replace(entry.body, facts=replace(facts, tags=("河流",)))),
        "permalink": replace(entry, post=replace(post, permalink="/p/1/")),
        "abbrlink": replace(entry, post=replace(post, abbrlink="abc")),
        "source": replace(entry, post=replace(post, source="别人")),
        "date": replace(entry, post=replace(post, date=post.date + timedelta(days=400))),
        "zone": replace(entry, post=replace(post, date=post.date.astimezone(ZoneInfo("Pacific/Apia")))),
        "categories": replace(entry, post=replace(post, categories=(("丙",),))),
        "text": replace(entry, body=replace(entry.body, text="另一段")),
    }
    return changed[name]  # type: ignore[no-any-return]


CHANGES = "uri title tags facts permalink abbrlink source date zone categories text".split()
SITES = st.fixed_dictionaries(
    {
        "url_format": st.sampled_from(
            ["{path}", "{title}", "{author}/{category}/{abbrlink}", "{year}/{month}/{day}/{name}"]
        ),
        "use_directory_urls": st.booleans(),
        "taken": st.frozensets(st.sampled_from(["0", "高山为什么冷", "p/1"])),
    }
)
"""What a site says of its addresses."""


@given(
    edits=st.lists(st.tuples(st.integers(0, len(TITLES) - 1), st.sampled_from(CHANGES)), max_size=3),
    site=SITES,
    site_later=st.none() | SITES,
    is_turned=st.booleans(),
)
def test_what_is_told_is_what_would_be_found(
    entries: tuple[Entry, ...],
    edits: Sequence[tuple[int, str]],
    site: dict[str, Any],
    site_later: dict[str, Any] | None,
    is_turned: bool,
) -> None:
    told, later = Recall(Store()), list(entries)
    for number, name in edits:
        later[number] = change(later[number], name)
    for options, found in ((site, entries), (site_later or site, later[::-1] if is_turned else later)):
        posts = [entry.post for entry in found]
        assert told.find_related(found) == find_related(found)
        assert told.assign_places(posts, **options) == assign_places(posts, **options)


def test_an_edited_text_asks_nothing_again(
    entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = Recall(Store())
    options: dict[str, Any] = {"url_format": "{title}", "use_directory_urls": True, "taken": frozenset()}
    related = told.find_related(entries)
    places = told.assign_places([entry.post for entry in entries], **options)
    assert related
    for name in ("find_related", "assign_places"):
        monkeypatch.setattr(recall, name, lambda *_arguments, **_options: pytest.fail("asked again"))
    edited = [change(entry, "text") for entry in entries]
    assert told.find_related(edited) == related
    assert told.assign_places([entry.post for entry in edited], **options) == places


def test_a_name_that_is_no_unicode_is_asked_for_in_every_build(entries: tuple[Entry, ...]) -> None:
    uri = "\udcff.md"
    odd = [replace(entry, uri=uri, post=replace(entry.post, uri=uri)) for entry in entries[:1]]
    told = Recall(Store())
    for _ in range(2):
        assert told.find_related([*odd, *entries[1:]]) == find_related([*odd, *entries[1:]])
        places, problems = told.assign_places(
            [odd[0].post], url_format="{path}", use_directory_urls=True, taken=frozenset()
        )
        assert list(places) == [uri]
        assert not problems


def test_a_damaged_answer_is_found_again(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    path = tmp_path / "cache.sqlite3"
    store = Store(str(path))
    right = Recall(store).find_related(entries)
    store.close()
    data = path.read_bytes()
    start = data.index(b"related")
    for place in range(start, start + 60):  # its digest, its sum and its beginning
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        store = Store(str(path))
        assert Recall(store).find_related(entries) == right
        store.close()
