"""Categories from folders have the limits of all others."""

import pytest

from mkdocs_zhihu.archive.folder_categories import with_folder_category
from mkdocs_zhihu.model import Post
from mkdocs_zhihu.reading.values.name_limits import MAX_LEVELS, MAX_NAME

pytestmark = pytest.mark.unit


def test_deep_folders_and_long_names_are_cut() -> None:
    folders = [*map(str.upper, "abcdefghijklmnopqrstuvwxyz"), "长" * 200]
    (path,) = with_folder_category(Post(f"posts/{'/'.join(folders)}/a.md", "", ""), ["posts"]).categories
    assert len(path) == MAX_LEVELS
    assert max(map(len, path)) <= MAX_NAME
    (short,) = with_folder_category(Post(f"posts/{'长' * 200}/a.md", "", ""), ["posts"]).categories
    assert short == ("长" * (MAX_NAME - 1) + "…",)


def test_a_category_of_its_own_stays() -> None:
    post = Post("posts/乙/a.md", "", "", categories=(("甲",),))
    assert with_folder_category(post, ["posts"]).categories == (("甲",),)


def test_the_nearest_folder_of_posts_counts() -> None:
    assert with_folder_category(Post("a/b/c/d.md", "", ""), ["a", "a/b"]).categories == (("c",),)
    assert with_folder_category(Post("甲/d.md", "", ""), [""]).categories == (("甲",),)
