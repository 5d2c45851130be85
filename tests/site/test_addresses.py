"""Addresses that posts, tags, categories, authors and options ask for: each is safe, none is taken from the site."""

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project import Built, build_project, post, run_mkdocs, write_project

from mkdocs_zhihu.archive.addressing.addresses import make_safe, resolve_collisions

pytestmark = pytest.mark.site

NAMES = (
    "index.html", "404.html", "sitemap.xml", "sitemap.xml.gz", "feed.json", "feed.xml", "FEED.JSON", "feed-甲.xml", "search",
    "Search", "assets", "ASSETS", "zhihu", "robots.txt", "index", "INDEX.HTML", "404", "CON", "con.txt", "nul", "LPT¹", "conin$",
    ".", "..", "...", "a/../..", "index.html.html", "a.html", "a.htm", "notes.txt", "x" * 400, "字" * 200, "tags", "page", "page/2",
    "😀", "%2e%2e%2f", "a\\b", "uncategorised", "undated", "feed_rss_created.xml", "manifest.json", "", "café", "cafe\u0301",
)  # fmt: skip
WINDOWS = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE
)


def write_posts() -> dict[str, str | bytes]:
    posts: dict[str, str | bytes] = {"notes.txt": b"a file of the user's"}
    for number, name in enumerate(NAMES):
        posts[f"posts/{number}-permalink.md"] = post(f"{number}a", permalink=name)
        posts[f"posts/{number}-below.md"] = post(f"{number}b", permalink=f"{name}/b")
        posts[f"posts/{number}-groups.md"] = post(
            f"{number}c", tags=[name], categories=[name, "乙"], author=name or None
        )
    return posts


@pytest.fixture(
    scope="module",
    params=[pytest.param(True, id="folders"), pytest.param(False, id="files", marks=pytest.mark.slow)],
)
def built(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Built:
    return build_project(
        tmp_path_factory.mktemp("addresses"),
        write_posts(),
        site_url="https://example.org/",
        use_directory_urls=request.param,
        plugins=["search", {"zhihu": {"feeds": {"formats": ["atom", "json"]}}}],
    )


def test_every_post_has_a_page_whatever_it_asks_for(built: Built) -> None:
    assert len(built.post_pages()) == 3 * len(NAMES)


def test_the_files_of_the_site_are_where_they_were(built: Built) -> None:
    for name in (
        "404.html",
        "index.html",
        "sitemap.xml",
        "feed.xml",
        "search/search_index.json",
        "notes.txt",
    ):
        assert (built.site / name).is_file(), name
    assert json.loads((built.site / "feed.json").read_bytes())["version"].startswith("https://jsonfeed.org/")
    assert (built.site / "notes.txt").read_bytes() == b"a file of the user's"


def test_no_two_files_are_one_on_another_file_system(built: Built) -> None:
    names = [path.relative_to(built.site).as_posix() for path in built.site.rglob("*") if path.is_file()]
    folded = {unicodedata.normalize("NFKC", name).casefold() for name in names}
    assert len(folded) == len(names)


def test_no_page_has_a_name_that_a_file_system_refuses(built: Built) -> None:
    for path in built.site.rglob("*"):
        assert not WINDOWS.fullmatch(path.name)
        assert not path.name.endswith((" ", "."))
        assert len(path.name.encode()) <= 200
        assert path.is_file() or not path.name.lower().endswith(".html")


@pytest.mark.parametrize("name", ["assets", "search", "zhihu", "404", "index.html", "feed.xml", "CON", "."])
@pytest.mark.parametrize("option", ["categories_dir", "tags_dir"])
def test_an_option_that_asks_for_a_fixed_name_is_refused(tmp_path: Path, option: str, name: str) -> None:
    write_project(tmp_path, {"posts/a.md": post()}, plugins=[{"zhihu": {option: name}}])
    result = run_mkdocs(tmp_path, "build", "-q")
    assert result.returncode == 1
    assert f"{name!r}" in result.stderr
    assert "; write " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.slow
@given(st.text(max_size=300), st.booleans())
def test_a_safe_address_stays_as_it_is(path: str, is_post: bool) -> None:
    safe = make_safe(path, "identity", is_post=is_post)
    assert safe
    assert make_safe(safe, "identity", is_post=is_post) == safe
    assert not {"", ".", ".."} & set(safe.split("/"))


@given(st.lists(st.sampled_from(["a", "A", "a/b", "a/b/c", "b", "a-x", "b/a"]), max_size=6))
def test_nothing_is_below_a_file(paths: list[str]) -> None:
    wanted = {str(number): path for number, path in enumerate(paths)}
    found, _ = resolve_collisions(wanted, ["a/", "b/a/"])
    assert len({path.lower() for path in found.values()}) == len(paths)
    assert not any(f"{path.lower()}/".startswith(("a/", "b/a/")) for path in found.values())
