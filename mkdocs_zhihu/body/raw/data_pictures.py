"""Pictures that stand in a Markdown file itself, as `data:` addresses: the only copy there is."""

import base64
import binascii
import re
from collections.abc import Iterator
from hashlib import sha256

from mkdocs_zhihu.body.picture_formats import detect_picture_format, is_dot

DATA_FOLDER = "zhihu/data"
"""Where they lie on the site."""

MAX_SIZE = 3_000_000
"""Bytes; a larger picture stays what it is, and is named."""

ADDRESS = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|bmp|avif);base64,([A-Za-z0-9+/=%]{16,})", re.IGNORECASE
)
PLACE = re.compile(r"(?:\]\(<?|src=[\"']?|^\[[^\[\]\n]{1,99}\]:[ \t]*<?)$")
"""What stands before the address of a picture, and not before words about one."""

LONGEST_PLACE = 110


def name_data_pictures(text: str) -> tuple[str, dict[str, str]]:
    """Return a Markdown text with the address of a file of the site in place of each picture in it.

    Also what stood there, by that address: in code it has to stand there again.
    """
    if "data:image/" not in text:
        return text, {}
    pieces: list[str] = []
    written: dict[str, str] = {}
    last = 0
    for match, name, _ in _iter_matches(text):
        address = f"/{DATA_FOLDER}/{name}"
        pieces += [text[last : match.start()], address]
        written[address] = match[0]
        last = match.end()
    return "".join([*pieces, text[last:]]), written


def iter_data_pictures(text: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of each picture in a text."""
    for _, name, data in _iter_matches(text):
        yield name, data


def _iter_matches(text: str) -> Iterator[tuple[re.Match[str], str, bytes]]:
    for match in ADDRESS.finditer(text):
        start = max(0, match.start() - LONGEST_PLACE)
        start = max(start, text.rfind("\n", start, match.start()) + 1)
        found = _read(match[1]) if PLACE.search(text[start : match.start()]) else None
        if found is not None:
            yield match, *found


def _read(encoded: str) -> tuple[str, bytes] | None:
    """Return the name and the bytes of a picture, None of anything else, such as a dot in place of a lazy one."""
    try:
        data = base64.b64decode(encoded.replace("%2B", "+").replace("%2F", "/").replace("%3D", "="))
    except (binascii.Error, ValueError):
        return None
    kind = detect_picture_format(data)
    if not kind or len(data) > MAX_SIZE or is_dot(data):
        return None
    return f"{sha256(data).hexdigest()[:24]}.{kind}", data
