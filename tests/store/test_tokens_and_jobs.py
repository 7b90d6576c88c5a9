"""Tokens and jobs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.store import jobs
from app.store.errors import Invalid, NotFound
from app.store.store import Store


def test_a_token_is_shown_once_and_kept_as_a_digest(store: Store) -> None:
    secret = store.tokens.create("desk", "ingest")
    token = store.tokens.check(secret)
    assert token is not None and (token.name, token.scope) == ("desk", "ingest")
    assert store.tokens.check(secret + "x") is None and store.tokens.check("\ud800") is None
    with store._database.read() as session:
        assert secret not in str(session.rows("SELECT * FROM token"))
    store.tokens.revoke(token.id)
    assert store.tokens.check(secret) is None
    assert store.tokens.list()[0].revoked_at is not None
    with pytest.raises(NotFound):
        store.tokens.revoke(99)
    with pytest.raises(Invalid, match="scope"):
        store.tokens.create("desk", "everything")


def test_a_job_is_made_once_and_tells_its_state(store: Store) -> None:
    job = store.jobs.create(3, key="abc")
    assert store.jobs.create(3, key="abc").id == job.id
    assert store.jobs.create(3).id != job.id
    store.jobs.update(job.id, "running", 2, [{"line": 1, "error": "empty"}])
    now = store.jobs.get(job.id)
    assert (now.state, now.done, now.total, now.errors) == ("running", 2, 3, ({"line": 1, "error": "empty"},))
    with pytest.raises(NotFound):
        store.jobs.get("none")
    with pytest.raises(Invalid):
        store.jobs.update(job.id, "lost", 0)


def test_a_job_whose_server_is_gone_has_failed_and_may_run_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    job = store.jobs.create(3, key="abc")
    store.jobs.update(job.id, "running", 1)
    with monkeypatch.context() as late:
        late.setattr(jobs, "PATIENCE", timedelta(0))
        dead = store.jobs.get(job.id)
        assert dead.state == "failed" and "send it again" in str(dead.errors[-1]["detail"])
        again = store.jobs.create(2, key="abc")
    assert (again.id, again.state, again.done, again.total) == (job.id, "queued", 0, 2)
    assert store.jobs.get(job.id).state == "queued"
    store.jobs.touch(job.id)
    assert store.jobs.get(job.id).updated_at > again.updated_at
