"""The account of every picture, in SQLite, with a copy as text that a repository can compare and merge."""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from pathlib import Path
from threading import Lock
from time import time

from mkdocs_zhihu.media.fetch.outcomes import Outcome
from mkdocs_zhihu.media.store.picture import Picture, Sizes
from mkdocs_zhihu.media.store.rows import Result, Row, format_line, parse_line

NAME, COPY = "manifest.sqlite", "manifest.jsonl"
APPLICATION, VERSION = 0x7A686D64, 1
SCHEMA = """
CREATE TABLE blobs (digest TEXT PRIMARY KEY, extension TEXT NOT NULL, size INTEGER NOT NULL, width INTEGER NOT NULL,
  height INTEGER NOT NULL, frames INTEGER NOT NULL, tone TEXT NOT NULL, trailing INTEGER NOT NULL, sizes TEXT);
CREATE TABLE pictures (key TEXT PRIMARY KEY, outcome TEXT NOT NULL, digest TEXT REFERENCES blobs, url TEXT NOT NULL,
  final_url TEXT NOT NULL, status INTEGER NOT NULL, content_type TEXT NOT NULL, etag TEXT NOT NULL,
  modified TEXT NOT NULL, asked INTEGER NOT NULL, detail TEXT NOT NULL);
CREATE TABLE attempts (url TEXT PRIMARY KEY, key TEXT NOT NULL, outcome TEXT NOT NULL, status INTEGER NOT NULL,
  detail TEXT NOT NULL, asked INTEGER NOT NULL);
CREATE TABLE versions (key TEXT NOT NULL, digest TEXT NOT NULL REFERENCES blobs, asked INTEGER NOT NULL,
  PRIMARY KEY (key, digest));
CREATE TABLE copies (digest TEXT NOT NULL);
"""
PICTURE_FIELDS = ", ".join(field.name for field in fields(Picture))
ROW_FIELDS = ", ".join(field.name for field in fields(Row))
PUT_BLOB = f"INSERT INTO blobs ({PICTURE_FIELDS}) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"  # noqa: S608 - our own names
PUT_ROW = f"INSERT OR REPLACE INTO pictures ({ROW_FIELDS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - our own names
USED = "(SELECT digest FROM pictures WHERE digest IS NOT NULL UNION SELECT digest FROM versions)"
FIND_UNUSED = f"SELECT digest FROM blobs WHERE digest NOT IN {USED}"  # noqa: S608 - our own names


class DamagedError(Exception):
    """The manifest cannot be read."""


