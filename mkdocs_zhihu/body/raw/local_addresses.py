r"""Addresses of files on their author's own computer, as editors write them: `C:\Users\a\b.png`, `file:///C:/a.png`."""

import re

LOCAL = re.compile(
    r"(<(?:img\b[^<>]*?\ssrc|a\b[^<>]*?\shref)=[\"']?)(?:file:/*(?:localhost/)?|(?=[A-Za-z]:[\\/]))",
    re.IGNORECASE,
)
DRIVE = re.compile(r"/(?=[A-Za-z]:[\\/])")
HOME = re.compile(r"/(?:Users|home)/[^/\\]+/")


def root_local_addresses(html: str) -> str:
    r"""Return HTML whose addresses of local files begin with a slash: parsers drop those with a scheme that is not known.

    >>> root_local_addresses('<img src="C:\\a.png"><a href="file:///D:/b">b</a><a href="c:d">c</a>')
    '<img src="/C:\\a.png"><a href="/D:/b">b</a><a href="c:d">c</a>'
    """
    return LOCAL.sub(r"\1/", html)


def find_local_file(url: str) -> str:
    r"""Return the path of a file on another computer that an address names, "" if it names none.

    >>> find_local_file("/C:\\a.png"), find_local_file("/Users/me/a.png"), find_local_file("/a.png")
    ('C:\\a.png', '/Users/me/a.png', '')
    """
    return DRIVE.sub("", url, count=1) if DRIVE.match(url) else url if HOME.match(url) else ""


def read_file_name(path: str) -> str:
    r"""Return the last part of a path of any system.

    >>> read_file_name("C:\\a/b.png")
    'b.png'
    """
    return path.replace("\\", "/").rpartition("/")[2]
