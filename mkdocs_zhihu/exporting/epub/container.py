"""The ZIP file that a book is."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

MIMETYPE = "application/epub+zip"
MODE = 0o644 << 16
FIRST, LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)
"""What a ZIP file can say of dates."""


class Container:
    """Takes the files of a book one by one; the same files give the same bytes."""

    def __init__(self, archive: zipfile.ZipFile, time: datetime) -> None:
        self._archive = archive
        self._time = min(max(time.astimezone(UTC), FIRST), LAST).timetuple()[:6]

    def add(self, name: str, content: str | bytes, *, is_compressed: bool = False) -> None:
        """Add a file; one that is compressed already is stored as it is."""
        info = zipfile.ZipInfo(name, self._time)
        info.external_attr = MODE
        info.create_system = 3  # the same on every system
        info.compress_type = zipfile.ZIP_STORED if is_compressed else zipfile.ZIP_DEFLATED
        self._archive.writestr(info, content)


@contextmanager
def open_container(path: Path, time: datetime) -> Iterator[Container]:
    """Give a container that becomes the file at `path` once everything is in it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(partial, "w") as archive:
            container = Container(archive, time)
            container.add("mimetype", MIMETYPE, is_compressed=True)
            yield container
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
