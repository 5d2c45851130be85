"""Comments that a tool kept beside a post or below it. They are third parties' words, kept on request only."""

import posixpath
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from mkdocs_zhihu.importing.from_json.json_stream import load_json
from mkdocs_zhihu.importing.items.import_item import Comment
from mkdocs_zhihu.importing.settings import MAX_ITEM
from mkdocs_zhihu.importing.trees.source_tree import SourceTree

OWN = "-评论.md"
NAME = re.compile(r"(?:^|/)comments\.(?:md|json)$|-评论\.md$")
MAX_DEPTH = 8


def has_comment_name(name: str) -> bool:
    """Return whether a file is named like comments on a post beside it."""
    return NAME.search(name) is not None


def find_commented(name: str) -> str:
    """Return the file that comments of this name are on.

    >>> find_commented("a/书-评论.md"), find_commented("a/comments.md")
    ('a/书.md', 'a/index.md')
    """
    folder = posixpath.dirname(name)
    return f"{name.removesuffix(OWN)}.md" if name.endswith(OWN) else posixpath.join(folder, "index.md")


def read_comments(name: str, appended: str, tree: SourceTree) -> tuple[Comment, ...]:
    """Return the comments on a post: those appended to it and those in files beside it."""
    folder, stem = posixpath.dirname(name), posixpath.splitext(name)[0]
    found = (
        tree.find(posixpath.join(folder, "comments.json"), MAX_ITEM) if name.endswith("index.md") else None
    )
    if found is not None:
        try:
            return tuple(_iter_json(load_json(found.decode("utf-8-sig", "replace")), "", 0))
        except ValueError:
            return ()
    places = [
        f"{stem}-评论.md",
        *([posixpath.join(folder, "comments.md")] if name.endswith("index.md") else []),
    ]
    texts = [
        appended,
        *(data.decode("utf-8-sig", "replace") for place in places if (data := tree.find(place, MAX_ITEM))),
    ]
    return tuple(Comment(html=text.strip()) for text in texts if text.strip())


def _iter_json(value: Any, parent: str, depth: int) -> Iterator[Comment]:
    """Yield comments of the API's shape, replies after what they reply to."""
    if isinstance(value, dict) and isinstance(value.get("data", value.get("comments")), list):
        value = value.get("data", value.get("comments"))
    for item in value if isinstance(value, list) and depth < MAX_DEPTH else ():
        if not isinstance(item, dict):
            continue
        number = _text(item, "id")
        author = item.get("author")
        likes = _text(item, "like_count", "vote_count", "likes")
        yield Comment(
            id=number,
            author=_text(author, "name") if isinstance(author, dict) else _text(item, "author"),
            html=_text(item, "content", "html"),
            time=_format_time(_text(item, "created_time", "createdTime", "time")),
            likes=int(likes) if likes.isascii() and likes.isdigit() and len(likes) < 12 else 0,  # noqa: PLR2004 - no comment has more
            parent=_text(item, "reply_comment_id", "parent") or parent,
        )
        yield from _iter_json(item.get("child_comments", item.get("replies")), number, depth + 1)


def _format_time(text: str) -> str:
    if not (text.isascii() and text.isdigit() and len(text) < 12):  # noqa: PLR2004 - seconds since 1970
        return text
    return datetime.fromtimestamp(int(text), UTC).isoformat()


def _text(value: dict[str, Any], *keys: str) -> str:
    return next((value[key] for key in keys if isinstance(value.get(key), str) and value[key]), "")
