"""The operator's work: backup, check, purge."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import orjson

from app.model.merging import Merge
from app.store import migrate
from app.store.article_rows import now
from app.store.database import Database, Session
from app.store.errors import Corrupt, Invalid, NotFound, Unavailable
from app.store.numbering import Numbers
from app.store.succession import Succession
from app.store.writer import Writer

ERASED = "[erased]"
PAGES_A_STEP = 2000
CHECKS = (
    (
        "reports without an article",
        "SELECT count(*) FROM report r LEFT JOIN article a ON a.key = r.article_key WHERE a.key IS NULL",
    ),
    (
        "reports in no incident that were not rejected",
        "SELECT count(*) FROM report r LEFT JOIN incident i ON i.key = r.incident_key "
        "WHERE i.key IS NULL AND NOT r.rejected AND NOT r.flagged",
    ),
    (
        "incidents without a report",
        "SELECT count(*) FROM incident i WHERE NOT EXISTS (SELECT 1 FROM report r WHERE r.incident_key = i.key)",
    ),
    (
        "incidents whose last change is not in the journal",
        "SELECT count(*) FROM incident i LEFT JOIN change c ON c.seq = i.seq "
        "WHERE c.seq IS NULL OR c.incident_id <> i.id",
    ),
    (
        "incidents that are both alive and gone",
        "SELECT count(*) FROM incident i JOIN tombstone t ON t.id = i.id",
    ),
    (
        "gaps or repeats in the journal",
        "SELECT coalesce(max(seq), 0) - count(*) FROM change",
    ),
    (
        "counters that lag behind their rows",
        "SELECT count(*) FROM counter c WHERE (name = 'change' AND value < (SELECT coalesce(max(seq), 0) FROM change)) "
        "OR (name = 'incident' AND value < (SELECT coalesce(max(key), 0) FROM incident)) "
        "OR (name = 'report' AND value < (SELECT coalesce(max(key), 0) FROM report))",
    ),
)
"""What is wrong → how many rows show it."""


class Keeping:
    """``url`` is SQLAlchemy's, ``path`` the file of an SQLite database (None on PostgreSQL)."""

    def __init__(self, database: Database, url: str, path: Path | None) -> None:
        """Works on the open database."""
        self._database = database
        self._url = url
        self._path = path

    def upgrade(self) -> str:
        """Bring the schema to this program's version; returns it."""
        migrate.upgrade(self._url)
        return migrate.head()

    def backup(self, path: str) -> None:
        """Write a consistent copy while others read and write. Raises Invalid where the target exists."""
        target = Path(path)
        if target.exists():
            raise Invalid(f"{path} exists already: name a new file")
        if self._path is None:
            _dump(self._url, target)
            return
        part = target.with_name(target.name + ".part")
        try:
            with self._database.read() as session:
                session.run("SELECT 1")
            source, copy = sqlite3.connect(self._path), sqlite3.connect(part)
            try:
                source.backup(copy, pages=PAGES_A_STEP)
                copy.execute("PRAGMA journal_mode = DELETE")
            finally:
                copy.close()
                source.close()
            with part.open("rb") as file:
                os.fsync(file.fileno())
            part.replace(target)
        except sqlite3.Error as error:
            raise self._database.backend.translated(error) from error
        finally:
            part.unlink(missing_ok=True)

    def check(self) -> list[str]:
        """What is wrong, in words; empty when all is well."""
        found = []
        with self._database.read() as session:
            if session.dialect == "sqlite":
                found += [f"file: {row[0]}" for row in session.rows("PRAGMA integrity_check") if row[0] != "ok"]
                found += [f"foreign key broken: {row}" for row in session.rows("PRAGMA foreign_key_check")]
            for words, sql in CHECKS:
                count = session.rows(sql)[0][0]
                if count:
                    found.append(f"{words}: {count}")
            found += _check_words(session)
        return found

    def purge(self, article_id: str, who: str, why: str, merge: Merge) -> None:
        """Erase the text and the quotes of an article everywhere; that it was there, who purged it and when stay.

        Its reports go, and incidents that only it told of leave a tombstone. The full text index is rewritten, since
        it keeps dropped words until it is: seconds for a million incidents. On PostgreSQL the pages are overwritten by
        the server's next vacuum. Raises NotFound.
        """
        with self._database.write() as session:
            rows = session.rows("SELECT key FROM article WHERE id = ?", (article_id,))
            if not rows:
                raise NotFound(f"there is no article {article_id}")
            key = rows[0][0]
            succession = Succession(session, merge)
            succession.remove_all(article_id)
            session.run(
                "UPDATE article SET text = '', title = NULL, headline_start = NULL, headline_end = NULL, url = NULL, "
                "links = '[]', purged = ? WHERE key = ?",
                (True, key),
            )
            _erase_reviews(session, article_id, who, why)
            Writer(session, merge).redraw([], succession, set())
            _erase_history(session)
            session.run("DELETE FROM strip")
            if session.dialect == "sqlite":
                session.run("INSERT INTO incident_words(incident_words) VALUES ('optimize')")
        if self._path is not None:
            self._truncate()

    def _truncate(self) -> None:
        """Let no page of the log keep what was erased (``secure_delete`` sees to the pages of the file)."""
        if self._path is None:
            return
        connection = sqlite3.connect(self._path, timeout=5)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            connection.close()


