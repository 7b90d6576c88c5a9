"""Bring the schema to this program's version, alone: under the write lock of the database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

PAGE_BYTES = 8192
"""Of a new SQLite file: a report's row is a third of it, so little of a page stays empty."""
LOCK = 4_927_310_022
"""The advisory lock that every writer on PostgreSQL takes."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config


def head() -> str:
    """The newest revision that this program knows."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def known(revision: str) -> bool:
    """Whether a revision is one of this program's."""
    return any(step.revision == revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def current(url: str) -> str | None:
    """The database's revision; None for one without our tables. Raises the driver's errors."""
    with _connection(url) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def foreign(url: str) -> bool:
    """Whether the database holds tables, but none of ours."""
    with _connection(url) as connection:
        names = set(inspect(connection).get_table_names()) - {"spatial_ref_sys"}
        return bool(names) and "alembic_version" not in names


def upgrade(url: str, revision: str = "head") -> None:
    """Walk up to a revision; a second process waits and then finds nothing to do."""
    with _connection(url, lock=True) as connection:
        _run(connection, command.upgrade, revision)


def downgrade(url: str, revision: str) -> None:
    """Walk back down to a revision ("base": nothing)."""
    with _connection(url, lock=True) as connection:
        _run(connection, command.downgrade, revision)


def _run(connection: Connection, step: Any, revision: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    step(config, revision)


@contextmanager
def _connection(url: str, lock: bool = False) -> Iterator[Connection]:
    """One transaction; on SQLite DDL is transactional too once the driver keeps its hands off."""
    logging.getLogger("alembic").setLevel(logging.WARNING)  # which backend it found is of no use in our log
    engine = create_engine(url, poolclass=NullPool)
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", _plain)
    try:
        if sqlite and lock:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA page_size = {PAGE_BYTES}")
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        if sqlite:
            event.listen(engine, "begin", _begin_immediate if lock else _begin)
        with engine.begin() as connection:
            if lock and not sqlite:
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection
    except DBAPIError as error:
        if error.orig is None:
            raise
        raise error.orig from error
    finally:
        engine.dispose()


def _plain(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA busy_timeout = 30000")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
