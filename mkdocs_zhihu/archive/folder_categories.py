"""Categories of posts that name none, from the folders they lie in."""

import posixpath
import re
from collections.abc import Container

from msgspec.structs import replace

from mkdocs_zhihu.model import Post
from mkdocs_zhihu.reading.dialects.notion import strip_page_id
from mkdocs_zhihu.reading.file_kinds import FOLDER_PAGES
from mkdocs_zhihu.reading.values.name_limits import cut_category

NO_NAME = re.compile(
    r"[_.].*|\d+|\d{4}(?:[-._]\d{1,2}){1,2}|\d{2}-\d{2}|(?=\d)(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号])?",
    re.ASCII | re.DOTALL,
)
"""What a folder is called that is no subject: `_posts`, the year, the month or the day of its posts."""


def with_folder_category(post: Post, folders: Container[str]) -> Post:
    """Return a post with the category that its folder stands for, if it names none; it begins below the innermost of `folders`.

    The folder of an `index.md`, and of a file that is called as it is, is that post's own.

    >>> [with_folder_category(Post(uri, "", ""), ["posts"]).categories
    ...     for uri in ("posts/自然/2024/气象/a.md", "posts/自然/山/index.md", "posts/a.md")]
    [(('自然', '气象'),), (('自然',),), ()]
    >>> [with_folder_category(Post(f"posts/{uri}", "", ""), ["posts"]).categories for uri in
    ...     ("2024-01/a.md", "2024年1月/a.md", "自然/01-02/a.md", "3.11/a.md", "山/山.md", f"山 {'0' * 32}/a.md")]
    [(), (), (('自然',),), (('3.11',),), (), (('山',),)]
    """
    if post.categories:
        return post
    *parents, file = post.uri.split("/")
    counts = range(len(parents), -1, -1)
    start = next((count for count in counts if "/".join(parents[:count]) in folders), len(parents))
    above = parents[start:]
    stem = posixpath.splitext(file)[0]
    if stem.lower() in FOLDER_PAGES or stem in above[-1:]:
        above = above[:-1]
    names = tuple(name for name in map(strip_page_id, above) if not NO_NAME.fullmatch(name))
    return replace(post, categories=(cut_category(names),)) if names else post
