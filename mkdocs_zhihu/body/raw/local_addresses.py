r"""Addresses of files on their author's own computer, as editors write them: `C:\Users\a\b.png`, `file:///C:/a.png`."""

import re

FILE = "/file:/"
LOCAL = re.compile(
    r"(<(?:img\b[^<>]*?\ssrc|a\b[^<>]*?\shref)=[\"']?)(?:(?P<file>file:[/\\]*(?:localhost[/\\])?)|(?=[A-Za-z]:[\\/]))",
    re.IGNORECASE,
)
"""Behind the scheme browsers take backslashes for slashes, and what follows two of them for a host."""
DRIVE = re.compile(r"/(?=[A-Za-z]:[\\/])")
HOME = re.compile(r"/Users/[^/\\]+/")


def root_local_addresses(html: str) -> str:
    r"""Return HTML whose addresses of local files begin with a slash: parsers drop those with a scheme that is not known.

    >>> root_local_addresses('<img src="C:\\a.png"><a href="file:///D:/b">b</a><a href="c:d">c</a>')
    '<img src="/C:\\a.png"><a href="/file:/D:/b">b</a><a href="c:d">c</a>'
    """
    return LOCAL.sub(lambda match: match[1] + (FILE if match["file"] else "/"), html)


def is_local_file(url: str) -> bool:
    """Return whether an address certainly names a file on another computer."""
    return url.startswith(FILE) or DRIVE.match(url) is not None


def find_local_file(url: str) -> str:
    r"""Return the path of a file on another computer that an address names, "" if it names none.

    >>> find_local_file("/C:\\a.png"), find_local_file("/Users/me/a.png"), find_local_file("/home/me/a.png")
    ('C:\\a.png', '/Users/me/a.png', '')
    >>> find_local_file("/file:/D:/a.png"), find_local_file("/file:/home/me/a.png")
    ('D:/a.png', '/home/me/a.png')
    """
    path = url.replace(FILE, "/", 1) if url.startswith(FILE) else url
    return DRIVE.sub("", path, count=1) if path != url or DRIVE.match(url) or HOME.match(url) else ""


def read_file_name(path: str) -> str:
    r"""Return the last part of a path of any system.

    >>> read_file_name("C:\\a/b.png")
    'b.png'
    """
    return path.replace("\\", "/").rpartition("/")[2]