class Manifest:
    """One open manifest. Methods may be called from any thread, one at a time."""

    def __init__(self, folder: Path, *, is_readonly: bool = False) -> None:
        """Open the manifest in a folder, or begin one; DamagedError if it is not one of ours."""
        self.folder = folder
        self._lock = Lock()
        path = folder / NAME
        uri = f"{path.absolute().as_uri()}?mode={'ro' if is_readonly else 'rwc'}"
        self._database = sqlite3.connect(uri, uri=True, timeout=10, check_same_thread=False)
        try:
            self._prepare(is_readonly=is_readonly)
            self._changes = self._database.total_changes
        except sqlite3.DatabaseError as error:
            self._database.close()
            if isinstance(error, sqlite3.OperationalError):  # locked, full, not allowed: nothing to mend
                raise
            raise DamagedError(str(error)) from error
        except DamagedError:
            self._database.close()
            raise

    def _prepare(self, *, is_readonly: bool) -> None:
        (verdict,) = self._database.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise DamagedError(verdict)
        (version,) = self._database.execute("PRAGMA user_version").fetchone()
        (application,) = self._database.execute("PRAGMA application_id").fetchone()
        tables = {
            name for (name,) in self._database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
        if not tables and not version and not is_readonly:
            self._database.executescript(
                f"PRAGMA page_size = 4096; PRAGMA application_id = {APPLICATION};"
                f" BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
            )
        elif application != APPLICATION or version != VERSION:
            raise DamagedError(f"its version is {version}, not {VERSION}")
        if not is_readonly:
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("PRAGMA foreign_keys = ON")

    def read_rows(self) -> dict[str, Row]:
        """Return what is known of every picture, by key."""
        found = self._database.execute(f"SELECT {ROW_FIELDS} FROM pictures")  # noqa: S608 - our own names
        return {
            values[0]: Row(values[0], Outcome(values[1]), values[2] or "", *values[3:]) for values in found
        }

    def read_pictures(self) -> dict[str, Picture]:
        """Return every file that is kept, by digest; not those whose picture came as another one later."""
        query = f"SELECT {PICTURE_FIELDS} FROM blobs WHERE digest IN {USED}"  # noqa: S608 - our own names
        found = self._database.execute(query)
        return {values[0]: Picture(*(*values[:-1], _parse_sizes(values[-1]))) for values in found}

    def read_versions(self) -> list[tuple[str, str]]:
        """Return (key, digest) of pictures that their host gave later in place of the one that is kept."""
        return list(self._database.execute("SELECT key, digest FROM versions ORDER BY key, digest"))

    def record(self, results: Iterable[Result]) -> None:
        """Write what became of pictures, all or nothing. Their files must be in the store already."""
        asked = int(time())
        with self._lock, self._database as database:
            for result in results:
                if result.picture is not None:
                    database.execute(PUT_BLOB, _picture_values(result.picture))
                    if result.is_version:
                        values = (result.row.key, result.picture.digest, asked)
                        database.execute("INSERT OR IGNORE INTO versions VALUES (?,?,?)", values)
                database.execute(PUT_ROW, _row_values(result.row))
                for attempt in result.attempts:
                    database.execute(
                        "INSERT OR REPLACE INTO attempts VALUES (?,?,?,?,?,?)",
                        (attempt.url, result.row.key, attempt.outcome, attempt.status, attempt.detail, asked),
                    )

    def note_sizes(self, sizes: Mapping[str, Sizes]) -> None:
        """Write which smaller versions there are, by digest."""
        with self._lock, self._database as database:
            values = [(_format_sizes(made), digest) for digest, made in sizes.items()]
            database.executemany("UPDATE blobs SET sizes = ? WHERE digest = ?", values)

    def forget(self, keys: Iterable[str]) -> list[str]:
        """Remove pictures; return the digests of files that are no longer needed, removed too."""
        with self._lock, self._database as database:
            for key in keys:
                for table in ("versions", "attempts", "pictures"):
                    database.execute(f"DELETE FROM {table} WHERE key = ?", (key,))  # noqa: S608 - our own names
            unused = [digest for (digest,) in database.execute(FIND_UNUSED)]
            database.executemany("DELETE FROM blobs WHERE digest = ?", [(digest,) for digest in unused])
            return unused

    def knows_copy(self) -> bool:
        """Return whether the copy as text is the one that was written last."""
        found = self._database.execute("SELECT digest FROM copies").fetchone()
        return found is not None and found[0] == _digest(self.folder / COPY)

    def write_copy(self) -> None:
        """Write the copy as text, whole or not at all; nothing if nothing changed."""
        if self._database.total_changes == self._changes and self.knows_copy():
            return
        pictures = self.read_pictures()
        versions: dict[str, list[Picture]] = {}
        for key, digest in self.read_versions():
            versions.setdefault(key, []).append(pictures[digest])
        draft = self.folder / f"{COPY}.new"
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            for _, row in sorted(self.read_rows().items()):
                line = format_line(row, pictures.get(row.digest), versions.get(row.key, ()))
                file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())
        digest = _digest(draft)
        draft.replace(self.folder / COPY)
        with self._lock, self._database as database:
            database.execute("DELETE FROM copies")
            database.execute("INSERT INTO copies VALUES (?)", (digest,))

    def close(self) -> None:
        """Let the file go."""
        self._database.close()


def read_copy(folder: Path) -> list[Result]:
    """Return what the copy as text says; damaged lines are passed over."""
    try:
        lines = (folder / COPY).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    return [result for line in lines if "\ufffd" not in line for result in parse_line(line)]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _parse_sizes(text: str | None) -> Sizes | None:
    if text is None:
        return None
    pairs = (item.split(":") for item in text.split(",") if item)
    return tuple((int(width), int(size)) for width, size in pairs)


def _format_sizes(sizes: Sizes) -> str:
    return ",".join(f"{width}:{size}" for width, size in sizes)


def _picture_values(picture: Picture) -> tuple[object, ...]:
    sizes = None if picture.sizes is None else _format_sizes(picture.sizes)
    return (*astuple(picture)[:-1], sizes)


def _row_values(row: Row) -> tuple[object, ...]:
    values = list(astuple(row))
    values[1], values[2] = str(row.outcome), row.digest or None
    return tuple(values)
