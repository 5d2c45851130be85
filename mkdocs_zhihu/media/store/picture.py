"""What is known of a picture that is kept."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp", "AVIF": "avif", "BMP": "bmp"}
"""Of files, by Pillow's name of the format."""
NAME = re.compile(
    rf"[0-9a-f]{{2}}/[0-9a-f]{{30}}\.(?:{'|'.join(EXTENSIONS.values())})|sizes/[0-9a-f]{{2}}/[0-9a-f]{{30}}-\d+\.webp"
)

Sizes = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture's file once it was decoded."""

    digest: str
    """SHA-256 of its bytes, hexadecimal."""

    extension: str
    """By its content, without a dot."""

    size: int
    """Bytes."""

    width: int
    """Pixels as shown: turned where its metadata says so."""

    height: int
    """Likewise."""

    frames: int = 1
    """More than 1 for an animation."""

    tone: str = ""
    """Its average colour as three digits from 0 to 2: red, green, blue; "" if it is not opaque."""

    trailing: int = 0
    """Bytes after its end; they are kept, and harmless as it is served by its own extension."""

    sizes: Sizes | None = None
    """Width and bytes of its smaller versions, narrowest first; None if none were made yet."""

    @property
    def name(self) -> str:
        """Return its path in a store. 128 bits of the digest: no two files are found that share them."""
        return f"{self.digest[:2]}/{self.digest[2:32]}.{self.extension}"

    def name_size(self, width: int) -> str:
        """Return the path of a smaller version in a store."""
        return f"sizes/{self.digest[:2]}/{self.digest[2:32]}-{width}.webp"

    def iter_files(self) -> Iterator[tuple[str, int]]:
        """Yield name and bytes of the file and of every smaller version."""
        yield self.name, self.size
        for width, size in self.sizes or ():
            yield self.name_size(width), size


def is_picture_name(name: str) -> bool:
    """Return whether a path in a store is one that it gives to a picture or a smaller version."""
    return NAME.fullmatch(name) is not None
