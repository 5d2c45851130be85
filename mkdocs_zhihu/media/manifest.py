"""The account of every picture, in SQLite, with a copy as text that a repository can compare and merge."""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import astuple, fields
from pathlib import Path
from threading import Lock
from time import time

from mkdocs_zhihu.media.outcomes import Outcome
from mkdocs_zhihu.media.picture import Picture
from mkdocs_zhihu.media.rows import Result, Row, format_line, parse_line

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
"""
PICTURE_FIELDS = ", ".join(field.name for field in fields(Picture))
ROW_FIELDS = ", ".join(field.name for field in fields(Row))
PUT_BLOB = f"INSERT INTO blobs ({PICTURE_FIELDS}) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING"  # noqa: S608 - our own names
PUT_ROW = f"INSERT OR REPLACE INTO pictures ({ROW_FIELDS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608 - our own names
FIND_UNUSED = """
SELECT digest FROM blobs WHERE digest NOT IN
  (SELECT digest FROM pictures WHERE digest IS NOT NULL UNION SELECT digest FROM versions)
"""


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
        """Return every file that is kept, by digest."""
        found = self._database.execute(f"SELECT {PICTURE_FIELDS} FROM blobs")  # noqa: S608 - our own names
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

    def note_sizes(self, sizes: Mapping[str, tuple[int, ...]]) -> None:
        """Write which smaller versions there are, by digest."""
        with self._lock, self._database as database:
            values = [(",".join(map(str, widths)), digest) for digest, widths in sizes.items()]
            database.executemany("UPDATE blobs SET sizes = ? WHERE digest = ?", values)

    def forget(self, keys: Iterable[str]) -> list[str]:
        """Remove pictures; return the digests of files that nobody needs any more, removed too."""
        with self._lock, self._database as database:
            for key in keys:
                for table in ("versions", "attempts", "pictures"):
                    database.execute(f"DELETE FROM {table} WHERE key = ?", (key,))  # noqa: S608 - our own names
            unused = [digest for (digest,) in database.execute(FIND_UNUSED)]
            database.executemany("DELETE FROM blobs WHERE digest = ?", [(digest,) for digest in unused])
            return unused

    def write_copy(self) -> None:
        """Write the copy as text, whole or not at all."""
        pictures = self.read_pictures()
        lines = [format_line(row, pictures.get(row.digest)) for _, row in sorted(self.read_rows().items())]
        text = "".join(f"{line}\n" for line in lines)
        path = self.folder / COPY
        if path.is_file() and path.read_bytes() == text.encode():
            return
        draft = path.with_suffix(".new")
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)

    def close(self) -> None:
        """Let the file go."""
        self._database.close()


def read_copy(folder: Path) -> list[Result]:
    """Return what the copy as text says; damaged lines are passed over."""
    try:
        lines = (folder / COPY).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
    parsed = [found for line in lines if "\ufffd" not in line and (found := parse_line(line))]
    return [Result(row, picture=picture) for row, picture in parsed]


def _parse_sizes(text: str | None) -> tuple[int, ...] | None:
    return None if text is None else tuple(int(width) for width in text.split(",") if width)


def _picture_values(picture: Picture) -> tuple[object, ...]:
    sizes = None if picture.sizes is None else ",".join(map(str, picture.sizes))
    return (*astuple(picture)[:-1], sizes)


def _row_values(row: Row) -> tuple[object, ...]:
    values = list(astuple(row))
    values[1], values[2] = str(row.outcome), row.digest or None
    return tuple(values)
