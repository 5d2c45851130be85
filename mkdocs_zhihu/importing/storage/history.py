"""What was imported before: one line a post beside the posts, and a journal that survives a kill."""

import os
from pathlib import Path

import msgspec

from mkdocs_zhihu.importing.storage.import_records import (
    FeedState,
    ImportRecord,
    Line,
    iter_lines,
    unite_known,
)
from mkdocs_zhihu.importing.storage.stored_posts import iter_stored, read_digest

FILE = ".zhihu-import.jsonl"
FOLDER = ".zhihu-import"
STAGING = f"{FOLDER}/staging"
"""What is under way; empty once an import is done."""

JOURNAL = "journal.jsonl"


class ImportHistory:
    """Records by key. A change is in the journal before it is on disk, so a kill loses nothing."""

    def __init__(self, into: Path, *, is_dry_run: bool = False) -> None:
        self.into = into
        self._is_dry_run = is_dry_run
        self._records: dict[str, ImportRecord] = {}
        self._feeds: dict[str, FeedState] = {}
        self._moved: dict[str, str] | None = None
        self._is_complete = False
        self._read()

    def find(self, key: str) -> ImportRecord | None:
        """Return the record of a post, also of one that no import wrote; if its file was moved, with the new place."""
        if key not in self._records:
            self._add_unrecorded()
        record = self._records.get(key)
        if record is None or os.path.isfile(f"{self.into}/{record.path}"):  # noqa: PTH113 - asked for each post
            return record
        if self._moved is None:
            self._moved = {stored.key: stored.path for stored in iter_stored(self.into)}
        moved_to = self._moved.get(key)
        return msgspec.structs.replace(record, path=moved_to) if moved_to else record

    def find_feed(self, url: str) -> FeedState:
        """Return what is known of a feed."""
        return self._feeds.get(url) or FeedState(feed=url)

    def announce(self, record: ImportRecord) -> None:
        """Write a record to the journal: its file is about to be written."""
        self._records[record.key] = record
        if not self._is_dry_run:
            self._journal.write(msgspec.json.encode(record) + b"\n")
            self._journal.flush()

    def take_back(self, key: str, before: ImportRecord | None) -> None:
        """Forget what was announced of a post whose file could not be written."""
        if before is None:
            self._records.pop(key, None)
        else:
            self._records[key] = before

    def put(self, record: ImportRecord | FeedState) -> None:
        """Remember what changes no file; it is on disk once the history is saved."""
        if isinstance(record, ImportRecord):
            self._records[record.key] = record
        else:
            self._feeds[record.feed] = record

    def save(self) -> None:
        """Write all of it in one step, if anything changed, and drop the journal."""
        if self._is_dry_run:
            return
        lines: list[Line] = [self._records[key] for key in sorted(self._records)]
        lines += [self._feeds[url] for url in sorted(self._feeds)]
        data = b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
        path = self.into / FILE
        if not path.exists() or path.read_bytes() != data:
            temporary = self.into / STAGING / "history.tmp"
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        self.close()
        (self.into / FOLDER / JOURNAL).unlink(missing_ok=True)

    def close(self) -> None:
        """Let the journal go."""
        if not self._is_dry_run:
            self._journal.close()

    def _read(self) -> None:
        journal = self.into / FOLDER / JOURNAL
        is_whole = (self.into / FILE).exists()
        for line in iter_lines(self.into / FILE):
            if line is None:
                is_whole = False
            else:
                self.put(line)
        for record in iter_lines(journal):
            if (
                isinstance(record, ImportRecord)
                and read_digest(self.into / record.path) == record.written_sha256
            ):
                self._records[record.key] = record
        if not is_whole:
            self._add_unrecorded()
        if not self._is_dry_run:
            journal.parent.mkdir(parents=True, exist_ok=True)
            self._journal = journal.open("ab")

    def _add_unrecorded(self) -> None:
        """Make records of the posts that no record names, once; they count as edited by hand."""
        if self._is_complete:
            return
        self._is_complete = True
        known = {record.path for record in self._records.values()}
        for stored in iter_stored(self.into, without=known):
            if stored.key in self._records:
                continue
            digest = stored.source_sha256
            self._records[stored.key] = ImportRecord(
                key=stored.key, path=stored.path, source_sha256=digest, updated=stored.updated,
                length=stored.length, has_pictures=stored.has_pictures, truncated=stored.is_truncated,
                origin=stored.origin, categories=stored.categories, tags=stored.tags,
                known=unite_known((), (digest,)) if digest else (),
            )  # fmt: skip
