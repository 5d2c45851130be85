"""Posts that are there already, read for what identifies them."""

import hashlib
import os
from collections.abc import Container, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from mkdocs_zhihu.importing.items.document_origin import read_facts, read_original, read_source
from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.item_pictures import shows_pictures
from mkdocs_zhihu.importing.items.measure import measure_text
from mkdocs_zhihu.importing.settings import MAX_FILE
from mkdocs_zhihu.reading.body_format import detect_body_format
from mkdocs_zhihu.reading.decode import decode_text
from mkdocs_zhihu.reading.dialects import read_document
from mkdocs_zhihu.reading.values.category_paths import parse_categories
from mkdocs_zhihu.reading.values.value_texts import to_text
from mkdocs_zhihu.reading.values.yaml_fields import Value

DRAFT = ".new.md"


class StoredPost(NamedTuple):
    """What a file says of itself."""

    key: str
    """Its identity; see `ImportItem.key`."""

    path: str
    """Relative to the folder of posts."""

    source_sha256: str
    """Of the item it was written from; empty if it was not imported."""

    origin: str
    """Reader and file it came from."""

    updated: datetime | None
    """When it last changed."""

    length: int
    """How much text it has."""

    has_pictures: bool
    """Whether it shows pictures."""

    is_truncated: bool
    """Whether it is only a beginning."""

    categories: tuple[tuple[str, ...], ...]
    """Category paths."""

    tags: tuple[str, ...]
    """Tags."""


def hash_text(data: bytes) -> str:
    """Return the hash by which a file is known again, also where Git wrote its lines with CRLF."""
    return hashlib.sha256(data.replace(b"\r\n", b"\n")).hexdigest()


def read_digest(path: Path) -> str:
    """Return the hash of a file, "" if there is none."""
    try:
        return hash_text(path.read_bytes())
    except OSError:
        return ""


def iter_stored(into: Path, *, without: Container[str] = ()) -> Iterator[StoredPost]:
    """Yield every post below a folder that can be read, but for some paths; drafts and hidden files are none."""
    for parent, folders, names in os.walk(into):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".md") and not name.endswith(DRAFT) and not name.startswith("."):
                path = Path(parent, name)
                place = path.relative_to(into).as_posix()
                stored = None if place in without else _read(path, place)
                if stored is not None:
                    yield stored


def _read(path: Path, name: str) -> StoredPost | None:
    try:
        if path.stat().st_size > MAX_FILE:
            return None
        text, _ = decode_text(path.read_bytes(), name)
    except OSError:
        return None
    document, _ = read_document(text, name)
    fields: dict[str, Value] = {key: field.value for key, field in document.fields.items()}
    body_format = detect_body_format(document.body).format
    imported = read_facts(document, "imported")
    item = ImportItem(
        title=to_text(fields.get("title", "")), author=to_text(fields.get("author", "")), body=document.body,
        format=body_format, original=read_original(document), source=read_source(document),
        entry=imported.get("entry", ""),
    )  # fmt: skip
    tags = fields.get("tags", "")
    return StoredPost(
        key=item.key,
        path=name,
        source_sha256=imported.get("sha256", ""),
        origin=f"{imported.get('from', '')} {imported.get('file', '')}".strip(),
        updated=_parse_time(fields.get("updated")) or _parse_time(fields.get("date")),
        length=measure_text(document.body, body_format),
        has_pictures=shows_pictures(document.body),
        is_truncated=read_facts(document).get("truncated") == "true",
        categories=parse_categories(fields.get("categories", "")),
        tags=tuple(filter(None, map(to_text, tags if isinstance(tags, list) else [tags]))),
    )


def _parse_time(value: Value | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(to_text(value or ""))
    except ValueError:
        return None
    return found if found.tzinfo else None
