"""The schema up and down, with data in it, and databases that are not ours."""

from __future__ import annotations

import logging
import sqlite3
import zlib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from app.merge.incidents import RuleMerge
from app.store import migrate
from app.store.errors import Corrupt, Invalid, SchemaMismatch, Unavailable
from app.store.filter import Filter
from app.store.store import Store
from tests.store.builders import article, report


def address(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def test_up_and_down_with_data(url: str, merge: RuleMerge) -> None:
    store = Store.open(url)
    one = article()
    store.add(one, [report(one)], merge)
    store.close()
    migrate.downgrade(address(url), "base")
    assert migrate.current(address(url)) is None
    again = Store.open(url)
    assert again.query.count(Filter()) == 0
    again.add(one, [report(one)], merge)
    assert again.query.features(Filter(q="martlow")).matched == 1
    assert again.keeping.check() == []
    again.close()


def test_the_steps_lead_to_the_tables(url: str) -> None:
    Store.open(url).close()
    engine = create_engine(address(url))
    theirs = {"spatial_ref_sys", "incident_words", "alembic_version"}

    def ours(thing: object, name: str, kind: str, reflected: bool, other: object) -> bool:
        if kind == "table":
            return name not in theirs and not name.startswith("incident_words")
        return name not in {"words", "geom", "ix_incident_words", "ix_incident_geom"}

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()


def test_an_unknown_revision_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    Store.open(url).close()
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(SchemaMismatch, match="newer than"):
        Store.open(url)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(Corrupt, match="another program"):
        Store.open(f"sqlite:///{tmp_path / 'x.db'}")


def test_odd_addresses(tmp_path: Path) -> None:
    for url in ("", "incidents.db", "mysql://x", "sqlite://", "sqlite:///", "sqlite:///:memory:"):
        with pytest.raises(Invalid, match="database address"):
            Store.open(url)
    with pytest.raises(Unavailable, match="cannot be opened"):
        Store.open(f"sqlite:///{tmp_path / 'missing' / 'x.db'}")
    with pytest.raises(Unavailable, match="server"):
        Store.open(f"postgresql://postgres@/x?host={tmp_path}&port=1")


def test_down_a_step_and_up_again_loses_nothing(url: str, merge: RuleMerge) -> None:
    store = Store.open(url)
    one = article("A blast hit Martlow, 2 were killed. Omar Haddad spoke.")
    told = report(one, killed=2, actor="Omar Haddad")
    name = store.add(one, [told], merge).incidents[0]
    before = store.query.item(name)
    store.close()
    migrate.downgrade(address(url), "0003")
    engine = create_engine(address(url))
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT role, text, actor FROM participant").all()
        assert [tuple(row) for row in rows] == [("actor", "Omar Haddad", "omar haddad")]
        assert connection.exec_driver_sql("SELECT unit, low FROM quantity").all() == [("killed", 2)]
        ((detail, view),) = connection.exec_driver_sql("SELECT detail, view FROM report").all()
        assert zlib.decompress(detail).startswith(b"{") and bytes(view).startswith(b"{")
    engine.dispose()
    again = Store.open(url, upgrade=True)
    assert again.query.item(name) == before
    assert again.articles.reports(one.id) == [told]
    assert [found.name for found in again.query.actors("omar")] == ["Omar Haddad"]
    copy = article("A blast hit Martlow, 2 were killed. Omar Haddad spoke.", source="Mail")
    assert again.add(copy, [report(copy, killed=2, actor="Omar Haddad")], merge).incidents == (name,)
    assert again.keeping.check() == []
    again.close()


def test_nothing_of_alembic_s_is_logged(url: str, caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("alembic").setLevel(logging.NOTSET)
    with caplog.at_level(logging.INFO):
        Store.open(url).close()
        migrate.current(address(url))
    assert [record for record in caplog.records if record.name.startswith("alembic")] == []
