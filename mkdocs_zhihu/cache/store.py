"""Bytes kept between builds. Damage of any kind is a miss, never an error and never another value."""

import os
import sqlite3
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress

TABLES = ("file", "record", "html", "text", "page", "template", "whole")
CHECK = struct.Struct("<II")
"""Checksum and length, before each value: damage is to be found, not an attack."""

LAYOUT = 8
"""Raised when the tables change."""

WHOLE = (
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_CANTOPEN,
)  # fmt: skip
"""Errors that say nothing against the file."""
TIMEOUT = 10.0


class Store:
    """Values by table and key in one SQLite file; in a private file that ends with the build without a path.

    Each value carries a checksum over its key and itself. A database that cannot be read is deleted and
    begun anew; one that cannot be written is left alone. Writing is grouped, so that two builds at once do not
    wait for each other, and what a killed build has written counts.
    """

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.trouble = ""
        """What went wrong with the file, "" for nothing."""
        self.is_shared = False
        """Whether another process can read what this one writes."""
        self._base = self._connect("")
        if path:
            self._open()

    def get(self, table: str, key: bytes) -> bytes | None:
        """Return the value, or None if there is no sound one."""
        try:
            row = self._base.execute(f"SELECT value FROM {table} WHERE key = ?", (key,)).fetchone()  # noqa: S608
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._give_up(error)
            return None
        return _check(key, row[0]) if row else None

    def get_many(self, table: str, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the sound values among those of some keys, in one question."""
        marks = ",".join("?" * len(keys))
        try:
            rows = self._base.execute(
                f"SELECT key, value FROM {table} WHERE key IN ({marks})",  # noqa: S608
                keys,
            ).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._give_up(error)
            return {}
        return _check_all(rows)

    def get_all(self, table: str) -> dict[bytes, bytes]:
        """Return all sound values of a table."""
        try:
            rows = self._base.execute(f"SELECT key, value FROM {table}").fetchall()  # noqa: S608
        except (sqlite3.Error, UnicodeDecodeError) as error:
            self._give_up(error)
            return {}
        return _check_all(rows)

    def put(self, table: str, values: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep some values, all or none."""
        rows = [(key, _sum(key, value) + value) for key, value in values]
        for _ in range(2):  # the second time in a private file
            try:
                with self._base:
                    self._base.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608
                    if rows:
                        self._check_written(table, rows[-1])
            except sqlite3.Error as error:
                self._give_up(error)
            else:
                return

    def _check_written(self, table: str, row: tuple[bytes, bytes]) -> None:
        """Raise sqlite3.DatabaseError if a row that was written is not found: the tree of a table may be damaged unnoticed."""
        found = self._base.execute(f"SELECT key, value FROM {table} WHERE key = ?", row[:1]).fetchone()  # noqa: S608
        if found != row:
            raise sqlite3.DatabaseError("does not hold what was written to it")

    def keep_only(self, used: Mapping[str, set[bytes]]) -> None:
        """Forget values that no build asks for any more, once they are the greater part."""
        try:
            for table, keys in used.items():
                (count,) = self._base.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
                if count > 2 * len(keys) + 100:
                    known = [row[0] for row in self._base.execute(f"SELECT key FROM {table}")]  # noqa: S608
                    with self._base:
                        gone = [(key,) for key in known if key not in keys]
                        self._base.executemany(f"DELETE FROM {table} WHERE key = ?", gone)  # noqa: S608
        except sqlite3.Error as error:
            self._give_up(error)

    def reopen(self) -> None:
        """Use a connection of one's own: in a forked process, before anything else."""
        self._base = self._connect(self.path)

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._base.close()

    def _open(self) -> None:
        for _ in range(2):  # a damaged file is deleted; the second time it is new
            try:
                os.makedirs(os.path.dirname(self.path), exist_ok=True)  # noqa: PTH103, PTH120 - the layer's own
                self._base = self._connect(self.path)
            except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
                self._give_up(error)
            else:
                self.is_shared = True
                return

    def _connect(self, path: str) -> sqlite3.Connection:
        base = sqlite3.connect(path, timeout=TIMEOUT, check_same_thread=False)
        with ExitStack() as undo:
            undo.callback(base.close)
            base.execute("PRAGMA synchronous = OFF")  # after a crash of the machine, sums tell what is whole
            base.execute("PRAGMA cell_size_check = ON")
            if base.execute("PRAGMA user_version").fetchone() != (LAYOUT,):
                with base:
                    for table in TABLES:
                        base.execute(f"DROP TABLE IF EXISTS {table}")
                        base.execute(f"CREATE TABLE {table} (key BLOB PRIMARY KEY, value BLOB)")
                    base.execute(f"PRAGMA user_version = {LAYOUT}")
            undo.pop_all()
        return base

    def _give_up(self, error: Exception) -> None:
        """Go on with a private file; delete the one on disk if it is damaged, not if it is busy or cannot be written."""
        self.close()
        self.trouble = str(error)
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF  # more is said in the bits above
        is_damaged = isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)) and code not in WHOLE
        if is_damaged and self.path:
            for name in (self.path, f"{self.path}-journal"):
                with suppress(OSError):
                    os.unlink(name)  # noqa: PTH108 - the layer's own
        self._base = self._connect("")
        self.is_shared = False


def _sum(key: bytes, value: bytes) -> bytes:
    return CHECK.pack(zlib.crc32(value, zlib.crc32(key)), len(value))


def _check_all(rows: Iterable[tuple[object, object]]) -> dict[bytes, bytes]:
    found = ((key, _check(key, value)) for key, value in rows if isinstance(key, bytes))
    return {key: value for key, value in found if value is not None}


def _check(key: bytes, row: object) -> bytes | None:
    if not isinstance(row, bytes):
        return None
    value = row[CHECK.size :]
    return value if row.startswith(_sum(key, value)) else None
