"""Adding places to a built index: GeoNames' own dumps of any size, and the user's own CSV or GeoJSON.

The index is copied beside itself, the copy is filled in transactions that also record how far the input was read, and
takes the index' place at the end. A run that was killed goes on where its last transaction ended; readers of the index
see nothing until it is whole. Memory does not depend on the size of the input.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import shapely

from gazetteer.build import finish, store_staged
from gazetteer.database import INDEXES, Writer, connect_writing, name_rows
from gazetteer.entry import NAME_KINDS, Entry, importance
from gazetteer.index import Index
from gazetteer.sources.dump import COLUMNS, alternate_name, dump_entry
from gazetteer.sources.hand_made import Amendments
from gazetteer.sources.lines import Line, Malformed, read_lines
from gazetteer.sources.own_places import OwnPlace, own_places
from gazetteer.world_tables import load_disputed

BATCH = 20_000
FIRST_ADDED_ID = 1_000_000_000
"""Rows of a dump get this plus GeoNames' number, so that finding them again needs no look-up."""
KEPT_PROBLEMS = 1000
SECONDS_BETWEEN_REPORTS = 2.0
UPSERT = f"""
insert into feature values ({",".join("?" * 18)}) on conflict(id) do update set
  name = excluded.name, lat = excluded.lat, lon = excluded.lon, class = excluded.class, code = excluded.code,
  country = excluded.country, admin1 = excluded.admin1, admin2 = coalesce(excluded.admin2, admin2),
  population = max(excluded.population, population), radius_km = max(excluded.radius_km, radius_km),
  zone = coalesce(excluded.zone, zone), source = excluded.source, cell = excluded.cell,
  names = max(excluded.names, names)"""

Progress = Callable[[str], None]


@dataclass(slots=True)
class AddReport:
    """What was read and stored. ``problems``: (file, line, what is wrong), the first ``KEPT_PROBLEMS``."""

    read: int = 0
    stored: int = 0
    left_out: int = 0
    """Places of other countries than those asked for, names of places that are not in the index."""
    names: int = 0
    """Lines of alternate names stored."""
    malformed: int = 0
    problems: list[tuple[str, int, str]] = field(default_factory=list)
    resumed_at: int | None = None
    """Line after which an earlier run had stopped."""

    def wrong(self, file: Path, line: int, problem: str) -> None:
        """Count a malformed line, which is skipped."""
        self.malformed += 1
        if len(self.problems) < KEPT_PROBLEMS:
            self.problems.append((file.name, line, problem))


