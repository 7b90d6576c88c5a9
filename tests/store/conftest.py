"""Each test of the store runs on SQLite and on a real PostgreSQL server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.merge.incidents import RuleMerge
from app.store.store import Store
from tests.store.postgres import MISSING, Cluster, programs


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The server; skips loudly where there is none."""
    folder = programs()
    if folder is None:
        pytest.skip(MISSING)
    server = Cluster(folder)
    yield server
    server.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without incidents."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'incidents.db'}"
    return str(request.getfixturevalue("cluster").new_schema())


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store, checked for soundness after each test."""
    opened = Store.open(url)
    yield opened
    faults = opened.keeping.check()
    opened.close()
    assert faults == []


@pytest.fixture
def merge() -> RuleMerge:
    """The rules."""
    return RuleMerge()
