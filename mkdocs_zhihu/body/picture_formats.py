"""Formats of pictures by their first bytes."""

HEADS = (
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
)
AVIF = (b"ftypavif", b"ftypavis")


def detect_picture_format(data: bytes) -> str:
    r"""Return the ending of a picture's file by its content, "" for what is none; SVG is a program, not a picture.

    >>> detect_picture_format(b"GIF89a"), detect_picture_format(b"\x00\x00\x00\x1cftypavis"), detect_picture_format(b"<svg>")
    ('gif', 'avif', '')
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:12] in AVIF:
        return "avif"
    return next((ending for head, ending in HEADS if data.startswith(head)), "")


def is_dot(data: bytes) -> bool:
    r"""Return whether a GIF or PNG is one pixel: it keeps the place of a lazy picture.

    >>> is_dot(b"GIF89a\x01\x00\x01\x00"), is_dot(b"GIF89a\x02\x00\x01\x00")
    (True, False)
    """
    if data.startswith(b"GIF8"):
        return data[6:10] == b"\1\0\1\0"
    return data.startswith(b"\x89PNG") and data[16:24] == b"\0\0\0\1\0\0\0\1"
