"""Building the index: the data of the installed packages and the project's own, in one SQLite file.

A new source is a function that yields entries, named in ``_write_sources``.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np

from gazetteer.curated import load_curated
from gazetteer.database import INDEXES, SCHEMA, SCHEMA_VERSION, Writer, connect_writing, prefix_end
from gazetteer.entry import Entry
from gazetteer.scanner import key_numbers
from gazetteer.sources import airports, areas, geonames, hand_made, local, respelled
from gazetteer.sources.shape_rows import store_shapes
from gazetteer.world_tables import load_aliases, load_demonyms, load_disputed

STAGED = "create temp table staged(key text, weight int, feature int, kind int)"
Progress = Callable[[str], None]
PART = 1 << 17
"""Numbers in a row of ``blob``."""
PREFIX_ROWS = 1500
PREFIX_KEPT = 30
LONGEST_PREFIX = 12


def default_path() -> Path:
    """``build/gazetteer.db`` beside the package: never committed, made at set-up."""
    return Path(__file__).resolve().parent.parent / "build" / "gazetteer.db"


def build(path: Path, progress: Progress | None = None) -> list[str]:
    """Build the index at ``path``; readers of an older one there are not disturbed.

    Returns what of the project's own data pointed nowhere (no error: the sources change). Raises
    ``MissingSourceError`` where a package is not installed, ``CuratedDataError`` for wrong own data.
    """
    say = progress or (lambda _: None)
    unresolved: list[str] = []
    with scratch_database(path) as database:
        unresolved += _fill(database, say)
    say(f"gazetteer built: {path}")
    return unresolved


def build_from(path: Path, entries: Iterable[Entry]) -> None:
    """An index of these entries alone, without outlines: for a gazetteer of one's own, and for tests."""
    with scratch_database(path) as database:
        database.execute(STAGED)
        Writer(database).write(_first_of_each_key(entries))
        store_staged(database)
        database.executescript(INDEXES)
        finish(database, lambda _: None)


@contextlib.contextmanager
def scratch_database(path: Path) -> Iterator[sqlite3.Connection]:
    """A new database that takes the place of ``path`` when all went well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    scratch.unlink(missing_ok=True)
    try:
        with contextlib.closing(connect_writing(scratch)) as database:
            database.executescript("pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
            yield database
        os.replace(scratch, path)
    finally:
        scratch.unlink(missing_ok=True)


def _fill(database: sqlite3.Connection, say: Progress) -> list[str]:
    database.execute(STAGED)
    collected = _write_sources(database, say)
    say("ordering names")
    store_staged(database)
    database.executescript(INDEXES)
    say("other romanisations, airports by their city")
    respelled.name_after_cities(database, airports.cities())
    respelled.respell(database)
    say("own spellings, nationalities, disputed areas")
    amendments = hand_made.Amendments(database)
    amendments.zones()
    amendments.seats(geonames.capitals(), areas.seats(collected))
    amendments.same_places(place for place in load_curated() if place.same_as)
    amendments.demonyms(load_demonyms())
    amendments.aliases(load_aliases())
    say("outlines")
    store_shapes(database, load_curated(), load_disputed())
    amendments.disputed(load_disputed())
    finish(database, say)
    return amendments.unresolved


def _write_sources(database: sqlite3.Connection, say: Progress) -> geonames.Towns:
    writer, collected, second = Writer(database), geonames.Towns(), areas.SecondOrder()
    say("populated places")
    count = writer.write(second.watch(geonames.towns(collected, areas.admin2_by_place())))
    say(f"{count:,} populated places; countries, areas, airports, curated and local places")
    rest = chain(
        areas.countries_of_the_world(),
        areas.first_order(collected),
        second.entries(),
        airports.airports(),
        hand_made.new_places(load_curated()),
        local.entries(),
    )
    writer.write(_first_of_each_key(rest))
    return collected


def _first_of_each_key(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if entry.key not in seen:
            seen.add(entry.key)
            yield entry


def store_staged(database: sqlite3.Connection) -> None:
    """Move the staged names into ``name``, in order of their keys."""
    database.execute("insert or ignore into name select * from staged order by key, weight, feature")
    database.execute("delete from staged")


def finish(database: sqlite3.Connection, say: Progress) -> None:
    """What is derived from the rows: prefix answers, the numbers of all names, figures."""
    say("prefixes")
    database.execute("delete from prefix")
    for length in range(1, LONGEST_PREFIX + 1):
        if not _prefixes_of(database, length):
            break
    say("numbers for scanning")
    keys = (key for (key,) in database.execute("select distinct key from name"))
    numbers = np.frombuffer(array("Q", key_numbers(keys)), dtype=np.uint64)
    numbers.sort()
    database.execute("delete from blob where name = 'names'")
    parts = (("names", part, numbers[at : at + PART].tobytes()) for part, at in enumerate(range(0, len(numbers), PART)))
    database.executemany("insert into blob values (?, ?, ?)", parts)
    database.execute("insert or replace into meta values ('schema', ?)", (str(SCHEMA_VERSION),))
    database.commit()
    database.execute("analyze")
    database.commit()


def _prefixes_of(database: sqlite3.Connection, length: int) -> int:
    """Store the most populous places of each prefix of ``length`` that more than ``PREFIX_ROWS`` names share."""
    crowded = database.execute(
        "select substr(key, 1, ?1) p from name where length(key) >= ?1 group by p having count(*) > ?2",
        (length, PREFIX_ROWS),
    ).fetchall()
    for (prefix,) in crowded:
        rows = database.execute(
            "select feature, min(weight) from name where key >= ? and key < ? group by feature order by 2, 1 limit ?",
            (prefix, prefix_end(prefix), PREFIX_KEPT),
        ).fetchall()
        database.executemany(
            "insert into prefix values (?, ?, ?)", ((prefix, rank, feature) for rank, (feature, _) in enumerate(rows))
        )
    return len(crowded)
