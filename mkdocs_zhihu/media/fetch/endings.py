"""Where the data of a picture ends: decoders forgive what was cut off or appended, an archive must not."""

import re
import struct

MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
SIGNATURE = 8


def measure(data: bytes, kind: str) -> tuple[int | None, int]:
    """Return how long a picture is, None if its end is missing, and how many frames a GIF has, 1 for others.

    `kind` is Pillow's name of the format. Pillow counts the frames of a GIF by opening each; this only skips them.
    """
    try:
        if kind == "GIF":
            return _measure_gif(data)
        finder = {"PNG": _end_png, "JPEG": _end_jpeg, "WEBP": _end_webp}.get(kind)
        return (finder(data) if finder is not None else len(data)), 1
    except (struct.error, IndexError):
        return None, 1


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


def _measure_gif(data: bytes) -> tuple[int | None, int]:
    frames = 0
    flags = data[10]
    position = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    while position < len(data):
        kind = data[position]
        if kind == 0x3B:  # noqa: PLR2004 - trailer
            return position + 1, frames
        if kind == 0x2C:  # noqa: PLR2004 - image
            frames += 1
            flags = data[position + 9]
            position += 11 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
        elif kind == 0x21:  # noqa: PLR2004 - extension
            position += 2
        else:
            return None, frames
        while data[position]:
            position += 1 + data[position]
        position += 1
    return None, frames


def _end_webp(data: bytes) -> int | None:
    end: int = 8 + struct.unpack_from("<I", data, 4)[0]
    return end if end <= len(data) else None
