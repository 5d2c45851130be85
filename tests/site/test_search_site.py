"""Which index serves posts, in which form, and what the options say."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from child_processes import Children
from mkdocs.commands import build as build_command
from mkdocs.config import load_config
from project import Built, build_project, post, run_mkdocs, tree, write_project
from search_reader import read_index

from mkdocs_zhihu import plugin
from mkdocs_zhihu.host.site_files.search_files import IndexJob, write_index
from mkdocs_zhihu.host.site_files.searched_posts import BATCH_SIZE, SearchedPosts, StoredTexts, pack_rows
from mkdocs_zhihu.search.script_files import read_script
from mkdocs_zhihu.search.searched_document import Document

pytestmark = pytest.mark.site


def build(folder: Path, choice: str, body: str, **config: Any) -> Built:
    files: dict[str, str | bytes] = {"about.md": "# About\n\nA page.\n"}
    files |= {f"posts/{number}.md": post(f"第 {number} 篇", body) for number in range(4)}
    return build_project(folder, files, **{"plugins": ["search", {"zhihu": {"search": choice}}]} | config)


def read_material(built: Built) -> set[str]:
    docs = json.loads((built.site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    return {entry["location"].split("/")[0] for entry in docs}


def list_scripts(built: Built) -> list[str]:
    scripts = [script["src"] for script in built.page("posts/1/").select("script[src*='zhihu/search']")]
    return [script.rsplit("zhihu/", 1)[1] for script in scripts]


@pytest.mark.parametrize(
    ("plugins", "is_ours"),
    [
        (["search", "zhihu"], True),
        (["zhihu"], True),
        (["zhihu", "search"], True),
        (["search", {"zhihu": {"search": "material"}}], False),
        (["search", {"zhihu": {"search": {"backend": "material", "offline": True}}}], False),
    ],
)
def test_posts_are_in_one_index_and_pages_in_material(
    tmp_path: Path, plugins: list[Any], *, is_ours: bool
) -> None:
    built = build(tmp_path, "", "<p>短文</p>", plugins=plugins)
    assert read_material(built) == ({"about"} if is_ours else {"about", "posts"})
    assert (built.site / "zhihu/search").exists() == is_ours
    assert list_scripts(built) == (["search/settings.js", "search.js"] if is_ours else [])
    assert built.page("posts/1/").select("[data-md-component=search-query]")
    assert not built.warnings


@pytest.mark.parametrize(
    "plugins", [[{"zhihu": {"search": "material"}}], [{"search": {"enabled": False}}, "zhihu"]]
)
def test_a_site_may_be_without_search(tmp_path: Path, plugins: list[Any]) -> None:
    built = build(tmp_path, "", "<p>短文</p>", plugins=plugins)
    assert not (built.site / "zhihu/search").exists()
    assert list_scripts(built) == []
    assert not built.page("posts/1/").select("[data-md-component=search-query]")


@pytest.mark.parametrize(
    ("plugins", "config", "is_offline"),
    [
        (["search", "zhihu"], {"use_directory_urls": False}, True),
        (["search", "offline", "zhihu"], {}, True),
        (["search", "zhihu"], {}, False),
        (["search", {"zhihu": {"search": {"offline": True}}}], {}, True),
        (["search", {"zhihu": {"search": {"offline": False}}}], {"use_directory_urls": False}, False),
    ],
)
def test_the_index_is_made_of_scripts_where_pages_work_from_disk(
    tmp_path: Path, plugins: list[Any], config: dict[str, Any], *, is_offline: bool
) -> None:
    body = "<p>长江<b>后浪</b>推前浪</p>"
    built = build(tmp_path, "", body, plugins=plugins, **config)
    index = read_index(read_files(built, is_offline=is_offline))
    assert index.find("江后浪推") == {0, 1, 2, 3}
    if config:
        before = list_inodes(built)
        assert (
            list_inodes(build(tmp_path, "", body, plugins=plugins, **config)) == before
        )  # taken, not made anew


def list_inodes(built: Built) -> dict[str, int]:
    found = (built.site / "zhihu/search").iterdir()
    return {path.name: path.stat().st_ino for path in found if path.name != "settings.js"}


def read_files(built: Built, *, is_offline: bool) -> dict[str, bytes]:
    """Return the files of an index by their names; there are no others."""
    found = {path.name: path.read_bytes() for path in (built.site / "zhihu/search").iterdir()}
    del found["settings.js"]
    assert {name.rpartition(".")[2] for name in found} == {"js" if is_offline else "bin"}
    return {f"{name[:-3]}.bin": read_script(found[name]) for name in found} if is_offline else found


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("auto", "'auto' is no longer needed"),
        ("lunr", "use zhihu or material"),
        ({"offline": "yes"}, "none of auto, true and false"),
        ({"backends": "zhihu"}, "did you mean 'backend'?"),
    ],
)
def test_a_wrong_value_is_answered_with_the_right_ones(tmp_path: Path, value: Any, part: str) -> None:
    write_project(tmp_path, {"posts/a.md": post()}, plugins=["search", {"zhihu": {"search": value}}])
    result = run_mkdocs(tmp_path, "build")
    assert result.returncode
    assert part in result.stderr
    assert "Traceback" not in result.stderr


def test_the_index_on_the_site_is_that_of_its_posts(tmp_path: Path) -> None:
    built = build(tmp_path, "zhihu", "<p>长江<b>后浪</b>推前浪</p>")
    files = {path.name: path.read_bytes() for path in (built.site / "zhihu/search").glob("*.bin")}
    index = read_index(files)
    assert index.find("江后浪推") == {0, 1, 2, 3}
    assert sorted(url for _, url, _, _ in index.posts) == [f"posts/{number}/" for number in range(4)]
    assert index.manifest["paths"] == [["甲"], ["甲", "乙"]]
    assert index.find("知乎") == index.find("甲") == index.find("乙") == {0, 1, 2, 3}
    assert set(index.manifest["year"]) == {2021}


def test_an_index_makes_its_folder(tmp_path: Path) -> None:
    """It is begun before any other file of the site is there."""
    documents = [Document("机器学习", "posts/a/", "正文", (), 2021, ("知乎",))]
    write_index(IndexJob(documents, tmp_path / "site", is_offline=False))
    assert read_index(tree(tmp_path / "site" / "zhihu" / "search")).find("器学") == {0}


def test_an_index_is_made_here_where_the_cache_lost_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(StoredTexts, "iter_texts", lambda _, uris: iter(uris[1:]))  # one is missing
    built = build(tmp_path, "zhihu", "<p>长江后浪推前浪</p>")
    files = {path.name: path.read_bytes() for path in (built.site / "zhihu/search").glob("*.bin")}
    assert read_index(files).find("江后浪推") == {0, 1, 2, 3}


@pytest.mark.parametrize("count", [0, 1, BATCH_SIZE, BATCH_SIZE * 2 + 7])
def test_packed_posts_are_those_of_the_archive(count: int) -> None:
    rows = [(f"{number}.md", Document(f"题{number}", f"{number}/", "")) for number in range(count)]
    posts = SearchedPosts(Upper(), count, tuple(pack_rows(rows)))
    wanted = [Document(f"题{number}", f"{number}/", f"{number}.MD") for number in range(count)]
    assert list(posts) == list(posts) == wanted
    assert len(posts) == count


class Upper:
    """Gives each post its own name for a text."""

    def iter_texts(self, uris: Sequence[str], /) -> Iterator[str]:
        return map(str.upper, uris)


@pytest.mark.parametrize("backend", ["zhihu", "material"])
@pytest.mark.parametrize("has_dialog", [True, False])
@pytest.mark.parametrize("posts", [{}, {"posts/a.md": post("甲")}], ids=["empty", "post"])
def test_a_build_leaves_no_process_behind(
    list_new_children: Children,
    tmp_path: Path,
    backend: str,
    posts: dict[str, str | bytes],
    *,
    has_dialog: bool,
) -> None:
    plugins = [{"search": {"enabled": has_dialog}}, {"zhihu": {"search": backend}}]
    for _ in range(2):  # the second takes the index of the first
        build_project(tmp_path, posts, plugins=plugins)
        assert not list_new_children()


def test_a_build_into_the_site_that_is_there_leaves_no_process_behind(
    list_new_children: Children, tmp_path: Path
) -> None:
    settings = load_config(str(write_project(tmp_path, {"posts/a.md": post("甲")})))
    settings.plugins.on_startup(command="build", dirty=True)
    build_command.build(settings, dirty=True)
    assert not list_new_children()


def test_a_build_that_fails_leaves_no_process_behind(
    list_new_children: Children, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(plugin, "extend_nav", fail)
    with pytest.raises(Exception, match="No space left"):
        build_project(tmp_path, {"posts/a.md": post("甲")})
    assert not list_new_children()
