"""Batches under way: their state outlives the process that works on them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import orjson

from app.store.article_rows import now
from app.store.database import Database, Row
from app.store.errors import Invalid, NotFound
from app.store.results import Job

STATES = ("queued", "running", "done", "failed")
PATIENCE = timedelta(minutes=1)
"""A job that is under way is touched more often than this; an older one belonged to a server that is gone."""
ENDED = {"detail": "the server ended before the batch did; send it again: what is stored already is left alone"}
FIELDS = "id, state, total, done, errors, created_at, updated_at"


class Jobs:
    """One row a batch."""

    def __init__(self, database: Database) -> None:
        """All of it in one database."""
        self._database = database

    def create(self, total: int, key: str | None = None) -> Job:
        """A new job; the same ``key`` gives the same job (idempotency), made ready to run again where it failed."""
        with self._database.write() as session:
            known = session.rows(f"SELECT {FIELDS} FROM job WHERE key = ?", (key,)) if key is not None else []
            if known and _job(known[0]).state != "failed":
                return _job(known[0])
            at = now()
            if known:
                job_id = str(known[0][0])
                session.run(
                    "UPDATE job SET state = 'queued', total = ?, done = 0, errors = '[]', updated_at = ? WHERE id = ?",
                    (total, at, job_id),
                )
                return Job(job_id, "queued", total, 0, (), _job(known[0]).created_at, datetime.fromisoformat(at))
            job_id = uuid.uuid4().hex
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

    def touch(self, job_id: str) -> None:
        """Say that it is still under way."""
        with self._database.write() as session:
            session.run(
                "UPDATE job SET updated_at = ? WHERE id = ? AND state IN ('queued', 'running')", (now(), job_id)
            )

    def get(self, job_id: str) -> Job:
        """One that was under way and has not been touched for ``PATIENCE`` has failed. Raises NotFound."""
        with self._database.read() as session:
            rows = session.rows(f"SELECT {FIELDS} FROM job WHERE id = ?", (job_id,))
        if not rows:
            raise NotFound(f"there is no job {job_id}")
        return _job(rows[0])


def _job(row: Row) -> Job:
    updated, state, errors = datetime.fromisoformat(row[6]), row[1], tuple(orjson.loads(row[4]))
    if state in ("queued", "running") and datetime.fromisoformat(now()) - updated > PATIENCE:
        state, errors = "failed", (*errors, ENDED)
    return Job(
        id=row[0],
        state=state,
        total=row[2],
        done=row[3],
        errors=errors,
        created_at=datetime.fromisoformat(row[5]),
        updated_at=updated,
    )
