"""What the manifest knows of one picture, and how it is written as a line of text."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from mkdocs_zhihu.media.fetch.outcomes import Attempt, Outcome
from mkdocs_zhihu.media.store.picture import Picture, is_picture_name


@dataclass(frozen=True, slots=True)
class Row:
    """The last word on one picture."""

    key: str
    """What all its addresses have in common."""

    outcome: Outcome
    """What became of it."""

    digest: str = ""
    """Of its file, "" if it was never kept."""

    url: str = ""
    """The address that gave it, or the best one that did not."""

    final_url: str = ""
    """Where redirects led."""

    status: int = 0
    """The last HTTP status."""

    content_type: str = ""
    """As the host said."""

    etag: str = ""
    """For conditional requests."""

    modified: str = ""
    """Likewise."""

    asked: int = 0
    """When, in seconds since 1970."""

    detail: str = ""
    """For people."""


@dataclass(frozen=True, slots=True)
class Result:
    """What one picture's turn brought."""

    row: Row
    """For the manifest."""

    attempts: tuple[Attempt, ...] = ()
    """Every address that was tried."""

    picture: Picture | None = None
    """The file, if one came."""

    is_version: bool = False
    """Whether the file is another picture than the one that is kept; both are."""

    failure: Outcome | None = None
    """Why a picture that was kept before was not fetched again; its row stays."""

    @property
    def outcome(self) -> Outcome:
        """Return what became of the request."""
        return self.failure or self.row.outcome

    @property
    def is_kept(self) -> bool:
        """Return whether the request brought the picture, or that it did not change."""
        return self.outcome is Outcome.KEPT


ROW_FIELDS = tuple(field.name for field in fields(Row))
PICTURE_FIELDS = tuple(field.name for field in fields(Picture))
TYPES = {
    kind: tuple((field.name, field.type) for field in fields(kind) if field.type in (str, int))
    for kind in (Row, Picture)
}
DIGEST = re.compile("[0-9a-f]{64}")


def format_line(row: Row, picture: Picture | None, versions: Iterable[Picture] = ()) -> str:
    """Return one line of the manifest as text: JSON with sorted keys."""
    value: dict[str, Any] = {name: item for name in ROW_FIELDS if (item := getattr(row, name))}
    if picture is not None:
        value["picture"] = _to_json(picture)
    if others := [_to_json(other) for other in versions]:
        value["versions"] = others
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def parse_line(line: str) -> tuple[Result, ...]:
    """Return what a line says, the picture that is kept first; nothing if it is damaged."""
    try:
        value = json.loads(line)
        picture, versions = value.pop("picture", None), value.pop("versions", [])
        row = Row(**value | {"outcome": Outcome(value["outcome"])})
        _check_types(row)
        kept = Result(row, picture=_from_json(picture) if picture is not None else None)
        if row.digest != (kept.picture.digest if kept.picture is not None else ""):
            return ()
        others = [Result(row, picture=_from_json(other), is_version=True) for other in versions]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return ()
    else:
        return (kept, *others)


def _to_json(picture: Picture) -> dict[str, Any]:
    return {name: getattr(picture, name) for name in PICTURE_FIELDS}


def _from_json(value: dict[str, Any]) -> Picture:
    sizes = value["sizes"]
    sizes = sizes if sizes is None else tuple((int(width), int(size)) for width, size in sizes)
    picture = Picture(**value | {"sizes": sizes})
    _check_types(picture)
    if not DIGEST.fullmatch(picture.digest) or not is_picture_name(picture.name):  # it becomes a path
        raise ValueError
    return picture


def _check_types(value: Row | Picture) -> None:
    """Raise an exception if a text or a number is none that SQLite can hold: it would refuse all rows for it."""
    for name, kind in TYPES[type(value)]:
        item = getattr(value, name)
        if type(item) is not kind:
            raise TypeError(name)
        if isinstance(item, str):
            item.encode()  # fails for half a character
        elif not -(2**63) <= item < 2**63:
            raise OverflowError(name)
