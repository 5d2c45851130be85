"""What the posts of a folder are written in, for those that do not tell it themselves."""

from collections import Counter
from collections.abc import Iterable

from mkdocs_zhihu.model import BodyFormat, Post


def find_folder(uri: str) -> str:
    """Return the folder of a file."""
    return uri.rpartition("/")[0]


def find_folder_formats(posts: Iterable[Post]) -> dict[str, BodyFormat]:
    """Return what more than half of a folder's posts that tell it are written in, by folder.

    >>> find_folder_formats([Post("a/1.md", "", "<p>b</p>"), Post("b/2.md", "", "c", is_format_certain=False)])
    {'a': 'html'}
    """
    leads: Counter[str] = Counter()
    for post in posts:
        if post.is_format_certain:
            leads[find_folder(post.uri)] += 1 if post.format == "html" else -1
    return {folder: "html" if lead > 0 else "markdown" for folder, lead in leads.items() if lead}
