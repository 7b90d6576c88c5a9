"""Keep the columns at the moment of a snapshot: replay the journal inside the very snapshot that will read the rows."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from typing import Any

from app.store.columns import COLUMNS, Columns, columns_of, extended, followed, settled, table_from
from app.store.database import Database, Row, Session
from app.store.errors import StoreError
from app.store.strips import KEPT, strip_of, strips_after

CHUNK = 2_000
REPLAY_MAX = KEPT
"""With more changes than this to replay, all is read anew."""
PATIENCE = 5
EVERY = 0.02
"""Seconds between two looks for commits."""


class Follower:
    """The columns of this process, shared by its threads."""

    def __init__(self, database: Database) -> None:
        """Loads nothing before the first question."""
        self._database = database
        self._columns: Columns | None = None
        self._guard = threading.Lock()
        self._settling: threading.Thread | None = None
        self._settled: Columns | None = None
        self.warm: Callable[[Columns, Columns], None] = lambda old, new: None
        """Called with the old and the new columns, when a tail was sorted in, to compute what is soon asked for."""
        self.ahead: Callable[[Columns], None] = lambda columns: None
        """Called with newer columns, where ``keep_up`` runs, for the same."""

    @contextmanager
    def moment(self) -> Iterator[tuple[Session, Columns]]:
        """A snapshot with the columns of exactly its moment."""
        for attempt in range(PATIENCE):
            with self._database.read() as session:
                seq = newest(session)
                columns = self._at(session, seq, last=attempt == PATIENCE - 1)
                if columns is not None:
                    yield session, columns
                    return

    def keep_up(self, stopped: threading.Event) -> None:
        """Catch up as soon as a commit shows, so that few reads have to: for a thread of its own, until ``stopped``.

        Returns at once where the database cannot tell cheaply that something was committed.
        """
        seen: object = None
        while not stopped.wait(EVERY):
            with suppress(StoreError):
                mark = self._database.mark()
                if mark is None:
                    return
                if mark != seen:
                    with self.moment() as (_, columns):
                        self.ahead(columns)
                    seen = mark

    def behind(self) -> int:
        """How many changes the next question must catch up with; all of them where nothing is loaded yet."""
        with self._database.read() as session:
            seq = newest(session)
        columns = self._columns
        return seq - columns.seq if columns is not None else seq

    def _at(self, session: Session, seq: int, last: bool) -> Columns | None:
        """None: another thread is ahead of this snapshot, so take a newer one.

        ``last``: the database stays behind, so it is another one (an older backup was put in its place): read it.
        """
        columns = self._columns
        if columns is not None and columns.seq == seq and self._settled is None:
            return columns
        with self._guard:
            columns = self._take_settled()
            if columns is not None and columns.seq > seq and not last:
                return None
            if columns is None or columns.seq > seq or seq - columns.seq > REPLAY_MAX:
                self._columns = columns = columns_of(_chunks(session), seq)
            elif columns.seq < seq:
                self._columns = columns = _replayed(session, columns, seq)
            self._settle(columns)
            return columns

    def _take_settled(self) -> Columns | None:
        """The sorted columns in place of those with a long tail, once they are ready; they are a little behind."""
        settled, self._settled = self._settled, None
        columns = self._columns
        if (
            settled is not None
            and columns is not None
            and settled.seq <= columns.seq
            and settled.epoch == columns.epoch
        ):
            self._columns = columns = settled
        return columns

    def _settle(self, columns: Columns) -> None:
        """Sort a long tail in beside the questions: for a million incidents it takes a tenth of a second."""
        if columns.long_tailed and (self._settling is None or not self._settling.is_alive()):
            self._settling = threading.Thread(target=self._sort, args=(columns,), name="settle", daemon=True)
            self._settling.start()

    def _sort(self, columns: Columns) -> None:
        ready = settled(columns)
        self.warm(columns, ready)
        self._settled = ready


def newest(session: Session) -> int:
    """Number of the newest change that this snapshot sees, 0 for none."""
    return int(session.rows("SELECT coalesce(max(seq), 0) FROM change")[0][0])


def _chunks(session: Session) -> Iterator[list[Row]]:
    rows: Iterator[Any] = session.each(f"SELECT {_quoted()} FROM incident")
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _replayed(session: Session, columns: Columns, seq: int) -> Columns:
    """The columns at change ``seq``: strips whole, and what changed between them incident by incident."""
    for first, last, packed in strips_after(session, columns.seq):
        columns = _changed(session, columns, first - 1)
        columns = extended(columns, last, table_from(strip_of(packed), columns.codes))
    return _changed(session, columns, seq)


def _changed(session: Session, columns: Columns, seq: int) -> Columns:
    if columns.seq >= seq:
        return columns
    # (DISTINCT would make SQLite walk an index of the whole journal.)
    sql = "SELECT incident_key FROM change WHERE seq > ? AND seq <= ? ORDER BY seq"
    touched = list(dict.fromkeys([row[0] for row in session.rows(sql, (columns.seq, seq))]))
    condition, value = session.among("key", touched)
    rows = session.rows(f"SELECT {_quoted()} FROM incident WHERE {condition}", (value,))
    return followed(columns, seq, rows, touched)


def _quoted() -> str:
    return ", ".join(f'"{name}"' for name in COLUMNS)
