"""The index, open for reading: names → places, places by key and area, names in a text."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from gazetteer.database import COLUMNS, SCHEMA_VERSION, cell_of, prefix_end
from gazetteer.entry import NAME_KINDS
from gazetteer.feature import Feature, Match, NameHit
from gazetteer.normalize import normalize
from gazetteer.scanner import Scanner
from gazetteer.shapes import Shapes
from gazetteer.sphere import distance_km

CACHED_NAMES = 8192
COAST_KM = 25.0
_SELECT = "select " + ", ".join(f"f.{column}" for column in COLUMNS.split(", "))


class GazetteerMissingError(RuntimeError):
    """There is no index at the path, or one of another version; the message says how to build it."""


class Index:
    """Read-only and shared: threads each get a connection of their own, a rebuilt file is seen after a new ``open``."""

    def __init__(self, path: Path) -> None:
        """Use ``open``, which says what is wrong in words."""
        self.path = path
        self._local = threading.local()
        self._labels: dict[int, str] = dict(self.rows("select id, text from label"))
        self.scanner = Scanner(np.frombuffer(self._blob("names"), dtype=np.uint64))
        self.shapes = Shapes(self.rows)
        self._lookup = lru_cache(CACHED_NAMES)(self._lookup_key)

    @classmethod
    def open(cls, path: Path) -> Index:
        """The index at ``path``; raises ``GazetteerMissingError``."""
        if not path.is_file():
            raise GazetteerMissingError(f"no gazetteer at {path}: build it with `incidents gazetteer build`")
        try:
            index = cls(path)
            version = index.rows("select value from meta where name = 'schema'")
        except sqlite3.DatabaseError as error:
            raise GazetteerMissingError(f"{path} is no gazetteer ({error}): build it anew") from error
        if version != [(str(SCHEMA_VERSION),)]:
            raise GazetteerMissingError(f"{path} was built by another version: run `incidents gazetteer build`")
        return index

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            del self._local.connection

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query on the file (tables: ``gazetteer/database.py``)."""
        connection = getattr(self._local, "connection", None)
        if connection is None:
            address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._local.connection = connection
        return connection.execute(query, values).fetchall()

    def features(self, tail: str, values: Sequence[Any] = ()) -> list[Feature]:
        """Features of "from feature f" and ``tail``."""
        return [self._feature(row) for row in self.rows(f"{_SELECT} from feature f {tail}", values)]

    def lookup(self, name: str) -> list[NameHit]:
        """Every place with that name (case, accents, punctuation aside), the most populous first."""
        return list(self._lookup(normalize(name)))

    def lookup_key(self, key: str) -> list[NameHit]:
        """As ``lookup``, for a name that is normalised already (``Match.key``)."""
        return list(self._lookup(key))

    def _lookup_key(self, key: str) -> tuple[NameHit, ...]:
        rows = self.rows(
            f"{_SELECT}, n.kind from name n join feature f on f.id = n.feature"
            " where n.key = ? order by n.weight, n.feature",
            (key,),
        )
        hits: dict[int, NameHit] = {}
        for row in rows:
            if row[0] not in hits:  # one place has one name twice where two sources weigh it differently
                hits[row[0]] = NameHit(self._feature(row[:-1]), NAME_KINDS[row[-1]])
        return tuple(hits.values())

    def prefix(self, text: str, limit: int = 10, countries: Collection[str] = ()) -> list[NameHit]:
        """Places with a name that begins so, the most important first; ``countries`` (ISO codes) leaves out others."""
        start = normalize(text)
        rows: list[tuple[Any, ...]] = []
        if start and not countries:
            query = "from prefix p join feature f on f.id = p.feature where p.prefix = ? order by p.rank limit ?"
            rows = self.rows(f"{_SELECT}, 0 {query}", (start, limit))
        if start and not rows:
            where = f"and f.country in ({','.join('?' * len(countries))})" if countries else ""
            rows = self.rows(
                f"{_SELECT}, n.kind from (select n.feature, n.kind, min(n.weight) w from name n join feature f"
                f" on f.id = n.feature where n.key >= ? and n.key < ? {where} group by n.feature"
                " order by w, n.feature limit ?) n join feature f on f.id = n.feature order by n.w, n.feature",
                (start, prefix_end(start), *sorted(countries), limit),
            )
        return [NameHit(self._feature(row[:-1]), NAME_KINDS[row[-1]]) for row in rows]

    def scan(self, text: str, nested: bool = False) -> Iterator[Match]:
        """Runs of words that are names; ``nested``: also those inside longer ones. See ``Scanner.scan``."""
        return self.scanner.scan(text, nested)

    def feature(self, id_: int) -> Feature | None:
        """The place in that row of the file."""
        return self._one("where f.id = ?", (id_,))

    def by_key(self, key: str) -> Feature | None:
        """The place with that stable key."""
        return self._one("where f.key = ?", (key,))

    def country(self, code: str) -> Feature | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        return self._country(code)

    def admin1(self, country: str, code: str) -> Feature | None:
        """The first-order area: ``admin1("UA", "11")`` is Crimea."""
        return self._admin1(country, code)

    @lru_cache(512)  # noqa: B019 - an index lives as long as its process
    def _country(self, code: str) -> Feature | None:
        # One class at a time: there is an index of the areas' countries.
        kinds = "f.country = ? and (f.code like 'PCL%' or f.code in ('TERR', 'CONT')) and f.key like 'gn:%'"
        found = (self._one(f"where f.class = '{letter}' and {kinds} limit 1", (code,)) for letter in "AL")
        return next((feature for feature in found if feature is not None), None)

    @lru_cache(8192)  # noqa: B019
    def _admin1(self, country: str, code: str) -> Feature | None:
        tail = "where f.class = 'A' and f.code = 'ADM1' and f.country = ? and f.admin1 = ?"
        return self._one(f"{tail} order by f.key like 'gn:%' desc limit 1", (country, code))

    def names(self, id_: int) -> list[str]:
        """Normalised names of a place. Slow (no index): for people, not for loops."""
        return [key for (key,) in self.rows("select key from name where feature = ? order by kind, key", (id_,))]

    def outline_of(self, key: str) -> BaseGeometry | None:
        """The outline of the place with that key in (lon, lat); a box where no better is known; None without either."""
        feature = self.by_key(key)
        return feature and (self.shapes.outline(feature.id) or self.shapes.outline(feature.id, True))

    def nearest(
        self, lat: float, lon: float, limit: int = 1, classes: str = "P", within_km: float = 500.0
    ) -> list[Feature]:
        """The nearest places of the feature classes, nearest first, at most ``within_km`` away."""
        for reach in (10.0, 50.0, 200.0, within_km):
            reach = min(reach, within_km)
            found = [(distance_km(lat, lon, f.lat, f.lon), f) for f in self._in_cells(lat, lon, reach, classes)]
            near = sorted((pair for pair in found if pair[0] <= reach), key=lambda pair: (pair[0], pair[1].id))
            if len(near) >= limit or reach == within_km:
                return [feature for _, feature in near[:limit]]
        return []

    def _in_cells(self, lat: float, lon: float, reach_km: float, classes: str) -> list[Feature]:
        cells = _cells_around(lat, lon, reach_km)
        marks, kinds = ",".join("?" * len(cells)), ",".join("?" * len(classes))
        south, north = lat - reach_km / 111.0, lat + reach_km / 111.0
        tail = f"where f.cell in ({marks}) and f.class in ({kinds}) and f.lat between ? and ?"
        return self.features(tail, [*cells, *classes, south, north])

    def containing(self, lat: float, lon: float) -> list[Feature]:
        """Areas that hold the point, the smallest first: first-order area, country, curated regions and seas.

        A point off the simplified coast gets the areas of a place within ``COAST_KM``, if no sea holds it alone.
        """
        found = [self.feature(id_) for id_ in self.shapes.holding(lat, lon)]
        held = [feature for feature in found if feature is not None]
        if not any(feature.feature_class == "A" for feature in held):
            for place in self.nearest(lat, lon, within_km=COAST_KM):
                areas = (self.admin1(place.country or "", place.admin1 or ""), self.country(place.country or ""))
                held = [*(area for area in areas if area is not None), *held]
        return held

    def second_order(self, lat: float, lon: float) -> Feature | None:
        """The second-order area (county, district) of the nearest place within ``COAST_KM``: they have no outlines."""
        for place in self.nearest(lat, lon, limit=1, within_km=COAST_KM):
            if place.admin2:
                tail = "where f.class = 'A' and f.code = 'ADM2' and f.country = ? and f.admin1 is ? and f.admin2 = ?"
                return self._one(tail, (place.country, place.admin1, place.admin2))
        return None

    def zone_at(self, lat: float, lon: float) -> str | None:
        """IANA time zone of the nearest populated place within 500 km, None on the open sea."""
        return next((place.zone for place in self.nearest(lat, lon, limit=3) if place.zone), None)

    def _one(self, tail: str, values: Sequence[Any]) -> Feature | None:
        found = self.features(tail, values)
        return found[0] if found else None

    def _feature(self, row: Sequence[Any]) -> Feature:
        zone, source = row[13], row[15]
        label = self._labels
        return Feature(*row[:13], label[zone] if zone else None, row[14], label[source], row[16])  # type: ignore[call-arg]

    def _blob(self, name: str) -> bytes:
        return b"".join(data for (data,) in self.rows("select data from blob where name = ? order by part", (name,)))


def _cells_around(lat: float, lon: float, reach_km: float) -> list[int]:
    """Degree squares that a circle touches; all of a row near the poles."""
    rows = range(int(max(lat - reach_km / 111.0, -90.0) + 90), int(min(lat + reach_km / 111.0, 90.0) + 90) + 1)
    narrowest = max(np.cos(np.radians(min(abs(lat) + reach_km / 111.0, 89.9))), 1e-3)
    wide = min(reach_km / (111.0 * narrowest), 180.0)
    columns = range(int(np.floor(lon - wide)), int(np.floor(lon + wide)) + 1) if wide < 180 else range(-180, 180)
    return sorted({cell_of(row - 90 + 0.5, column + 0.5) for row in rows for column in columns})
