"""Posts that are there twice."""

from collections.abc import Sequence

from mkdocs_zhihu.model import Post
from mkdocs_zhihu.problems import Problem


def find_copies(posts: Sequence[Post]) -> list[Problem]:
    """Return a word on each post whose file is the same as one before it."""
    first: dict[str, str] = {}
    copies = []
    for post in posts:
        if post.digest in first:
            message = f"is the same file as {first[post.digest]}; both were built"
            copies.append(Problem(post.uri, "copy", message, "delete one of them", level="info"))
        first.setdefault(post.digest, post.uri)
    return copies
