"""Where the data of a picture ends: decoders forgive what was cut off or appended, an archive must not."""

import re
import struct

MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
SIGNATURE = 8


def find_end(data: bytes, kind: str) -> int | None:
    """Return how long a picture is, None if its end is missing. `kind` is Pillow's name of the format."""
    try:
        finder = {"PNG": _end_png, "JPEG": _end_jpeg, "GIF": _end_gif, "WEBP": _end_webp}.get(kind)
        return finder(data) if finder is not None else len(data)
    except (struct.error, IndexError):
        return None


def _end_png(data: bytes) -> int | None:
    position = SIGNATURE
    while position + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, position)
        kind = data[position + 4 : position + 8]
        position += 12 + length
        if kind == b"IEND":
            return position if position <= len(data) else None
    return None


def _end_jpeg(data: bytes) -> int | None:
    position = 2
    while (match := MARKER.search(data, position)) is not None:
        marker = data[match.start() + 1]
        position = match.end()
        if marker == 0xD9:  # noqa: PLR2004 - end of image
            return position
        if marker != 0x01:
            position += struct.unpack_from(">H", data, position)[0]
    return None


def _end_gif(data: bytes) -> int | None:
    flags = data[10]
    position = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    while position < len(data):
        kind = data[position]
        if kind == 0x3B:  # noqa: PLR2004 - trailer
            return position + 1
        if kind == 0x2C:  # noqa: PLR2004 - image
            flags = data[position + 9]
            position += 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
        elif kind == 0x21:  # noqa: PLR2004 - extension
            position += 2
        else:
            return None
        while data[position]:
            position += 1 + data[position]
        position += 1
    return None


def _end_webp(data: bytes) -> int | None:
    end: int = 8 + struct.unpack_from("<I", data, 4)[0]
    return end if end <= len(data) else None
