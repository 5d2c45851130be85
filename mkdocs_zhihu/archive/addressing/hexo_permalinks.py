"""Addresses that a Hexo blog gave its posts, for links between them."""

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from mkdocs_zhihu.model import Post
from mkdocs_zhihu.reading.values.path_dates import strip_path_date

DEFAULT = ":year/:month/:day/:title/"
"""Hexo's own."""

CONFIG = "_config.yml"
"""Hexo's configuration; it may hold secrets, so it is read and never published."""

MAX_CONFIG = 200_000
TOKEN = re.compile(r":(\w+)")
LINE = r"^{}[ \t]*:[ \t]*(['\"]?)([^'\"#\n]+?)\1[ \t]*(?:#.*)?$"
PERMALINK = re.compile(LINE.format("permalink"), re.MULTILINE)
URL = re.compile(LINE.format("url"), re.MULTILINE)


@dataclass(frozen=True, slots=True)
class HexoBlog:
    """What the configuration of a Hexo blog says of its addresses."""

    permalink: str = ""
    """The form of its posts' addresses, "" for Hexo's own."""

    url: str = ""
    """Its host, and the path if it is below one; "" if unknown."""

    def find_path(self, url: str) -> str:
        """Return the path on the blog of an absolute address, "" if that is the blog's home or leads elsewhere.

        >>> blog = HexoBlog(url="blog.example")
        >>> blog.find_path("http://blog.example/2020/a/"), blog.find_path("//blog.example/a"), blog.find_path("//x/a")
        ('/2020/a/', '/a', '')
        """
        rest = url.partition("//")[2]
        return rest.removeprefix(self.url) if self.url and rest.startswith(f"{self.url}/") else ""


def read_config(config: str) -> HexoBlog:
    r"""Return what the text of a `_config.yml` says.

    >>> read_config("url: https://a.example/b/\npermalink: posts/:title.html # c")
    HexoBlog(permalink='posts/:title.html', url='a.example/b')
    """
    permalink, url = PERMALINK.search(config), URL.search(config)
    return HexoBlog(
        permalink[2].strip() if permalink else "", url[2].partition("://")[2].strip(" /") if url else ""
    )


def find_blog(docs: str, folders: Iterable[str]) -> HexoBlog:
    """Return what a `_config.yml` says that is in the folders of posts, or above them."""
    for path in (Path(docs, folder, CONFIG) for folder in (*folders, "")):
        if path.is_file() and path.stat().st_size < MAX_CONFIG:
            return read_config(path.read_text(encoding="utf-8", errors="replace"))
    return HexoBlog()


def index_permalinks(posts: Sequence[Post], form: str) -> Mapping[str, str]:
    """Return the uri of each post by the paths that it had elsewhere.

    They are that which Hexo gave a Markdown post, in this form or in its own, of two posts with one the first, and those
    of its front matter.
    """
    found: dict[str, str] = {}
    for post in posts:
        if post.format == "markdown":
            for path in (
                path for each in dict.fromkeys((form, DEFAULT)) if each for path in _expand(post, each)
            ):
                found.setdefault(path, post.uri)
    return found | {path: uri for path, uri in _index_old_paths(posts).items() if path not in found}


def _index_old_paths(posts: Iterable[Post]) -> dict[str, str]:
    """Return the uri of each post by the paths that its front matter says it has had; of two posts with one path neither has it."""
    found: dict[str, str] = {}
    for post in posts:
        folders = post.uri.split("/")[:-1]
        for path in post.old_paths:
            tops = [] if path.startswith("/") else folders
            for place in range(len(tops) + 1):
                name = clean_path("/".join([*tops[place:], path]))
                found[name] = post.uri if found.get(name, post.uri) == post.uri else ""
    return {path: uri for path, uri in found.items() if uri and path}


def clean_path(url: str) -> str:
    """Return a path without what Hexo's options leave out of it."""
    return re.sub(r"(?:^|/)index$", "", re.sub(r"\.html?$", "", unquote(url).strip("/"))).strip("/")


def _expand(post: Post, form: str) -> Iterable[str]:
    *folders, whole = posixpath.splitext(post.uri)[0].split("/")
    for name in dict.fromkeys((strip_path_date(post.uri), whole)):
        yield from _expand_name(post, form, folders, name)


def _expand_name(post: Post, form: str, folders: Sequence[str], name: str) -> Iterable[str]:
    names = [*folders, name]
    date = post.date
    values = {
        "name": name,
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
