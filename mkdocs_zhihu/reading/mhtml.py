"""Pages saved as MHTML: one file with the page and its pictures, built like a mail."""

import base64
import re
from collections.abc import Mapping
from email import policy
from email.message import Message
from email.parser import BytesParser
from html import unescape
from urllib.parse import urljoin

from mkdocs_zhihu.problems import Problems
from mkdocs_zhihu.reading.charsets import BY_LABEL
from mkdocs_zhihu.reading.decode import decode_text

HEADER = re.compile(rb"\s*(?:[A-Za-z][\w-]*:[^\n]*(?:\n[ \t]+[^\s][^\n]*)*(?:\n|\Z))+")
"""The fields at the beginning, each in one or more lines."""
MULTIPART = re.compile(
    rb"^Content-Type:\s*multipart/related\s*;(?:[^\n]|\n[ \t])*boundary=", re.IGNORECASE | re.MULTILINE
)
HEADER_SIZE = 4_000
"""Bytes of a file in which its header stands."""
SOURCE = re.compile(r"""(<img\b[^<>]*?\ssrc=)("[^"]*"|'[^']*'|[^\s"'<>]+)""", re.IGNORECASE)
MAX_INLINED = 64_000_000
"""Characters of pictures that are put into a page: it may show one as often as it likes."""


def is_mhtml(data: bytes) -> bool:
    r"""Return whether a file is a page saved as MHTML.

    >>> is_mhtml(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a")
    True
    >>> is_mhtml("title: MHTML\n---\nContent-Type: multipart/related; boundary=a 是什么".encode())
    False
    """
    start = data[:HEADER_SIZE]
    header = HEADER.match(start) if b"multipart/related" in start.lower() else None
    return header is not None and MULTIPART.search(header[0]) is not None


def read_text(data: bytes, uri: str) -> tuple[str, Problems]:
    """Return the text of any file; of one saved as MHTML its page."""
    return read_mhtml(data, uri) if is_mhtml(data) else decode_text(data, uri)


def read_mhtml(data: bytes, uri: str) -> tuple[str, Problems]:
    """Return the HTML of the page in an MHTML file, its pictures within it; "" if there is none.

    Its address, which only the file's head has, stands before it as browsers write it into the pages they save.
    """
    message = BytesParser(policy=policy.compat32).parsebytes(data.lstrip())
    pages, pictures = [], {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind in ("text/html", "application/xhtml+xml"):
            pages.append(part)
        elif kind.startswith("image/"):
            content = base64.b64encode(_read_bytes(part)).decode("ascii")
            for name in _list_names(part):
                pictures[name] = f"data:{kind};base64,{content}"
    if not pages:
        return "", ()
    page = pages[0]
    html, problems = _decode(_read_bytes(page), page.get_content_charset() or "", uri)
    url = str(message["Snapshot-Content-Location"] or page["Content-Location"] or "").strip()
    mark = f"<!-- saved from url=({len(url):04}){url} -->\n" if url.startswith("http") else ""
    return mark + _inline_pictures(html, pictures, url), problems


def _read_bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _list_names(part: Message) -> list[str]:
    names = [str(part["Content-Location"] or "").strip(), f"cid:{str(part['Content-ID'] or '').strip(' <>')}"]
    return [name for name in names if name not in ("", "cid:")]


def _decode(data: bytes, charset: str, uri: str) -> tuple[str, Problems]:
    known = BY_LABEL.get(charset.lower())
    codec = known.codec if known else charset.lower()
    if codec and not codec.startswith("utf"):
        try:
            return data.decode(codec).replace("\r\n", "\n"), ()
        except (LookupError, ValueError):
            pass  # the page says something else than it is
    return decode_text(data, uri)


def _join(base: str, url: str) -> str:
    try:
        return urljoin(base, url)
    except ValueError:  # `http://[x`
        return url


def _inline_pictures(html: str, pictures: Mapping[str, str], base: str) -> str:
    room = MAX_INLINED

    def replace(match: re.Match[str]) -> str:
        nonlocal room
        url = unescape(match[2].strip("\"'"))
        found = pictures.get(url) or pictures.get(_join(base, url), "")
        room -= len(found)
        return f'{match[1]}"{found}"' if found and room >= 0 else match[0]

    return SOURCE.sub(replace, html) if pictures else html