def add(
    path: Path,
    database: Path,
    alternate_names: Path | None = None,
    countries: Iterable[str] | None = None,
    classes: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> AddReport:
    """Add the places of ``path`` to the index at ``database``.

    ``countries`` (ISO codes) and ``classes`` (GeoNames' letters, "PAH") keep only those places of a dump. Raises
    ``GazetteerMissingError`` without an index, ``FileNotFoundError``, ``Malformed`` for a file of no known form.
    """
    for file in (path, alternate_names):
        if file is not None and not file.is_file():
            raise FileNotFoundError(f"no file {file}")
    Index.open(database).close()
    work = database.with_name(database.name + ".adding")
    kept = frozenset(code.strip().upper() for code in countries or () if code.strip())
    run = _Run(work, kept, frozenset("".join(classes or ()).upper()), progress or (lambda _: None))
    run.start(database, _signature(path, alternate_names, kept, run.classes))
    try:
        if _is_dump(path):
            run.dump(path)
            if alternate_names is not None:
                run.alternates(alternate_names)
        else:
            run.own(path)
        run.finish()
    finally:
        run.close()
    os.replace(work, database)
    return run.report


def _signature(path: Path, alternate_names: Path | None, countries: frozenset[str], classes: frozenset[str]) -> str:
    files = [
        (str(file.resolve()), file.stat().st_size, file.stat().st_mtime_ns) for file in (path, alternate_names) if file
    ]
    return json.dumps([files, sorted(countries), sorted(classes)])


def _is_dump(path: Path) -> bool:
    """Whether one of the first lines has the columns of GeoNames' dump."""
    return any(line.text and line.text.count("\t") == COLUMNS - 1 for line in islice(read_lines(path), 20))


class _Run:
    """One addition, with the file it works in."""

    def __init__(self, work: Path, countries: frozenset[str], classes: frozenset[str], say: Progress) -> None:
        self.work, self.countries, self.classes, self.say = work, countries, classes, say
        self.report = AddReport()
        self._reported = time.monotonic()
        self._database: sqlite3.Connection | None = None

    @property
    def database(self) -> sqlite3.Connection:
        if self._database is None:
            raise RuntimeError("the run has not been started")
        return self._database

    def start(self, base: Path, signature: str) -> None:
        """Go on with an earlier run of the same input, or begin with a fresh copy of the index."""
        if not self._same_run(signature):
            for leftover in (self.work, *self._journals()):
                leftover.unlink(missing_ok=True)
            fresh = self.work.with_name(self.work.name + ".copy")
            shutil.copyfile(base, fresh)
            self._open(fresh)
            self.database.executescript(
                "create table if not exists staged(key text, weight int, feature int, kind int);"
                "drop index if exists feature_key; drop index if exists feature_cell;"
                "drop index if exists feature_admin;"
            )
            self._set("adding", signature)
            self.database.commit()
            self.database.execute("pragma journal_mode = delete")
            self.close()
            os.replace(fresh, self.work)
        self._open(self.work)
        known = self.database.execute(
            "select geonameid, id from feature where geonameid is not null and id < ?", (FIRST_ADDED_ID,)
        )
        self._ids: dict[int, int] = dict(known)
        self._writer = Writer(self.database)

    def _journals(self) -> list[Path]:
        return [self.work.with_name(self.work.name + end) for end in ("-wal", "-shm", "-journal", ".copy")]

    def _open(self, path: Path) -> None:
        self._database = connect_writing(path)
        self._database.execute("pragma journal_mode = wal")
        self._database.execute("pragma synchronous = normal")

    def _same_run(self, signature: str) -> bool:
        if not self.work.is_file():
            return False
        with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(self.work)) as database:
            return database.execute("select value from meta where name = 'adding'").fetchall() == [(signature,)]
        return False

    def _set(self, name: str, value: str) -> None:
        self.database.execute("insert or replace into meta values (?, ?)", (name, value))

    def _done(self, step: str) -> Line | None:
        row = self.database.execute("select value from meta where name = ?", (f"adding {step}",)).fetchone()
        if row is None:
            return None
        number, offset = json.loads(row[0])
        return Line(number, offset, None, None)

    def _batches(self, step: str, path: Path) -> Iterator[list[Line]]:
        """Lines behind the last stored ones; what the caller does with a batch is stored with how far it went."""
        done = self._done(step)
        if done is not None:
            self.report.resumed_at = done.number
        stream = read_lines(path, done)
        while batch := list(islice(stream, BATCH)):
            yield batch
            self._set(f"adding {step}", json.dumps(batch[-1][:2]))
            self.database.commit()
            if time.monotonic() - self._reported > SECONDS_BETWEEN_REPORTS:
                self._reported = time.monotonic()
                self.say(f"{path.name}: {batch[-1].number:,} lines")

    def dump(self, path: Path) -> None:
        """All places of a dump."""
        for batch in self._batches("dump", path):
            entries = [entry for line in batch if (entry := self._dump_line(path, line)) is not None]
            self._store((self._ids.get(e.geonameid or 0) or FIRST_ADDED_ID + (e.geonameid or 0), e) for e in entries)

    def _dump_line(self, path: Path, line: Line) -> Entry | None:
        self.report.read += 1
        if line.text == "":
            return None
        if self.countries and line.text is not None:
            cells = line.text.split("\t", 9)
            if len(cells) == 10 and cells[8] not in self.countries:
                self.report.left_out += 1
                return None
        try:
            if line.text is None:
                raise Malformed(line.problem or "unreadable")
            entry = dump_entry(line.text)
        except Malformed as error:
            self.report.wrong(path, line.number, str(error))
            return None
        if self.classes and entry.feature_class not in self.classes:
            self.report.left_out += 1
            return None
        return entry

    def _store(self, numbered: Iterable[tuple[int, Entry]]) -> None:
        rows = list(numbered)
        self.report.stored += len(rows)
        self.database.executemany(UPSERT, (self._writer.row(id_, entry) for id_, entry in rows))
        names = (row for id_, entry in rows for row in name_rows(id_, entry))
        self.database.executemany("insert into staged values (?, ?, ?, ?)", names)

    def alternates(self, path: Path) -> None:
        """The names of alternateNamesV2 for places that are in the index."""
        for batch in self._batches("alternates", path):
            staged: list[tuple[str, int, int, int]] = []
            for line in batch:
                staged += self._alternate_line(path, line)
            self.database.executemany("insert into staged values (?, ?, ?, ?)", staged)

    def _alternate_line(self, path: Path, line: Line) -> list[tuple[str, int, int, int]]:
        self.report.read += 1
        if line.text == "":
            return []
        try:
            if line.text is None:
                raise Malformed(line.problem or "unreadable")
            found = alternate_name(line.text)
        except Malformed as error:
            self.report.wrong(path, line.number, str(error))
            return []
        id_ = self._ids.get(found.geonameid, FIRST_ADDED_ID + found.geonameid)
        query = "select country, population, radius_km, class from feature where id = ?"
        row = self.database.execute(query, (id_,)).fetchone() if found.name else None
        if row is None or found.name is None:
            self.report.left_out += 1
            return []
        entry = Entry("", "", 0.0, 0.0, "", "", "", country=row[0])
        entry.add_name(found.name, found.kind)
        self.report.names += 1
        weight = -importance(*row[1:])
        return [(key, weight, id_, NAME_KINDS.index(kind)) for key, kind in entry.names.items()]

    def own(self, path: Path) -> None:
        """The user's own places, in one transaction."""
        self.database.execute("create index if not exists feature_key_own on feature(key)")
        (last,) = self.database.execute("select max(id) from feature where id < ?", (FIRST_ADDED_ID,)).fetchone()
        for place in own_places(path):
            self.report.read += 1
            if place.entry is None:
                self.report.wrong(path, place.number, place.problem or "unreadable")
                continue
            row = self.database.execute("select id from feature where key = ?", (place.entry.key,)).fetchone()
            last += 0 if row else 1
            self._own(row[0] if row else last, place, place.entry)
        self.database.execute("drop index feature_key_own")
        self.database.commit()

    def _own(self, id_: int, place: OwnPlace, entry: Entry) -> None:
        self._store([(id_, entry)])
        if place.outline is not None:
            bounds, area = place.outline.bounds, place.outline.area
            row = (id_, *bounds, area, 1, shapely.to_wkb(place.outline))
            self.database.execute("insert or replace into shape values (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def finish(self) -> None:
        """Order the names, rebuild what is derived, and leave one plain file."""
        database = self.database
        self.say("ordering names")
        store_staged(database)
        database.executescript(INDEXES)
        self.say("disputed areas")
        Amendments(database).disputed(load_disputed())
        finish(database, self.say)
        database.execute("delete from meta where name like 'adding%'")
        database.execute("drop table staged")
        database.commit()
        database.execute("pragma journal_mode = delete")

    def close(self) -> None:
        """Close the file; what is committed stays for the next run."""
        if self._database is not None:
            self._database.close()
            self._database = None
