"""What follows from all posts together: from the cache only while it is what would be found."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations, product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace
from project import post

from mkdocs_zhihu.archive import assign_places, find_related
from mkdocs_zhihu.cache import derived
from mkdocs_zhihu.cache.derived import DerivedCache
from mkdocs_zhihu.cache.store import Store
from mkdocs_zhihu.collect import collect
from mkdocs_zhihu.collect_settings import Settings, Source
from mkdocs_zhihu.model import Entry

pytestmark = pytest.mark.unit

ZONE = ZoneInfo("Asia/Shanghai")
TITLES = ("高山为什么冷", "高山为什么热", "高山与河流", "河流与高山", "别的")


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> tuple[Entry, ...]:
    folder = tmp_path_factory.mktemp("posts")
    sources = []
    for number, title in enumerate(TITLES):
        path = folder / f"{number}.md"
        path.write_text(post(title, tags=["登山"] if number < 4 else None), encoding="utf-8")
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
        "tags": replace(entry, post=replace(post, tags=() if post.tags else ("登山",))),
        "facts": replace(entry, body=replace(entry.body, facts=replace(facts, tags=("登山",)))),
        "permalink": replace(entry, post=replace(post, permalink="/p/1/")),
        "abbrlink": replace(entry, post=replace(post, abbrlink="abc")),
        "source": replace(entry, post=replace(post, source="别人")),
        "date": replace(entry, post=replace(post, date=post.date + timedelta(days=400))),
        "zone": replace(entry, post=replace(post, date=post.date.astimezone(ZoneInfo("Pacific/Pago_Pago")))),
        "categories": replace(entry, post=replace(post, categories=(("丙",),))),
        "text": replace(entry, body=replace(entry.body, text="另一段")),
    }
    return changed[name]  # type: ignore[no-any-return]


CHANGES = "uri title tags facts permalink abbrlink source date zone categories text".split()
FORMATS = ("{path}", "{title}", "{author}/{category}/{abbrlink}", "{year}/{month}/{day}/{name}")


def check(cache: DerivedCache, entries: Sequence[Entry], **site: Any) -> None:
    """What the cache has is what would be found."""
    posts = [entry.post for entry in entries]
    assert cache.find_related(entries) == find_related(entries)
    assert cache.assign_places(posts, **site) == assign_places(posts, **site)


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_in_a_post_is_heeded(entries: tuple[Entry, ...], name: str) -> None:
    for number, url_format in product(range(len(entries)), FORMATS):
        cache = DerivedCache(Store())
        site = {"url_format": url_format, "use_directory_urls": True, "taken": frozenset[str]()}
        later = [change(entry, name) if at == number else entry for at, entry in enumerate(entries)]
        for found in (entries, later, later[::-1], entries):
            check(cache, found, **site)


def test_whatever_changes_in_a_site_is_heeded(entries: tuple[Entry, ...]) -> None:
    cache = DerivedCache(Store())
    taken = (frozenset[str](), frozenset({"0", "高山为什么冷"}))
    sites = [
        {"url_format": url_format, "use_directory_urls": has_folders, "taken": paths}
        for url_format, has_folders, paths in product(FORMATS, (True, False), taken)
    ]
    for before, after in permutations(sites, 2):
        check(cache, entries, **before)
        check(cache, entries, **after)


def test_an_edited_text_asks_nothing_again(
    entries: tuple[Entry, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = DerivedCache(Store())
    options: dict[str, Any] = {"url_format": "{title}", "use_directory_urls": True, "taken": frozenset()}
    related = cache.find_related(entries)
    places = cache.assign_places([entry.post for entry in entries], **options)
    assert related
    for name in ("find_related", "assign_places"):
        monkeypatch.setattr(derived, name, lambda *_arguments, **_options: pytest.fail("asked again"))
    edited = [change(entry, "text") for entry in entries]
    assert cache.find_related(edited) == related
    assert cache.assign_places([entry.post for entry in edited], **options) == places


def test_a_name_that_is_no_unicode_is_asked_for_in_every_build(entries: tuple[Entry, ...]) -> None:
    uri = "\udcff.md"
    odd = [replace(entry, uri=uri, post=replace(entry.post, uri=uri)) for entry in entries[:1]]
    cache = DerivedCache(Store())
    for _ in range(2):
        assert cache.find_related([*odd, *entries[1:]]) == find_related([*odd, *entries[1:]])
        places, problems = cache.assign_places(
            [odd[0].post], url_format="{path}", use_directory_urls=True, taken=frozenset()
        )
        assert list(places) == [uri]
        assert not problems


def test_a_damaged_answer_is_found_again(tmp_path: Path, entries: tuple[Entry, ...]) -> None:
    path = tmp_path / "cache.sqlite3"
    store = Store(str(path))
    right = DerivedCache(store).find_related(entries)
    store.close()
    data = path.read_bytes()
    start = data.index(b"related")
    for place in range(start, start + 60):  # its digest, its sum and its beginning
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        store = Store(str(path))
        assert DerivedCache(store).find_related(entries) == right
        store.close()
