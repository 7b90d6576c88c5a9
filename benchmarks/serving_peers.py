"""The peers over the same incidents: tipg on PostGIS and datasette on SQLite, each in an environment of its own.

Tables with the columns of our features, an index on each that the questions use, and a full text where there is one.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.serving_load import ROOT, SERVERS, await_answer, free_port, process
from tests.store.postgres import MISSING, PORT, Cluster, programs

PEERS = ROOT / "build" / "peers"
COLUMNS = (
    'id, type, "group", status, title, place, country, "precision", radius_km, place_id, start_utc, end_utc, '
    "confidence, sources, outlets, killed_min, killed_max, actors, attribution, excerpt, updated"
)
LIMITS = ("--setting", "max_returned_rows", "1000", "--setting", "sql_time_limit_ms", "60000")


class Server(Cluster):
    """The tests' server, reachable by TCP from this machine: tipg's driver wants that."""

    def start(self) -> None:
        """As in the tests, but for the address and a little memory."""
        options = f"-k {self.folder} -c listen_addresses=127.0.0.1 -p {PORT} -c max_connections=60"
        options += " -c shared_buffers=1GB -c work_mem=64MB -c maintenance_work_mem=512MB"
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-w", "-l", str(self.folder / "log"), "start")
        SERVERS.add(int((self._data / "postmaster.pid").read_text().split()[0]))


def postgres() -> Server:
    """A server of our own. Ends the run where PostgreSQL with PostGIS is not installed."""
    folder = programs()
    if folder is None:
        raise SystemExit(MISSING)
    return Server(folder)


def installed(name: str, *packages: str) -> Path:
    """The folder of programs of an environment under build/peers, made where it is not there yet."""
    folder = PEERS / name
    if not (folder / "bin" / name).exists() and not (folder / "done").exists():
        print(f"installing {name} into {folder.relative_to(ROOT)}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(folder / "bin/pip"), "install", "--quiet", *packages], check=True)
        (folder / "done").touch()
    return folder / "bin"


def fill_tipg(source: Path, address: str) -> None:
    """The table that tipg serves."""
    kinds = {"start_utc": "timestamptz", "end_utc": "timestamptz", "updated": "timestamptz", "radius_km": "float8"}
    kinds |= {"confidence": "float8", "sources": "int", "killed_min": "bigint", "killed_max": "bigint"}
    names = [name.strip() for name in COLUMNS.split(",")]
    columns = ", ".join(f"{name} {kinds.get(name, 'text')}" for name in names)
    database = sqlite3.connect(source)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
        connection.execute(f"CREATE TABLE events ({columns}, geom geometry(Point, 4326))")
        with connection.cursor().copy(f"COPY events ({COLUMNS}, geom) FROM STDIN") as copy:
            for *row, lon, lat in database.execute(f"SELECT {COLUMNS}, lon, lat FROM incident"):
                copy.write_row((*row, f"SRID=4326;POINT({lon} {lat})" if lon is not None else None))
        connection.execute("ALTER TABLE events ADD PRIMARY KEY (id)")
        connection.execute("CREATE INDEX ON events USING gist (geom)")
        connection.execute("CREATE INDEX ON events (start_utc)")
        connection.execute("CREATE INDEX ON events (type)")
        connection.execute("VACUUM ANALYZE events")
    database.close()


def fill_ours(source: Path, url: str) -> None:
    """Our own schema on PostgreSQL with the same incidents (they are what is asked for here; reports are left out)."""
    from app.store.store import Store

    Store.open(url).close()
    database = sqlite3.connect(source)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DELETE FROM counter")
        for table in ("counter", "incident", "outlet", "change"):
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            quoted = ", ".join(f'"{name}"' for name in names)
            truth = names.index("reviewed") if "reviewed" in names else None
            with connection.cursor().copy(f"COPY {table} ({quoted}) FROM STDIN") as copy:
                for row in database.execute(f"SELECT {quoted} FROM {table}"):
                    copy.write_row(row if truth is None else (*row[:truth], bool(row[truth]), *row[truth + 1 :]))
        connection.execute("VACUUM ANALYZE")
    database.close()


@contextmanager
def tipg(address: str, folder: Path) -> Iterator[str]:
    """tipg with one process, as ours."""
    python, port = installed("tipg", "tipg", "uvicorn[standard]") / "python", free_port()
    environment = {**os.environ, "DATABASE_URL": address, "TIPG_MAX_FEATURES_PER_QUERY": "10000"}
    words = [str(python), "-m", "uvicorn", "tipg.main:app", "--port", str(port), "--log-level", "warning"]
    with process(words, environment, folder):
        await_answer(f"http://127.0.0.1:{port}/collections/public.events")
        yield f"http://127.0.0.1:{port}/collections/public.events/items"


def fill_datasette(source: Path, path: Path) -> None:
    """The table that datasette serves, and its full text."""
    database = sqlite3.connect(path)
    database.executescript(
        f"ATTACH '{source}' AS source;"
        f"CREATE TABLE events AS SELECT key, {COLUMNS}, lat, lon FROM source.incident LIMIT 0;"
        "ALTER TABLE events RENAME TO shape;"
    )
    columns = database.execute("SELECT sql FROM sqlite_master WHERE name = 'shape'").fetchone()[0]
    columns = columns[columns.index("(") :].replace("key INT", "key INTEGER PRIMARY KEY", 1)
    database.executescript(
        f"DROP TABLE shape; CREATE TABLE events {columns};"
        f"INSERT INTO events SELECT key, {COLUMNS}, lat, lon FROM source.incident;"
        "CREATE INDEX place ON events (lat, lon); CREATE INDEX time ON events (start_utc);"
        "CREATE INDEX kind ON events (type);"
        "CREATE VIRTUAL TABLE events_fts USING fts5(title, place, excerpt, actors, content=events, content_rowid=key);"
        "INSERT INTO events_fts(events_fts) VALUES ('rebuild'); ANALYZE;"
    )
    database.commit()
    database.close()


@contextmanager
def datasette(path: Path, folder: Path) -> Iterator[str]:
    """datasette on an immutable file, its quickest way."""
    program, port = installed("datasette", "datasette") / "datasette", free_port()
    words = [str(program), "serve", "-i", str(path), "--port", str(port), *LIMITS]
    with process(words, dict(os.environ), folder):
        await_answer(f"http://127.0.0.1:{port}/{path.stem}.json")
        yield f"http://127.0.0.1:{port}/{path.stem}/events"
