"""SQLite: write-ahead log, full sync, foreign keys, immediate transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from app.store.area import lies_in
from app.store.database import Row, Session
from app.store.errors import Busy, Corrupt, Full, ReadOnly, StoreError, Unavailable

CACHE_KIB = 64 * 1024
MAP_BYTES = 1 << 31


class SqliteSession:
    """A transaction of one connection."""

    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        """The transaction has begun."""
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows one by one."""
        return iter(self._connection.execute(sql, values))

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """A statement without an answer."""
        self._connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for many rows."""
        self._connection.executemany(sql, rows)

    def among(self, column: str, values: Sequence[Any]) -> tuple[str, Any]:
        """By ``json_each``: one statement text for any number of values."""
        return f"{column} IN (SELECT value FROM json_each(?))", orjson.dumps(list(values)).decode()


class SqliteBackend:
    """One file. ``wait``: seconds for which a writer waits for another one."""

    dialect = "sqlite"

    def __init__(self, path: Path, wait: float = 30.0) -> None:
        """The file need not exist yet; its folder must."""
        self.path = path
        self._wait = wait

    def connect(self, write: bool) -> sqlite3.Connection:
        """Open the file with the pragmas that the promises need."""
        connection = sqlite3.connect(
            self.path, timeout=self._wait, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute(f"PRAGMA mmap_size = {MAP_BYTES}")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.create_function("lies_in", 3, lies_in, deterministic=True)
            connection.execute("PRAGMA secure_delete = ON" if write else "PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def begin(self, connection: sqlite3.Connection, write: bool) -> Session:
        """BEGIN IMMEDIATE takes the write lock at once, so that what is read inside it cannot be stale."""
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        return SqliteSession(connection)

    def commit(self, connection: sqlite3.Connection) -> None:
        """Synced by ``synchronous = FULL``."""
        connection.execute("COMMIT")

    def rollback(self, connection: sqlite3.Connection) -> None:
        """Never raises."""
        try:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            return

    def broken(self, connection: sqlite3.Connection) -> bool:
        """Still in a transaction after a rollback, or damaged: a new connection is cheap."""
        try:
            connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
        except sqlite3.Error:
            return True
        return connection.in_transaction

    def close(self, connection: sqlite3.Connection) -> None:
        """Never raises."""
        try:
            connection.close()
        except sqlite3.Error:
            return

    def translated(self, error: BaseException) -> BaseException:
        """By SQLite's result code."""
        if not isinstance(error, sqlite3.Error):
            return error
        code = getattr(error, "sqlite_errorcode", 0) or 0
        where = f"database {self.path}"
        kinds: dict[int, tuple[type[StoreError], str]] = {
            sqlite3.SQLITE_BUSY: (Busy, f"{where} is locked by another writer; try again"),
            sqlite3.SQLITE_LOCKED: (Busy, f"{where} is locked by another writer; try again"),
            sqlite3.SQLITE_READONLY: (ReadOnly, f"{where} cannot be written: check the rights of file and folder"),
            sqlite3.SQLITE_FULL: (Full, f"no room left on the disk of {where}: free some and try again"),
            sqlite3.SQLITE_CORRUPT: (Corrupt, f"{where} is damaged: run `incidents db check`, restore a backup"),
            sqlite3.SQLITE_NOTADB: (Corrupt, f"{self.path} is no database of this program"),
            sqlite3.SQLITE_CANTOPEN: (Unavailable, f"{where} cannot be opened: does the folder exist?"),
            sqlite3.SQLITE_IOERR: (Unavailable, f"{where}: the disk does not read or write ({error})"),
        }
        kind = kinds.get(code & 0xFF)
        return kind[0](kind[1]) if kind else error
