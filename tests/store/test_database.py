"""Snapshots, the write lock and the time limit, whatever the database."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.store.database import Database
from app.store.errors import Invalid, ReadOnly, Slow
from app.store.sqlite import SqliteBackend
from app.store.store import Store

ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    Store.open(f"sqlite:///{tmp_path / 'a.db'}").close()
    return Database(SqliteBackend(tmp_path / "a.db", wait=5.0, limit=0.2))


def test_a_question_without_end_is_broken_off(database: Database) -> None:
    with pytest.raises(Slow, match="narrow the filter"), database.read() as session:
        session.rows(ENDLESS)
    with database.read() as session:
        assert session.rows("SELECT 1") == [(1,)], "the connection works on"
    database.close()


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(ReadOnly), database.read() as session:
        session.run("DELETE FROM incident")
    database.close()


def test_what_sqlite_cannot_take_is_invalid(database: Database) -> None:
    for value in (2**80, "\ud800"):
        with pytest.raises(Invalid), database.read() as session:
            session.rows("SELECT ?", (value,))
    database.close()


def test_a_snapshot_stays_while_others_write(database: Database) -> None:
    with database.read() as session:
        before = session.rows("SELECT value FROM counter WHERE name = 'change'")

        def write() -> None:
            with database.write() as other:
                other.run("UPDATE counter SET value = 99 WHERE name = 'change'")

        writer = threading.Thread(target=write)
        writer.start()
        writer.join()
        assert session.rows("SELECT value FROM counter WHERE name = 'change'") == before
    with database.read() as session:
        assert session.rows("SELECT value FROM counter WHERE name = 'change'") == [(99,)]
    database.close()


def test_an_error_leaves_nothing(database: Database) -> None:
    with pytest.raises(KeyError), database.write() as session:
        session.run("UPDATE counter SET value = 5")
        raise KeyError
    with database.read() as session:
        assert session.rows("SELECT max(value) FROM counter") == [(0,)]
    database.close()


def test_a_list_of_any_length_is_one_condition(database: Database) -> None:
    with database.read() as session:
        condition, value = session.among("name", [f"x{i}" for i in range(50_000)] + ["change"])
        assert session.rows(f"SELECT name FROM counter WHERE {condition}", (value,)) == [("change",)]
        condition, value = session.among("name", [])
        assert session.rows(f"SELECT name FROM counter WHERE {condition}", (value,)) == []
    database.close()
