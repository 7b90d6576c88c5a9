"""PostgreSQL with PostGIS: repeatable-read snapshots, one advisory lock for all writers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import psycopg

from app.store.database import Row, Session
from app.store.errors import Busy, Corrupt, Full, Invalid, ReadOnly, Slow, StoreError, Unavailable
from app.store.migrate import LOCK

ITER_ROWS = 2000


@lru_cache(maxsize=1024)
def _translated(sql: str) -> str:
    return sql.replace("%", "%%").replace("?", "%s")


@lru_cache(maxsize=64)
def _as_copy(sql: str) -> bytes | None:
    """COPY for ``INSERT INTO table (columns) VALUES (?, …)``, None for any other statement."""
    found = re.fullmatch(r"INSERT INTO (\w+) \(([^()]+)\) VALUES \((?:\?, )*\?\)", sql)
    return f"COPY {found[1]} ({found[2]}) FROM STDIN".encode() if found else None


class PostgresSession:
    """A transaction of one connection."""

    dialect = "postgresql"

    def __init__(self, connection: psycopg.Connection[Row]) -> None:
        """The transaction has begun."""
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows."""
        return self._connection.execute(_translated(sql), values).fetchall()

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """By a cursor on the server."""
        with self._connection.cursor(name="each") as cursor:
            cursor.itersize = ITER_ROWS
            cursor.execute(_translated(sql), values)
            yield from cursor

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """A statement without an answer."""
        self._connection.execute(_translated(sql), values)

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Plain inserts as a COPY, which is many times faster; the rest pipelined by the driver."""
        copied = _as_copy(sql)
        with self._connection.cursor() as cursor:
            if copied is not None:
                with cursor.copy(copied) as copy:
                    for row in rows:
                        copy.write_row(row)
                return
            cursor.executemany(_translated(sql), rows)

    def among(self, column: str, values: Sequence[Any]) -> tuple[str, Any]:
        """By an array."""
        kind = "text" if any(isinstance(value, str) for value in values) else "bigint"
        if not values:
            return "?::bigint[] IS NULL", []
        return f"{column} = ANY(?::{kind}[])", list(values)


class PostgresBackend:
    """One database by its address. ``wait``, ``limit``: see ``SqliteBackend``."""

    dialect = "postgresql"

    def __init__(self, url: str, wait: float = 30.0, limit: float = 30.0) -> None:
        """``url`` as libpq takes it (postgresql://…)."""
        self._url = url
        self._wait = wait
        self._limit = limit

    def connect(self, write: bool) -> psycopg.Connection[Row]:
        """With the waits set; the driver begins transactions by itself, so it is told how they shall be."""
        connection = psycopg.connect(self._url, connect_timeout=10, autocommit=True)
        connection.execute(f"SET lock_timeout = '{int(self._wait * 1000)}ms'")
        if not write:
            connection.execute(f"SET statement_timeout = '{int(self._limit * 1000)}ms'")
        connection.execute("SET client_encoding = 'UTF8'")
        return connection

    def begin(self, connection: psycopg.Connection[Row], write: bool) -> Session:
        """A writer takes the lock first, and reads anew with each statement: it sees all that was committed."""
        if write:
            connection.execute("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE")
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
        else:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return PostgresSession(connection)

    def commit(self, connection: psycopg.Connection[Row]) -> None:
        """Synced by the server (``synchronous_commit``)."""
        connection.execute("COMMIT")

    def rollback(self, connection: psycopg.Connection[Row]) -> None:
        """Never raises."""
        try:
            connection.execute("ROLLBACK")
        except psycopg.Error:
            return

    def mark(self, connection: object) -> object:
        """Nothing is cheaper than asking."""
        return None

    def broken(self, connection: psycopg.Connection[Row]) -> bool:
        """Whether the server is gone for it."""
        return connection.closed or connection.broken

    def close(self, connection: psycopg.Connection[Row]) -> None:
        """Never raises."""
        try:
            connection.close()
        except psycopg.Error:
            return

    def translated(self, error: BaseException) -> BaseException:
        """By the SQLSTATE."""
        if not isinstance(error, psycopg.Error):
            return error
        kinds: list[tuple[tuple[type[psycopg.Error], ...], type[StoreError], str]] = [
            ((psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected), Busy, "another writer holds the lock"),
            ((psycopg.errors.QueryCanceled,), Slow, "the question takes too long: narrow the filter"),
            ((psycopg.errors.DiskFull,), Full, "no room left on the server's disk"),
            (
                (psycopg.errors.ReadOnlySqlTransaction, psycopg.errors.InsufficientPrivilege),
                ReadOnly,
                "no right to write",
            ),
            ((psycopg.errors.DataCorrupted, psycopg.errors.IndexCorrupted), Corrupt, "the database is damaged"),
            ((psycopg.errors.NumericValueOutOfRange, psycopg.errors.DataError), Invalid, "a value is out of range"),
        ]
        for types, made, words in kinds:
            if isinstance(error, types):
                return made(f"{words}: {str(error).splitlines()[0] if str(error) else ''}".rstrip(": "))
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            return Unavailable("the database server does not answer; try again")
        return error
