"""What to do with an item, given what is stored: the table of the second run."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from mkdocs_zhihu.importing.items.import_item import ImportItem
from mkdocs_zhihu.importing.items.item_pictures import shows_pictures
from mkdocs_zhihu.importing.settings import POORER
from mkdocs_zhihu.importing.storage.import_records import ImportRecord, unite_known


class Action(StrEnum):
    """What to do with an item."""

    WRITE = "written"
    UPDATE = "updated"
    LABEL = "labelled"
    SAME = "same"
    POORER = "poorer"


class Wealth(NamedTuple):
    """What makes one text better than another."""

    is_truncated: bool
    """Whether it is only a beginning."""

    length: int
    """How much text it has."""

    has_pictures: bool
    """Whether it shows pictures."""

    def is_poorer(self, other: "Wealth") -> bool:
        """Return whether something of the other would be lost if this took its place."""
        if self.is_truncated != other.is_truncated:
            return self.is_truncated
        return self.length < POORER * other.length or (other.has_pictures and not self.has_pictures)


def decide(item: ImportItem, digest: str, record: ImportRecord | None, *, is_stored: bool) -> Action:
    """Return what to do with an item; whether its file was edited by hand is for the caller to find out.

    What was weighed before is never weighed again, so that sources which contradict each other cannot
    take turns.
    """
    if record is None or not is_stored:
        return Action.WRITE
    has_labels = set(item.categories) <= set(record.categories) and set(item.tags) <= set(record.tags)
    unchanged = Action.SAME if has_labels else Action.LABEL
    if digest[:16] in record.known:
        return unchanged
    new = Wealth(item.is_truncated, item.length, shows_pictures(item.body))
    old = Wealth(record.truncated, record.length, record.has_pictures)
    if new.is_poorer(old):
        return Action.POORER
    if old.is_poorer(new) or _is_newer(item, record):
        return Action.UPDATE
    return unchanged


def _is_newer(item: ImportItem, record: ImportRecord) -> bool:
    """Return whether an item is newer; one that never says when it was edited is if its own source changed."""
    changed: datetime | None = item.updated
    if changed is not None:
        return record.updated is None or changed > record.updated
    return format_origin(item) == record.origin


def format_origin(item: ImportItem) -> str:
    """Return reader and file of an item, as a record keeps them."""
    return f"{item.reader} {item.file}"


def build_record(  # noqa: PLR0913 - one value with all that is known of it
    item: ImportItem, digest: str, *, path: str, written: str, known: tuple[str, ...], seen: str
) -> ImportRecord:
    """Return the record of an item that is written."""
    return ImportRecord(
        key=item.key,
        path=path,
        source_sha256=digest,
        written_sha256=written,
        updated=item.changed,
        length=item.length,
        has_pictures=shows_pictures(item.body),
        truncated=item.is_truncated,
        origin=format_origin(item),
        categories=item.categories,
        tags=item.tags,
        known=unite_known(known, (digest,)),
        seen=seen,
    )
