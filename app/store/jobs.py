"""Batches under way: their state outlives the process that works on them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

import orjson

from app.store.article_rows import now
from app.store.database import Database, Row
from app.store.errors import Invalid, NotFound
from app.store.results import Job

STATES = ("queued", "running", "done", "failed")
FIELDS = "id, state, total, done, errors, created_at, updated_at"


class Jobs:
    """One row a batch."""

    def __init__(self, database: Database) -> None:
        """All of it in one database."""
        self._database = database

    def create(self, total: int, key: str | None = None) -> Job:
        """A new job; the same ``key`` gives the same job (idempotency)."""
        with self._database.write() as session:
            known = session.rows(f"SELECT {FIELDS} FROM job WHERE key = ?", (key,)) if key is not None else []
            if known:
                return _job(known[0])
            job_id, at = uuid.uuid4().hex, now()
            session.run(
                "INSERT INTO job (id, key, state, total, done, errors, created_at, updated_at) "
                "VALUES (?, ?, 'queued', ?, 0, '[]', ?, ?)",
                (job_id, key, total, at, at),
            )
            return _job((job_id, "queued", total, 0, "[]", at, at))

    def update(self, job_id: str, state: str, done: int, errors: Sequence[dict[str, object]] = ()) -> None:
        """Set its state. Raises NotFound, Invalid."""
        if state not in STATES:
            raise Invalid(f"state {state!r} is unknown: use one of {', '.join(STATES)}")
        with self._database.write() as session:
            if not session.rows("SELECT 1 FROM job WHERE id = ?", (job_id,)):
                raise NotFound(f"there is no job {job_id}")
            session.run(
                "UPDATE job SET state = ?, done = ?, errors = ?, updated_at = ? WHERE id = ?",
                (state, done, orjson.dumps(list(errors)).decode(), now(), job_id),
            )

    def get(self, job_id: str) -> Job:
        """Raises NotFound."""
        with self._database.read() as session:
            rows = session.rows(f"SELECT {FIELDS} FROM job WHERE id = ?", (job_id,))
        if not rows:
            raise NotFound(f"there is no job {job_id}")
        return _job(rows[0])


def _job(row: Row) -> Job:
    return Job(
        id=row[0],
        state=row[1],
        total=row[2],
        done=row[3],
        errors=tuple(orjson.loads(row[4])),
        created_at=datetime.fromisoformat(row[5]),
        updated_at=datetime.fromisoformat(row[6]),
    )
