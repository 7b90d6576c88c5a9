"""The SQLite file of the index: its tables, and writing entries into it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from gazetteer.entry import NAME_KINDS, Entry, importance

SCHEMA_VERSION = 1
SCHEMA = """
create table feature(
  id integer primary key, key text not null, geonameid int, name text not null, lat real not null, lon real not null,
  class text not null, code text not null, country text, admin1 text, admin2 text, population int not null,
  radius_km real not null, zone int, note text, source int not null, cell int not null, names int not null);
create table label(id integer primary key, text text not null unique);
create table name(key text not null, weight int not null, feature int not null, kind int not null,
  primary key(key, weight, feature)) without rowid;
create table prefix(prefix text not null, rank int not null, feature int not null,
  primary key(prefix, rank)) without rowid;
create table shape(
  feature integer primary key, west real, south real, east real, north real, area real, exact int, wkb blob);
create table blob(name text not null, part int not null, data blob not null, primary key(name, part));
create table meta(name text primary key, value text not null) without rowid;
"""
INDEXES = """
create unique index if not exists feature_key on feature(key);
create index if not exists feature_cell on feature(cell);
create index if not exists feature_admin on feature(country, admin1) where class = 'A';
"""
COLUMNS = (
    "id, key, geonameid, name, lat, lon, class, code, country, admin1, admin2, population, radius_km,"
    " zone, note, source, names"
)
BATCH = 5000


def connect_writing(path: Path) -> sqlite3.Connection:
    """A connection for one writer; the file is scratch until it is moved into place."""
    database = sqlite3.connect(path)
    database.execute("pragma cache_size = -65536")
    return database


def cell_of(lat: float, lon: float) -> int:
    """Number of the degree square that holds the point: rows of 360 from the south pole, columns from 180° west."""
    row = min(max(int(lat + 90), 0), 179)
    return row * 360 + int(lon + 180) % 360


def prefix_end(prefix: str) -> str:
    """A string above all that begin with ``prefix``."""
    return prefix + "\U0010ffff"


class Writer:
    """Writes entries; names wait in a temporary table so that they are stored in order of their keys."""

    def __init__(self, database: sqlite3.Connection, first_id: int = 1) -> None:
        """``first_id``: number of the first new row."""
        self.database = database
        self.next_id = first_id
        self._labels: dict[str, int] = {text: id_ for id_, text in database.execute("select id, text from label")}

    def label(self, text: str | None) -> int | None:
        """Number of a text that many rows share (zone, source)."""
        if text is None:
            return None
        if text not in self._labels:
            self._labels[text] = len(self._labels) + 1
            self.database.execute("insert into label values (?, ?)", (self._labels[text], text))
        return self._labels[text]

    def write(self, entries: Iterable[Entry]) -> int:
        """Store entries of which none is in the file yet; how many there were."""
        count = 0
        stream = iter(entries)
        while batch := list(islice(stream, BATCH)):
            ids = range(self.next_id, self.next_id + len(batch))
            self.next_id += len(batch)
            rows = [self.row(id_, entry) for id_, entry in zip(ids, batch, strict=True)]
            self.database.executemany(f"insert into feature values ({','.join('?' * 18)})", rows)
            names = (row for id_, entry in zip(ids, batch, strict=True) for row in name_rows(id_, entry))
            self.database.executemany("insert into staged values (?, ?, ?, ?)", names)
            count += len(batch)
        return count

    def row(self, id_: int, entry: Entry) -> tuple[object, ...]:
        """The columns of ``feature`` in order."""
        e = entry
        return (
            id_, e.key, e.geonameid, e.name, round(e.lat, 5), round(e.lon, 5), e.feature_class, e.feature_code,
            e.country, e.admin1, e.admin2, e.population, e.radius_km, self.label(e.zone), e.note, self.label(e.source),
            cell_of(e.lat, e.lon), len(e.names),
        )  # fmt: skip


def name_rows(id_: int, entry: Entry) -> Iterator[tuple[str, int, int, int]]:
    """Rows of ``name`` of one entry; ``weight`` orders by importance, the greatest first."""
    weight = -importance(entry.population, entry.radius_km, entry.feature_class)
    for key, kind in entry.names.items():
        yield key, weight, id_, NAME_KINDS.index(kind)
