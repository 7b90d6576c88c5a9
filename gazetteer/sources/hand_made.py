"""The project's own data: curated places, other spellings, nationalities, disputed areas."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import shapely

from gazetteer.curated import CuratedPlace
from gazetteer.database import cell_of
from gazetteer.entry import NAME_KINDS, Entry, importance
from gazetteer.feature import NameKind
from gazetteer.sphere import distance_km
from gazetteer.world_tables import Alias, Demonym, DisputedArea

ALIAS_KM = 50.0
COAST = 0.03
"""Degrees around a country's simplified outline that still belong to it."""


def curated_entry(place: CuratedPlace) -> Entry:
    """A curated place as an entry."""
    entry = Entry(
        key=place.key, name=place.name, lat=place.lat, lon=place.lon, feature_class=place.feature_class,
        feature_code=place.feature_code, source=place.source, country=place.country, admin1=place.admin1,
        population=place.population, radius_km=place.radius_km, note=place.note,
    )  # fmt: skip
    entry.add_name(place.name, "official")
    for name in place.names:
        entry.add_name(name, "alternate")
    return entry


class Amendments:
    """Names and notes added to rows that are in the file already; needs the index on ``feature.key``.

    ``unresolved`` lists what pointed nowhere.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        """Writes into ``database``."""
        self._database = database
        self._same: dict[str, int] = {}
        self.unresolved: list[str] = []

    def same_places(self, places: Iterable[CuratedPlace]) -> None:
        """Curated entries that are a row already: their names, note and extent go there."""
        for place in places:
            target = self.find(place.same_as or "")
            if target is None:
                self.unresolved.append(f"{place.key}: same_as {place.same_as}")
                continue
            self._same[place.key] = target
            self._names(target, curated_entry(place))
            self._database.execute(
                "update feature set note = coalesce(?, note), radius_km = max(radius_km, ?) where id = ?",
                (place.note, place.radius_km, target),
            )

    def find(self, target: str) -> int | None:
        """Row of "gn:706483", "cur:black-sea", a country ("UA") or a first-order area ("UA.11"); None: no such row."""
        if target in self._same:
            return self._same[target]
        if ":" in target:
            query, values = "select id from feature where key = ?", [target]
        elif "." in target:
            query = "select id from feature where class = 'A' and code = 'ADM1' and country = ? and admin1 = ?"
            values = target.split(".", 1)
        else:
            query = "select id from feature where country = ? and class in ('A', 'L') and admin1 is null"
            query += " and key like 'gn:%'"
            values = [target]
        row = self._database.execute(query, values).fetchone()
        return row[0] if row else None

    def zones(self) -> None:
        """Towns without a time zone take it, and their second-order area, from the nearest town that has one."""
        query = "select id, lat, lon, country, admin1 from feature where class = 'P' and zone is null"
        for id_, lat, lon, country, admin1 in self._database.execute(query).fetchall():
            towns = next(filter(None, (self._zoned(lat, lon, reach) for reach in (0.2, 1.0, 4.0))), None)
            if towns is None:
                continue
            _, _, zone, *area, admin2 = min(towns, key=lambda town: distance_km(lat, lon, town[0], town[1]))
            query = "update feature set zone = ?, admin2 = coalesce(admin2, ?) where id = ?"
            self._database.execute(query, (zone, admin2 if area == [country, admin1] else None, id_))

    def _zoned(self, lat: float, lon: float, reach: float) -> list[tuple[Any, ...]]:
        """(lat, lon, zone, country, admin1, admin2) of the towns with a zone within ``reach`` degrees each way."""
        south, north, west, east = lat - reach, lat + reach, max(lon - reach, -180.0), min(lon + reach, 179.99)
        found: list[tuple[Any, ...]] = []
        for row in range(math.floor(south), math.floor(north) + 1):
            found += self._database.execute(
                "select lat, lon, zone, country, admin1, admin2 from feature where cell between ? and ?"
                " and lat between ? and ? and lon between ? and ? and class = 'P' and zone is not null",
                (cell_of(row + 0.5, west), cell_of(row + 0.5, east), south, north, west, east),
            ).fetchall()
        return found

    def demonyms(self, demonyms: Iterable[Demonym]) -> None:
        """Each word leads to each of its targets."""
        for demonym in demonyms:
            for target in demonym.targets:
                id_ = self.find(target)
                if id_ is None:
                    self.unresolved.append(f"demonym {demonym.words[0]}: {target}")
                    continue
                self._names(id_, _names_only(demonym.words, "demonym"))

    def aliases(self, aliases: Iterable[Alias]) -> None:
        """Each alias leads to the place of that name within ``ALIAS_KM`` of its point; the nearest of several."""
        for alias in aliases:
            id_ = self._place_near(alias)
            if id_ is None:
                self.unresolved.append(f"alias {alias.names[0]}: {alias.place} ({alias.country})")
                continue
            self._names(id_, _names_only(alias.names, alias.kind, alias.country))

    def _place_near(self, alias: Alias) -> int | None:
        key = next(iter(_names_only((alias.place,), "official").names))
        found = self._database.execute(
            "select f.id, f.lat, f.lon, f.class, f.country, n.weight from name n join feature f on f.id = n.feature"
            " where n.key = ? and f.class != 'S'",
            (key,),
        )
        near = [
            (lat_lon_class[2] != "P" and alias.kind != "short", weight, id_)
            for id_, *lat_lon_class, country, weight in found
            if country in (alias.country, None)
            and distance_km(alias.lat, alias.lon, lat_lon_class[0], lat_lon_class[1]) <= ALIAS_KM
        ]
        return min(near)[2] if near else None

    def seats(self, capitals: dict[str, str], seats: dict[str, str]) -> None:
        """Mark capitals (P.PPLC) and seats of first-order areas (P.PPLA): the greatest place there of that name."""
        for area, key in {**seats, **capitals}.items():
            country, _, admin1 = area.partition(".")
            row = self._database.execute(
                "select f.id from name n join feature f on f.id = n.feature"
                " where n.key = ? and f.class = 'P' and f.country = ? and (? = '' or f.admin1 = ?)"
                " order by n.kind > 1, n.weight limit 1",
                (key, country, admin1, admin1),
            ).fetchone()
            if row is None:
                self.unresolved.append(f"capital or seat of {area}: {key}")
                continue
            code = "PPLA" if admin1 else "PPLC"
            self._database.execute("update feature set code = ? where id = ? and code != 'PPLC'", (code, row[0]))

    def _names(self, id_: int, entry: Entry) -> None:
        query = "select population, radius_km, class from feature where id = ?"
        weight = -importance(*self._database.execute(query, (id_,)).fetchone())
        for key, kind in entry.names.items():
            self._database.execute(
                "insert or ignore into name values (?, ?, ?, ?)", (key, weight, id_, NAME_KINDS.index(kind))
            )

    def disputed(self, areas: Iterable[DisputedArea]) -> None:
        """Places inside a disputed area say so, and lie in the country to which the table assigns it.

        Needs the outlines: a place whose point the country's outline does not hold is a neighbour, whatever the ring.
        """
        rows = self._database.execute(
            "select f.country, s.wkb from shape s join feature f on f.id = s.feature"
            " where f.key like 'gn:%' and (f.code like 'PCL%' or f.code = 'TERR')"
        )
        outlines = {country: shapely.from_wkb(wkb) for country, wkb in rows}
        for area in areas:
            ring = shapely.Polygon(area.polygon)
            place = ring if area.country not in outlines else ring.intersection(outlines[area.country].buffer(COAST))
            shapely.prepare(place)
            for id_, lat, lon, country in self._inside(ring.bounds):
                if place.intersects(shapely.Point(lon, lat)):
                    self._assign(id_, country, area)

    def _inside(self, bounds: tuple[float, float, float, float]) -> list[tuple[int, float, float, str | None]]:
        """Towns, sites and areas in a box, by the index on degree squares."""
        west, south, east, north = bounds
        found: list[tuple[int, float, float, str | None]] = []
        for row in range(math.floor(south), math.floor(north) + 1):
            first, last = cell_of(row + 0.5, max(west, -180)), cell_of(row + 0.5, min(east, 179.99))
            found += self._database.execute(
                "select id, lat, lon, country from feature where cell between ? and ? and lat between ? and ?"
                " and lon between ? and ? and (class in ('P', 'S') or code in ('ADM1', 'ADM2'))",
                (first, last, south, north, west, east),
            ).fetchall()
        return found

    def _assign(self, id_: int, country: str | None, area: DisputedArea) -> None:
        """Note and country of one place; a place of a country that is no party is a neighbour and is left alone."""
        if country not in {area.country, *area.claimed_by, *area.controlled_by, None}:
            return
        self._database.execute("update feature set note = coalesce(note, ?) where id = ?", (area.note, id_))
        if country != area.country:
            query = "update feature set country = ?, admin1 = null, admin2 = null where id = ?"
            self._database.execute(query, (area.country, id_))


def _names_only(words: Iterable[str], kind: NameKind, country: str | None = None) -> Entry:
    entry = Entry("", "", 0.0, 0.0, "", "", "", country=country)
    for word in words:
        entry.add_name(word, kind)
    return entry


def new_places(places: Iterable[CuratedPlace]) -> Iterator[Entry]:
    """Entries of the curated places that stand for themselves."""
    return (curated_entry(place) for place in places if place.same_as is None)
