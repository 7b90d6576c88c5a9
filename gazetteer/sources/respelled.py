"""Names that are made of those in the file: other romanisations, and airports called by a name of their city.

A respelling is stored only where no place has the name: it never stands beside a place that is truly called so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from gazetteer.database import cell_of
from gazetteer.entry import NAME_KINDS
from gazetteer.normalize import normalize
from gazetteer.respell import respellings
from gazetteer.sources.airports import AirportCity
from gazetteer.sphere import distance_km

CITY_KM = 70.0
NEAR = 0.15
"""Degrees around an airport in which the most populous town is its city."""
LARGE = 50_000
GREAT = 100_000
"""Inhabitants of a city whose airports take its alternate names too."""
ALTERNATE, MADE = NAME_KINDS.index("alternate"), NAME_KINDS.index("transliterated")
Row = tuple[str, int, int, int]


def respell(database: sqlite3.Connection) -> int:
    """Store the respellings of the official and alternate names of towns and areas; how many there were."""
    query = (
        "select n.key, n.weight, n.feature, f.country from name n join feature f on f.id = n.feature"
        " where n.kind <= ? and f.class in ('P', 'A') and f.code not like 'PCL%' and f.country is not null"
    )
    made = (
        (form, weight, id_, MADE)
        for key, weight, id_, country in database.execute(query, (ALTERNATE,)).fetchall()
        for form in respellings(key, country)
    )
    return _store(database, made)


def name_after_cities(database: sqlite3.Connection, cities: Iterable[AirportCity]) -> int:
    """Store "Frankfurt Airport" for the Latin names of the city that an airport serves; how many there were.

    A city is the town that the airport's row or name has, and the most populous one near; of several airports of a city
    those called international come first.
    """
    served: dict[int, set[tuple[int, int]]] = {}
    for city in cities:
        row = database.execute("select id, name from feature where key = ?", (city.airport,)).fetchone()
        if row is None:
            continue
        for town, people in {*_called(database, city), *_near(database, city)}:
            weight = -people // 10 * (2 if "International" in row[1] else 1)
            served.setdefault(town, set()).add((row[0], min(weight, -1)))
    great = {id_ for (id_,) in database.execute("select id from feature where population >= ?", (GREAT,))}
    names = database.execute("select key, feature, kind from name where kind <= ?", (ALTERNATE,)).fetchall()
    latin = [(key, town, kind) for key, town, kind in names if town in served and key.isascii() and len(key) > 3]
    official = (
        (f"{key}{words} airport", weight, airport, MADE)
        for key, town, kind in latin
        if kind != ALTERNATE
        for airport, weight in served[town]
        for words in ("", " international")
    )
    alternate = (
        (f"{key} airport", weight, airport, MADE)
        for key, town, kind in latin
        if kind == ALTERNATE and town in great
        for airport, weight in served[town]
    )
    return _store(database, official, beside=True) + _store(database, alternate)


def _called(database: sqlite3.Connection, city: AirportCity) -> list[tuple[int, int]]:
    """The most populous town of the city's name within ``CITY_KM`` with its inhabitants, if any."""
    found = database.execute(
        "select f.lat, f.lon, f.id, f.population from name n join feature f on f.id = n.feature"
        " where n.key = ? and f.class = 'P' order by n.weight limit 50",
        (normalize(city.name),),
    )
    return [town for *point, town in _towns(found) if distance_km(city.lat, city.lon, *point) <= CITY_KM][:1]


def _near(database: sqlite3.Connection, city: AirportCity) -> list[tuple[int, int]]:
    """The most populous town in a box of ``NEAR`` degrees around the airport, if it has ``LARGE`` inhabitants."""
    found = database.execute(
        "select lat, lon, id, population from feature where cell between ? and ? and lat between ? and ?"
        " and lon between ? and ? and class = 'P' and population >= ? order by population desc limit 1",
        (
            cell_of(city.lat - NEAR, city.lon - NEAR), cell_of(city.lat + NEAR, city.lon + NEAR),
            city.lat - NEAR, city.lat + NEAR, city.lon - NEAR, city.lon + NEAR, LARGE,
        ),
    )  # fmt: skip
    return [town for *_, town in _towns(found)]


def _towns(rows: Iterable[tuple[float, float, int, int]]) -> Iterator[tuple[float, float, tuple[int, int]]]:
    return ((lat, lon, (id_, people)) for lat, lon, id_, people in rows)


def _store(database: sqlite3.Connection, made: Iterable[Row], beside: bool = False) -> int:
    """Those rows whose name no place has, or (``beside``) none within ``CITY_KM`` of theirs; how many there were."""
    rows = [row for row in dict.fromkeys(made) if not _held(database, row, beside)]
    before = database.total_changes
    database.executemany("insert or ignore into name values (?, ?, ?, ?)", sorted(rows))
    return database.total_changes - before


def _held(database: sqlite3.Connection, row: Row, beside: bool) -> bool:
    query = "select f.lat, f.lon from name n join feature f on f.id = n.feature where n.key = ?"
    holders = database.execute(query, row[:1]).fetchall()
    if not holders or not beside:
        return bool(holders)
    lat, lon = database.execute("select lat, lon from feature where id = ?", (row[2],)).fetchone()
    return any(distance_km(lat, lon, *point) <= CITY_KM for point in holders)
