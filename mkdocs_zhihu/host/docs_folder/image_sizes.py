"""How large the pictures are that lie in the docs folder."""

from collections.abc import Iterable

import imagesize
from mkdocs.structure.files import File


class ImageSizes:
    """Measures files of the site, each once a build."""

    def __init__(self, files: Iterable[File]) -> None:
        self._paths = {file.url: file.abs_src_path for file in files if file.is_media_file()}
        self._known: dict[str, tuple[int, int] | None] = {}

    def measure(self, url: str) -> tuple[int, int] | None:
        """Return width and height of a picture in pixels, None if it is no file of ours or says no size."""
        url = url.partition("#")[0].partition("?")[0]
        if url not in self._known:
            path = self._paths.get(url)
            self._known[url] = _read_size(path) if path else None
        return self._known[url]


def _read_size(path: str) -> tuple[int, int] | None:
    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError):
        return None
    return (int(width), int(height)) if width > 0 and height > 0 else None
