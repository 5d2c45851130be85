"""Days in the paths of posts, as Jekyll, Hexo, Docusaurus and daily notes have them."""

import posixpath
import re

from mkdocs_zhihu.reading.values.dates import FILE_DATE

PATH_DATE = re.compile(
    r"(?<![^/])((?:19|20)\d\d[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01]))(?:[-/]|(?=\.\w+$))", re.ASCII
)
"""A whole day, in one name or in several: only with two digits each it is no chapter."""


def find_path_date(uri: str) -> str:
    """Return the day that a file's name begins with, else the last one in its path, "" if there is none.

    >>> find_path_date("b/2023-9-2-甲.md"), find_path_date("b/2023/09-11-甲.md"), find_path_date("2023/09/13/甲.md")
    ('2023-9-2', '2023-09-11', '2023-09-13')
    >>> find_path_date("b/2023/13-40-甲.md"), find_path_date("b/2023/9/甲.md"), find_path_date("日记/2023-09-13.md")
    ('', '', '2023-09-13')
    >>> find_path_date("2020/01/02/2021/03/04/甲.md")
    '2021-03-04'
    """
    match = FILE_DATE.match(posixpath.basename(uri))
    if match:
        return match[1]
    days: list[str] = PATH_DATE.findall(uri)
    return days[-1].replace("/", "-") if days else ""


def strip_path_date(uri: str) -> str:
    """Return a file's name without the day before it and without its extension; a day alone stays.

    >>> strip_path_date("b/2023-9-2-甲.md"), strip_path_date("b/2023/09/13-甲.md"), strip_path_date("2023-09-13.md")
    ('甲', '甲', '2023-09-13')
    """
    name = posixpath.splitext(posixpath.basename(uri))[0]
    start = len(uri) - len(posixpath.basename(uri))
    ends = [match.end() for match in PATH_DATE.finditer(uri) if uri[match.end() :][:1] not in ("", ".")]
    return uri[ends[-1] : start + len(name)] if ends and ends[-1] > start else FILE_DATE.sub("", name)
