"""What the manifest knows of one picture, and how it is written as a line of text."""

import json
from dataclasses import dataclass, fields
from typing import Any

from mkdocs_zhihu.media.outcomes import HAPPY, Attempt, Outcome
from mkdocs_zhihu.media.picture import Picture


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

    @property
    def is_kept(self) -> bool:
        """Return whether there is a picture now."""
        return self.row.outcome in HAPPY


ROW_FIELDS = tuple(field.name for field in fields(Row))
PICTURE_FIELDS = tuple(field.name for field in fields(Picture))


def format_line(row: Row, picture: Picture | None) -> str:
    """Return one line of the manifest as text: JSON with sorted keys."""
    value: dict[str, Any] = {name: item for name in ROW_FIELDS if (item := getattr(row, name))}
    if picture is not None:
        value["picture"] = {name: getattr(picture, name) for name in PICTURE_FIELDS}
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def parse_line(line: str) -> tuple[Row, Picture | None] | None:
    """Return what a line says, None if it is damaged."""
    try:
        value = json.loads(line)
        found = value.pop("picture", None)
        value["outcome"] = Outcome(value["outcome"])
        row = Row(**value)
        if found is None:
            return row, None
        sizes = found.pop("sizes")
        return row, Picture(
            **found, sizes=None if sizes is None else tuple((width, size) for width, size in sizes)
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
