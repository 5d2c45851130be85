"""Who is in charge of search: small sites, large sites, and what the options say."""

import json
from pathlib import Path
from typing import Any

import pytest
from project import Built, build_project, post, run_mkdocs, write_project
from search_reader import read_index

LONG = "<p>" + "长江后浪推前浪，" * 8_000 + "</p>"


def build(folder: Path, choice: str, body: str, **config: Any) -> Built:
    files: dict[str, str | bytes] = {"about.md": "# About\n\nA page.\n"}
    files |= {f"posts/{number}.md": post(f"第 {number} 篇", body) for number in range(4)}
    return build_project(folder, files, **{"plugins": ["search", {"zhihu": {"search": choice}}]} | config)


def read_material(built: Built) -> set[str]:
    docs = json.loads((built.site / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
    return {entry["location"].split("/")[0] for entry in docs}


@pytest.mark.parametrize(
    ("choice", "body", "is_ours"),
    [
        ("auto", "<p>短文</p>", False),
        ("auto", LONG, True),
        ("zhihu", "<p>短文</p>", True),
        ("material", LONG, False),
    ],
)
def test_posts_are_in_one_index_and_pages_in_material(
    tmp_path: Path, choice: str, body: str, is_ours: bool
) -> None:
    built = build(tmp_path, choice, body)
    assert read_material(built) == ({"about"} if is_ours else {"about", "posts"})
    assert (built.site / "zhihu/search").exists() == is_ours
    scripts = [script["src"] for script in built.page("posts/1/").select("script[src*='zhihu/search']")]
    assert [script.rsplit("zhihu/", 1)[1] for script in scripts] == (
        ["search/settings.js", "search.js"] if is_ours else []
    )
    assert not built.warnings


def test_the_index_on_the_site_is_that_of_its_posts(tmp_path: Path) -> None:
    built = build(tmp_path, "zhihu", "<p>长江<b>后浪</b>推前浪</p>")
    files = {path.name: path.read_bytes() for path in (built.site / "zhihu/search").glob("*.bin")}
    index = read_index(files)
    assert index.find("江后浪推") == {0, 1, 2, 3}
    assert sorted(url for _, url, _ in index.posts) == [f"posts/{number}/" for number in range(4)]
    assert index.manifest["paths"] == [["甲"], ["甲", "乙"]]
    assert set(index.manifest["year"]) == {2021}


def test_without_the_theme_dialog_ours_is_refused_or_left_out(tmp_path: Path) -> None:
    write_project(tmp_path / "a", {"posts/a.md": post()}, plugins=[{"zhihu": {"search": "zhihu"}}])
    result = run_mkdocs(tmp_path / "a", "build")
    assert result.returncode
    assert "add `search` to `plugins`" in result.stderr
    assert "Traceback" not in result.stderr
    built = build(tmp_path / "b", "auto", LONG, plugins=["zhihu"])
    assert not (built.site / "zhihu/search").exists()
