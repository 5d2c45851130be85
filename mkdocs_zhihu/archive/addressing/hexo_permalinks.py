"""Addresses that a Hexo blog gave its posts, for links between them."""

import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote

from mkdocs_zhihu.model import Post

DEFAULT = ":year/:month/:day/:title/"
"""Hexo's own."""

CONFIG = "_config.yml"
"""Hexo's configuration; it may hold secrets, so it is read and never published."""

MAX_CONFIG = 200_000
TOKEN = re.compile(r":(\w+)")
LINE = re.compile(r"^permalink[ \t]*:[ \t]*(['\"]?)([^'\"#\n]+?)\1[ \t]*(?:#.*)?$", re.MULTILINE)


def read_permalink(config: str) -> str:
    r"""Return the form of addresses in the text of a `_config.yml`, "" if it says none.

    >>> read_permalink("title: a\npermalink: posts/:title.html # b")
    'posts/:title.html'
    """
    match = LINE.search(config)
    return match[2].strip() if match else ""


def find_permalink(docs: str, folders: Iterable[str]) -> str:
    """Return the form of addresses in a `_config.yml` in the folders of posts, or above them; "" if there is none."""
    for path in (Path(docs, folder, CONFIG) for folder in (*folders, "")):
        if path.is_file() and path.stat().st_size < MAX_CONFIG:
            return read_permalink(path.read_text(encoding="utf-8", errors="replace"))
    return ""


def index_permalinks(posts: Iterable[Post], form: str) -> Mapping[str, str]:
    """Return the uri of each Markdown post by the path that Hexo gave it, in this form or in its own; of two posts the first counts."""
    found: dict[str, str] = {}
    for post in posts:
        if post.format == "markdown":
            for path in (
                path for each in dict.fromkeys((form, DEFAULT)) if each for path in _expand(post, each)
            ):
                found.setdefault(path, post.uri)
    return found


def clean_path(url: str) -> str:
    """Return a path without what Hexo's options leave out of it."""
    return re.sub(r"(?:^|/)index$", "", re.sub(r"\.html?$", "", unquote(url).strip("/"))).strip("/")


def _expand(post: Post, form: str) -> Iterable[str]:
    stem = posixpath.splitext(post.uri)[0]
    names = stem.split("/")
    date = post.date
    values = {
        "name": names[-1],
        "post_title": post.title,
        "abbrlink": post.abbrlink,
        "category": "/".join(post.categories[0]) if post.categories else "uncategorized",
    }
    if date is not None:
        values |= {"year": f"{date:%Y}", "month": f"{date:%m}", "day": f"{date:%d}", "hour": f"{date:%H}"}
        values |= {
            "minute": f"{date:%M}",
            "second": f"{date:%S}",
            "i_month": str(date.month),
            "i_day": str(date.day),
        }
    for place in range(len(names)):  # the title is the path below the folder of posts
        known = {**values, "title": "/".join(names[place:])}
        if all(known.get(token) for token in TOKEN.findall(form)):
            yield clean_path(TOKEN.sub(lambda match, known=known: known[match[1]], form))  # type: ignore[misc]
