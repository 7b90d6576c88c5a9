"""Connections, snapshots and the one write lock, for SQLite and PostgreSQL alike.

Statements are written with ``?``; a ``Session`` is a snapshot (``read``) or a transaction under the lock (``write``).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol

from app.store.errors import Invalid

Row = tuple[Any, ...]


class Session(Protocol):
    """Statements of one snapshot or transaction."""

    dialect: str

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows."""

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """Rows one by one, without holding them all."""

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """A statement without an answer."""

    def many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """One statement for many rows of values."""

    def among(self, column: str, values: Sequence[Any]) -> tuple[str, Any]:
        """``column IN values`` as a condition with one ``?`` and the value that goes there."""


class Backend(Protocol):
    """What differs between the two databases. Raises ``app.store.errors`` only."""

    dialect: str

    def connect(self, write: bool) -> Any:
        """A new connection."""

    def begin(self, connection: Any, write: bool) -> Session:
        """Start a snapshot, or a transaction that holds the write lock."""

    def commit(self, connection: Any) -> None:
        """End it, synced to disk when it wrote."""

    def rollback(self, connection: Any) -> None:
        """End it without a trace; never raises."""

    def mark(self, connection: Any) -> object:
        """See ``Database.mark``; the connection is in no transaction."""

    def broken(self, connection: Any) -> bool:
        """Whether the connection must be thrown away."""

    def close(self, connection: Any) -> None:
        """Close it; never raises."""

    def translated(self, error: BaseException) -> BaseException:
        """The store's own error for one of the driver's, or the very same."""


class Database:
    """Snapshots for reading (one connection a thread) and a serialised way of writing."""

    def __init__(self, backend: Backend) -> None:
        """Connects when first asked."""
        self.backend = backend
        self.dialect = backend.dialect
        self._local = threading.local()
        self._all: set[Any] = set()
        self._guard = threading.Lock()
        self._writing = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A snapshot: all statements in it see the commits made before its first statement, and no others."""
        with self._session(write=False) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction under the write lock of all processes: all or nothing, synced when it returns."""
        with self._writing, self._session(write=True) as session:
            yield session

    @contextmanager
    def _session(self, write: bool) -> Iterator[Session]:
        try:
            connection = self._connection(write)
            session = self.backend.begin(connection, write)
        except BaseException as error:
            self._forget_broken(write)
            self._raise(error)
        try:
            yield session
            self.backend.commit(connection)
        except BaseException as error:
            self.backend.rollback(connection)
            self._forget_broken(write)
            self._raise(error)

    def _raise(self, error: BaseException) -> NoReturn:
        told = self.backend.translated(error)
        if isinstance(error, UnicodeEncodeError):
            told = Invalid("a lone surrogate is no valid text")
        if isinstance(error, OverflowError):
            told = Invalid("a number is too large")
        if told is error:
            raise error
        raise told from error

    def _connection(self, write: bool) -> Any:
        name = "writer" if write else "reader"
        connection = getattr(self._local, name, None)
        if connection is None:
            connection = self.backend.connect(write)
            setattr(self._local, name, connection)
            with self._guard:
                self._all.add(connection)
        return connection

    def _forget_broken(self, write: bool) -> None:
        name = "writer" if write else "reader"
        connection = getattr(self._local, name, None)
        if connection is not None and self.backend.broken(connection):
            self.backend.close(connection)
            setattr(self._local, name, None)
            with self._guard:
                self._all.discard(connection)

    def mark(self) -> object:
        """What differs for this thread whenever anyone has committed; None where that cannot be told cheaply."""
        try:
            return self.backend.mark(self._connection(write=False))
        except BaseException as error:
            self._forget_broken(write=False)
            self._raise(error)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for connection in self._all:
                self.backend.close(connection)
            self._all.clear()
        self._local = threading.local()
