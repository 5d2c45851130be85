"""Options that name folders say what is wrong with a value, and what to write instead."""

import re
from pathlib import Path

import pytest

from mkdocs_zhihu.config.folders import parse_folder, parse_folders

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("value", "folders"),
    [
        ("posts", ["posts"]),
        ("./posts/", ["posts"]),
        ("/no-such-folder/", ["no-such-folder"]),
        (["posts//notes", "a/./b", "a/../c"], ["posts/notes", "a/b", "c"]),
        (".", [""]),
        ("./", [""]),
        (["~notes", "~a/"], ["~notes", "~a"]),
    ],
)
def test_folders_of_posts_are_read_in_any_spelling(value: object, folders: list[str]) -> None:
    assert parse_folders(value) == folders


@pytest.mark.parametrize(
    "name",
    [
        "C:\\Users\\me\\docs\\posts",
        "D:/docs/posts",
        "\\\\nas\\docs",
        "//nas/docs/posts",
        "~/docs",
        "~me/docs",
        str(Path.cwd()),
    ],
)
def test_an_absolute_path_is_none_from_docs_dir(name: str) -> None:
    with pytest.raises(ValueError, match="is an absolute path; write the path from docs_dir"):
        parse_folders(name)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("posts\\notes", "has backslashes; write 'posts/notes'"),
        (["posts", "a/../../b"], "'a/../../b' is outside docs_dir"),
        (False, "False is not a folder; write one under docs_dir such as posts"),
        ([["posts"]], "is not a folder"),
        ([], "is not a folder"),
    ],
)
def test_a_wrong_folder_of_posts_is_named(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_folders(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("a?b", "cannot be a folder in addresses; write 'a-b'"),
        ("a\\b", "cannot be a folder in addresses; write 'a/b'"),
        ("a//b", "cannot be a folder in addresses; write 'a/b'"),
        ("😀", "write 'categories'"),
        (["categories"], "['categories'] is not a folder name"),
        ("", "'' is not a folder name"),
        ("zhihu", "'zhihu' is a name that the site itself uses"),
    ],
)
def test_a_wrong_folder_of_the_site_is_named(value: object, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        parse_folder(value)


def test_folders_of_the_site_are_read_in_any_spelling() -> None:
    assert [parse_folder(value) for value in (False, "/list/", 2020, "分类/全部")] == [
        "",
        "list",
        "2020",
        "分类/全部",
    ]
