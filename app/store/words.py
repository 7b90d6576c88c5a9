"""The full text of incidents on SQLite: filled for new rows by the writer, kept in step by triggers after that.

(One statement for many rows: from a trigger, the index would be flushed for each row.) PostgreSQL needs none of it.
"""

from __future__ import annotations

from app.store.database import Session

COLUMNS = "title, place, actors, outlets, excerpt, tags"


def index_words(session: Session, first: int, last: int) -> None:
    """Take in the incidents with keys from ``first`` to ``last``, which were just inserted."""
    if session.dialect == "sqlite" and first <= last:
        session.run(
            f"INSERT INTO incident_words(rowid, {COLUMNS}) SELECT key, {COLUMNS} FROM incident "
            "WHERE key BETWEEN ? AND ?",
            (first, last),
        )
