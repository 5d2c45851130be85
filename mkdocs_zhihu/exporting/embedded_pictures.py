"""Pictures that stand in posts themselves, as files that an export can copy: nothing else has them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs_zhihu.body.raw.data_pictures import DATA_FOLDER, iter_data_pictures
from mkdocs_zhihu.exporting.exported_archive import ExportSource
from mkdocs_zhihu.model import Archive
from mkdocs_zhihu.reading.mhtml import read_text

Read = Callable[[str], bytes | None]
"""From the uri of a post to its file's bytes."""


def iter_embedded(archive: Archive, read: Read) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each picture that a post holds and shows; equal ones once."""
    wanted = {
        image.url.rpartition("/")[2]: entry.uri
        for entry in archive.entries
        for image in entry.body.images
        if image.url.startswith(f"{DATA_FOLDER}/")
    }
    for uri in sorted(set(wanted.values())):
        data = read(uri)
        text = read_text(data, uri)[0] if data is not None else ""
        for name, content in iter_data_pictures(text):
            if wanted.pop(name, None) is not None:
                yield name, content


@contextmanager
def with_embedded(source: ExportSource, read: Read) -> Iterator[ExportSource]:
    """Give a source that finds these pictures too, for as long as they lie on disk."""
    with TemporaryDirectory() as folder:
        names = set()
        for name, content in iter_embedded(source.archive, read):
            Path(folder, name).write_bytes(content)
            names.add(f"{DATA_FOLDER}/{name}")

        def find_file(url: str) -> Path | None:
            return Path(folder, url.rpartition("/")[2]) if url in names else source.find_file(url)

        yield replace(source, find_file=find_file) if names else source