def _erase_reviews(session: Session, article_id: str, who: str, why: str) -> None:
    """Who and when stay; values, reasons and what stood before may quote the text."""
    session.run(
        "UPDATE review SET value = ?, before = ?, why = ? WHERE article_id = ?",
        (orjson.dumps({"erased": True}).decode(), "{}", ERASED, article_id),
    )
    numbers = Numbers(session)
    session.run(
        "INSERT INTO review (id, report_id, article_id, subject, action, value, before, why, who, at) "
        "VALUES (?, '', ?, '', 'purge', '{}', '{}', ?, ?, ?)",
        (numbers.next("review"), article_id, why, who, now()),
    )
    numbers.save()


def _erase_history(session: Session) -> None:
    """Superseded features quote evidence too: those written for the incidents that just changed go."""
    session.run(
        "DELETE FROM history WHERE incident_id IN (SELECT incident_id FROM change WHERE at = "
        "(SELECT at FROM change ORDER BY seq DESC LIMIT 1))"
    )


def _check_words(session: Session) -> list[str]:
    if session.dialect != "sqlite":
        return []
    rows = session.rows("SELECT (SELECT count(*) FROM incident), (SELECT count(*) FROM incident_words_docsize)")
    incidents, words = rows[0]
    return [] if incidents == words else [f"full text knows {words} incidents of {incidents}"]


def restore(backup: str, url_path: str) -> None:
    """Put a backup in the place of an SQLite database that no one has open. Raises Invalid, Corrupt, Unavailable."""
    source, target = Path(backup), Path(url_path)
    if not source.exists():
        raise Unavailable(f"there is no backup {backup}")
    try:
        connection = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
        try:
            state = connection.execute("PRAGMA integrity_check").fetchone()[0]
            ours = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise Corrupt(f"{backup} is no sound backup: {error}") from error
    if state != "ok" or not ours:
        raise Corrupt(f"{backup} is no sound backup of this program: {state}")
    _refuse_open(target)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    for suffix in ("-wal", "-shm"):
        Path(str(target) + suffix).unlink(missing_ok=True)
    part.replace(target)


def _refuse_open(target: Path) -> None:
    """A database in use has a log that another process holds."""
    if not target.exists():
        return
    connection = sqlite3.connect(target, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("ROLLBACK")
        mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise Invalid(f"{target} is in use: stop the server first") from error
    except sqlite3.DatabaseError:
        return
    finally:
        connection.close()
    if mode != "delete":
        raise Invalid(f"{target} is in use: stop the server first")


def _dump(url: str, target: Path) -> None:
    """By PostgreSQL's own tool."""
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    try:
        subprocess.run(
            ["pg_dump", "--format=custom", "--file", str(target), "--dbname", plain],
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise Unavailable("pg_dump is not installed: apt-get install postgresql-client") from error
    except subprocess.CalledProcessError as error:
        raise Unavailable(f"pg_dump failed: {error.stderr.strip()[:300]}") from error
