"""Airports and air bases of airportsdata (MIT)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import NamedTuple

from gazetteer.entry import Entry
from gazetteer.sources.packages import data_file

MILITARY = re.compile(
    r"\b(?:Air ?Base|Air Force|AFB|Air Station|Army Air|Airbase|Aerodrome Militaire|RAF|Naval)\b", re.I
)
INTERNATIONAL = re.compile(r" (?:International|Intl\.?|Regional|Municipal)\b")
AIRPORT = re.compile(
    r"\b(?:Airport|Air ?Base|Airfield|Air Station|Aerodrome|Airstrip|Field|Heliport|Airpark|AFB|Station)\b", re.I
)
RADIUS_KM = 2.0
PACKED = frozenset({"BE"})
"""Countries whose rows mostly hold degrees, minutes and seconds as if they were decimals (50.5405 for 50°54'05")."""


class AirportCity(NamedTuple):
    """An airport's key, the name of the city that it serves, and its point."""

    airport: str
    name: str
    lat: float
    lon: float


def airports() -> Iterator[Entry]:
    """Airports with an IATA code, and air bases with or without."""
    for row in _rows():
        military = bool(MILITARY.search(row["name"]))
        if row["iata"] or military:
            yield airport(row, military)


def cities() -> Iterator[AirportCity]:
    """The cities of civil airports with an IATA code, and the words of their names that may be cities (Charleroi)."""
    for row in _rows():
        if not row["iata"] or MILITARY.search(row["name"]):
            continue
        words = (word for word in re.findall(r"[^\W\d_]{5,}", row["name"]) if not AIRPORT.search(word))
        for name in dict.fromkeys((row["city"], *words)):
            if name and not INTERNATIONAL.search(f" {name}"):
                yield AirportCity(f"air:{row['iata']}", name, *point(row))


def _rows() -> Iterator[dict[str, str]]:
    with data_file("airportsdata", "airports.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def point(row: dict[str, str]) -> tuple[float, float]:
    """Latitude and longitude in degrees; in some countries the digits are minutes and seconds, where they can be."""
    lat, lon = float(row["lat"]), float(row["lon"])
    if row["country"] not in PACKED:
        return lat, lon
    north, east = unpack(lat), unpack(lon)
    return (lat, lon) if north is None or east is None else (north, east)


def unpack(value: float) -> float | None:
    """50.5405 read as 50°54'05"; None where minutes or seconds would be 60 or more."""
    digits = round(abs(value) % 1 * 10_000)
    minutes, seconds = divmod(digits, 100)
    if minutes >= 60 or seconds >= 60 or abs(abs(value) % 1 * 10_000 - digits) > 0.01:
        return None
    return (int(abs(value)) + minutes / 60 + seconds / 3600) * (1 if value >= 0 else -1)


def airport(row: dict[str, str], military: bool) -> Entry:
    """One row of airports.csv as an entry; "Boryspil International Airport" is "Boryspil Airport" too."""
    name = row["name"] if AIRPORT.search(row["name"]) else f"{row['name']} Airport"
    lat, lon = point(row)
    entry = Entry(
        key=f"air:{row['iata'] or row['icao']}", name=name, lat=lat, lon=lon,
        feature_class="S", feature_code="AIRB" if military else "AIRP", source="airportsdata (MIT)",
        country=row["country"] or None,
        radius_km=RADIUS_KM, zone=row["tz"] or None,
    )  # fmt: skip
    entry.add_name(name, "official")
    if (short := INTERNATIONAL.sub("", name)) != name:
        entry.add_name(short, "alternate")
    if military:
        bare = re.sub(r"\bAir Force Base\b", "AFB", name)
        entry.add_name(bare, "alternate")
        entry.add_name(re.sub(r"\bAFB\b", "Air Force Base", name), "alternate")
        entry.add_name(re.sub(r"\b(?:Airbase|Air Base)\b", "air base", name), "alternate")
    elif row["city"] and row["city"].lower() not in name.lower() and row["iata"]:
        entry.add_name(f"{row['city']} Airport", "alternate")
        entry.add_name(f"{row['city']} International Airport", "alternate")
    if row["iata"]:
        entry.add_name(row["iata"], "abbreviation")
    return entry
