"""zhihuhelp's SQLite: every row has an object of the API as text."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from mkdocs_zhihu.importing.settings import MAX_ITEM
from mkdocs_zhihu.importing.trees.source_tree import RefusedFileError

COLUMN = "raw_json"
MAX_STEPS = 200_000_000
STEP = 1_000_000


def iter_rows(path: Path) -> Iterator[tuple[str, int, str]]:
    """Yield table, row number and text of every row with a `raw_json`; RefusedFileError if there are none.

    The file is opened read-only. What a database could do when it is read (views, triggers, endless queries) is
    switched off or limited.
    """
    with tempfile.TemporaryDirectory() as folder:
        wal = path.with_name(f"{path.name}-wal")
        if wal.exists():  # only a copy may be tidied up
            path = Path(shutil.copy2(path, folder))
            shutil.copy2(wal, path.with_name(f"{path.name}-wal"))
            uri = path.absolute().as_uri()
        else:
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(uri, uri=True)) as base:
                _restrain(base)
                yield from _iter_tables(base)
        except sqlite3.Error as error:
            raise RefusedFileError(f"cannot be read as SQLite ({error})", "get it again") from error


def _restrain(base: sqlite3.Connection) -> None:
    steps = iter(range(MAX_STEPS // STEP))
    base.set_progress_handler(lambda: next(steps, None) is None, STEP)
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2 * MAX_ITEM)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    base.text_factory = lambda data: data.decode("utf-8", "replace")


def _iter_tables(base: sqlite3.Connection) -> Iterator[tuple[str, int, str]]:
    tables = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = False
    for table in sorted(tables):
        quoted = '"' + table.replace('"', '""') + '"'
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({quoted})")]
        if COLUMN not in columns:
            continue
        found = True
        rows = base.execute(f"SELECT {COLUMN} FROM {quoted}")  # noqa: S608 - the name is quoted
        for number, (text,) in enumerate(rows, 1):
            if isinstance(text, str):
                yield table, number, text
    if not found:
        raise RefusedFileError(
            f"has no table with a column {COLUMN!r}", "only zhihuhelp's databases are known"
        )
