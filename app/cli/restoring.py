"""Putting a copy in the place of an SQLite database, so that at any moment one of the two stands there whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from app.errors import InputError


def put_back(url: str, copy: Path) -> Path:
    """Returns the file of the database. What stood there stays beside it as ``NAME.before``.

    :raises InputError: no SQLite file, a copy that is damaged or no database of ours.
    """
    target = _file_of(url)
    if not copy.is_file():
        raise InputError(f"{copy}: no such file")
    _refuse_damaged(copy)
    fresh = target.with_name(target.name + ".restoring")
    shutil.copyfile(copy, fresh)
    with fresh.open("rb+") as stream:
        os.fsync(stream.fileno())
    if target.exists():
        _settle(target)
        shutil.copyfile(target, target.with_name(target.name + ".before"))
    for ending in ("-wal", "-shm"):
        target.with_name(target.name + ending).unlink(missing_ok=True)
    os.replace(fresh, target)
    return target


def _file_of(url: str) -> Path:
    try:
        address = make_url(url)
    except ArgumentError:
        raise InputError(f"{url}: no address of a database") from None
    if not address.drivername.startswith("sqlite") or address.database in (None, "", ":memory:"):
        raise InputError("only an SQLite file can be restored so", "For PostgreSQL use pg_restore.")
    return Path(str(address.database))


def _refuse_damaged(copy: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{copy.resolve()}?mode=ro", uri=True)) as database:
            answer = database.execute("pragma quick_check").fetchone()[0]
            tables = {row[0] for row in database.execute("select name from sqlite_master where type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise InputError(f"{copy}: {error}") from None
    if answer != "ok":
        raise InputError(f"{copy} is damaged: {answer}")
    if "alembic_version" not in tables:
        raise InputError(f"{copy} is a database, but none of ours")


def _settle(target: Path) -> None:
    """Bring what lies in the write-ahead log into the file; a damaged file is kept as it is."""
    try:
        with closing(sqlite3.connect(target, timeout=5)) as database:
            if database.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
                raise InputError(f"{target} is in use", "Stop the service first.")
    except sqlite3.DatabaseError:
        return
