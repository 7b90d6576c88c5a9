"""SQLite: write-ahead log, full sync, foreign keys, immediate transactions."""

from __future__ import annotations

import math
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from app.store.area import lies_in
from app.store.database import Row, Session
from app.store.errors import Busy, Corrupt, Full, Invalid, ReadOnly, Slow, StoreError, Unavailable

CACHE_KIB = 64 * 1024
WRITER_CACHE_KIB = 256 * 1024
BULK = 3
"""By how much more of it an import keeps in memory, and how much longer it lets the log grow: a transaction of it
touches most pages of the indexes on names, which are digests."""
STEPS = 100_000
MAP_BYTES = 1 << 31
LOG_PAGES = 16_384
"""The log is written back to the file when it is this long (128 MB): pages of indexes that an import touches with
every transaction are then written once for several."""


class TimedConnection(sqlite3.Connection):
    """A connection whose running statement is broken off at ``deadline`` (by the clock of ``time.monotonic``)."""

    deadline = math.inf

    def late(self) -> bool:
        """Asked by SQLite every ``STEPS`` steps; true breaks the statement off."""
        return time.monotonic() > self.deadline


class SqliteSession:
    """A transaction of one connection; ``limit``: seconds that one statement of a reader may take."""

    dialect = "sqlite"

    def __init__(self, connection: TimedConnection, limit: float) -> None:
        """The transaction has begun."""
        self._connection = connection
        self._limit = limit

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        self._connection.deadline = time.monotonic() + self._limit
        return self._connection.execute(sql, values).fetchall()

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows one by one."""
        self._connection.deadline = math.inf
        return iter(self._connection.execute(sql, values))

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """A statement without an answer."""
        self._connection.execute(sql, values)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for many rows."""
        self._connection.executemany(sql, rows)

    def among(self, column: str, values: Sequence[Any]) -> tuple[str, Any]:
        """By ``json_each``: one statement text for any number of values. Raises Invalid for text with surrogates."""
        try:
            return f"{column} IN (SELECT value FROM json_each(?))", orjson.dumps(list(values)).decode()
        except TypeError as error:
            raise Invalid("a lone surrogate is no valid text") from error


class SqliteBackend:
    """One file. ``wait``: seconds that a writer waits for another; ``limit``: that a reader's statement may take.

    ``bulk``: for an import.
    """

    dialect = "sqlite"

    def __init__(self, path: Path, wait: float = 30.0, limit: float = 30.0, bulk: bool = False) -> None:
        """The file need not exist yet; its folder must."""
        self.path = path
        self._wait = wait
        self._limit = limit
        self._more = BULK if bulk else 1

    def connect(self, write: bool) -> TimedConnection:
        """Open the file with the pragmas that the promises need."""
        connection = sqlite3.connect(
            self.path,
            timeout=self._wait,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=256,
            factory=TimedConnection,
        )
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB * self._more if write else CACHE_KIB}")
            connection.execute(f"PRAGMA mmap_size = {MAP_BYTES}")
            connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES * self._more}")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.create_function("lies_in", 3, lies_in, deterministic=True)
            connection.execute("PRAGMA case_sensitive_like = ON")
            if not write:
                connection.set_progress_handler(connection.late, STEPS)
            connection.execute("PRAGMA secure_delete = ON" if write else "PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def begin(self, connection: TimedConnection, write: bool) -> Session:
        """BEGIN IMMEDIATE takes the write lock at once, so that what is read inside it cannot be stale."""
        connection.deadline = math.inf
        connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
        return SqliteSession(connection, math.inf if write else self._limit)

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

    def mark(self, connection: TimedConnection) -> object:
        """The connection, which is kept so that no other gets its place, and its count of the others' commits."""
        if connection.in_transaction:
            return None
        connection.deadline = math.inf
        return connection, connection.execute("PRAGMA data_version").fetchone()

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
            sqlite3.SQLITE_INTERRUPT: (Slow, f"the question takes longer than {self._limit:g} s: narrow the filter"),
            sqlite3.SQLITE_CANTOPEN: (Unavailable, f"{where} cannot be opened: does the folder exist?"),
            sqlite3.SQLITE_IOERR: (Unavailable, f"{where}: the disk does not read or write ({error})"),
        }
        kind = kinds.get(code & 0xFF)
        return kind[0](kind[1]) if kind else error
